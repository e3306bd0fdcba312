/**
 * Demo: a simulated charger, this bridge, and a back-end that others wrote, from a plug that goes in to a plug that the
 * back-end has freed. In real time, in less than a minute.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bridge } from '../bridge.ts';
import { readConfig } from '../config/read-config.ts';
import { BackEnd } from './back-end.ts';
import { SimCharger } from './sim-charger.ts';

type Fields = Readonly<Record<string, unknown>>;

const LOOK_MS = 20;
/** Anything that has not come by then does not come. */
const MOST_MS = 30000;
/** The lock rests after its stroke. */
const REST_MS = 5000;

async function until(isSo: () => boolean): Promise<boolean> {
  const untilMs = performance.now() + MOST_MS;
  while (!isSo() && performance.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return isSo();
}

/** What matters of a message, for people. */
function inShort(method: string, fields: Fields): string {
  const names = ['status', 'errorCode', 'reason', 'transactionId', 'idTag'];
  const values = names.map((name) => fields[name]).filter((one) => one !== undefined);
  return [method, ...values.filter((one) => one !== 'NoError')].join(' ');
}

/**
 * @param print takes a line for the person
 * @returns whether the plug came out
 * @throws EnvironmentError where the packages are not installed
 */
export async function playDemo(print: (line: string) => void): Promise<boolean> {
  const beganMs = performance.now();
  const tell = (who: string, what: string): void => {
    const seconds = ((performance.now() - beganMs) / 1000).toFixed(2).padStart(6);
    print(`${seconds} s  ${who.padEnd(9)} ${what}`);
  };
  const heard: string[] = [];
  const backEnd = await BackEnd.open({
    heard: (method, fields) => {
      heard.push(inShort(method, fields));
      tell('back-end', `hears ${heard.at(-1)}`);
      return null;
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-demo-'));
  const config = { folder, ocpp: { url: backEnd.url, id: 'demo' } };
  let charger: SimCharger | null = null;
  const bridge = await Bridge.open(
    readConfig(join(folder, 'demo.json'), JSON.stringify(config)),
    folder,
    async (events) => {
      charger = new SimCharger(events);
      return charger;
    },
    { say: () => undefined, gone: () => undefined },
  );
  try {
    tell('back-end', 'is the server of ocpp-ts, which others wrote, on this computer');
    return charger !== null && (await play(charger, backEnd, heard, tell));
  } finally {
    await bridge.close();
    await backEnd.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function play(
  charger: SimCharger,
  backEnd: BackEnd,
  heard: readonly string[],
  tell: (who: string, what: string) => void,
): Promise<boolean> {
  const hears = (line: string): Promise<boolean> => until(() => heard.includes(line));
  if (!(await hears('StatusNotification Available'))) return false;
  tell('driver', 'puts the plug in, at the charger and at the car');
  charger.do('plug in\ncar in');
  if (!(await hears('StatusNotification Charging'))) return false;
  tell('socket', `is ${charger.valueOf('socket')}, the pin is ${charger.valueOf('pin')}`);
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  tell('driver', 'calls the hotline: the plug does not come out');
  tell('back-end', 'asks UnlockConnector');
  const askedMs = performance.now();
  const answer = await backEnd.call('UnlockConnector', { connectorId: 1 });
  const tookMs = Math.round(performance.now() - askedMs);
  tell('charger', `answers ${answer['status']} after ${tookMs} ms, from the sensed pin`);
  tell('socket', `is ${charger.valueOf('socket')}, the pin is ${charger.valueOf('pin')}`);
  charger.do('car out\npull');
  const isOut = await until(
    () => charger.valueOf('plug') === 'absent' || charger.valueOf('plug') === 'out',
  );
  tell('driver', isOut ? 'has the plug in hand' : 'cannot pull the plug out');
  await until(() => heard.at(-1) === 'StatusNotification Available');
  return isOut && answer['status'] === 'Unlocked';
}
