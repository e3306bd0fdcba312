/**
 * OCPP 1.6 against back-ends that others wrote, on loopback; the charger and the bridge's timers in virtual time.
 */

import CentralSystem from '@voltbras/ts-ocpp/dist/cs/server.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OcppSession } from '../../../../bridge/ocpp/ocpp-session.ts';
import { Ocpp16 } from '../../../../bridge/ocpp/v16/ocpp16.ts';
import { BackEnd } from '../../../../bridge/simulated/back-end.ts';
import { BridgeBench } from '../../../support/bridge-bench.ts';
import { freePort } from '../../../support/free-port.ts';

let bench: BridgeBench;
let session: OcppSession;

function open(url: string): void {
  session = new OcppSession(
    bench.charger,
    (reach) => new Ocpp16(bench.charger, reach),
    { url, id: 'CP1', version: '1.6', password: null, ca: null },
    { said: () => undefined, refused: () => undefined },
  );
  void session.begin();
}

describe('ocpp-ts as the back-end', () => {
  let backEnd: BackEnd;
  let heard: string[];

  beforeEach(async () => {
    heard = [];
    backEnd = await BackEnd.open({
      heard: (method, { status, errorCode, reason, transactionId }) => {
        heard.push([method, status, errorCode, reason, transactionId].filter(Boolean).join(' '));
        return null;
      },
    });
    bench = await new BridgeBench().begin();
    bench.turns = 5;
    open(backEnd.url);
    await bench.until(() => heard.length >= 2, 60000);
    // A socket-outlet that has just started keeps the first offer back.
    await bench.pass(10000, 100);
  });

  afterEach(async () => {
    await session.close();
    bench.close();
    await backEnd.close();
  });

  async function charging(): Promise<void> {
    bench.do('plug in', 'car in');
    await bench.until(() => heard.includes('StatusNotification Charging NoError'), 60000);
    // The lock rests after its stroke.
    await bench.pass(5000, 100);
  }

  test('hears a whole session in order, with the reason for its end', async () => {
    await charging();
    bench.do('car out');
    await bench.pass(2000);
    bench.do('pull');
    // A reading comes with each minute, and a busy computer lets minutes of virtual time pass between two messages.
    const told = (): string[] => heard.filter((one) => !one.startsWith('MeterValues'));
    await bench.until(() => told().length >= 9, 60000);
    expect(told()).toEqual([
      'BootNotification',
      'StatusNotification Available NoError',
      'StatusNotification Preparing NoError',
      'StartTransaction',
      'StatusNotification SuspendedEV NoError',
      'StatusNotification Charging NoError',
      'StopTransaction EVDisconnected 1',
      'StatusNotification Finishing NoError',
      'StatusNotification Available NoError',
    ]);
  });

  test('unlocks while it charges, and is answered from the sensed pin', async () => {
    await charging();
    const asked = backEnd.call('UnlockConnector', { connectorId: 1 });
    const { value, tookMs } = await bench.settle(asked);
    expect(value).toEqual({ status: 'Unlocked' });
    expect(bench.world.trace.valueOf('pin')).toBe('withdrawn');
    expect(tookMs).toBeLessThanOrEqual(1200);
    await bench.until(() => heard.includes('StopTransaction UnlockCommand 1'), 20000);
    expect(heard).toContain('StopTransaction UnlockCommand 1');
  });

  test('is told by 8 s that a jam holds the plug, and the lock failure after it', async () => {
    await charging();
    bench.do('lock jammed');
    const asked = backEnd.call('UnlockConnector', { connectorId: 1 });
    const { value, tookMs } = await bench.settle(asked);
    expect(value).toEqual({ status: 'UnlockFailed' });
    expect(tookMs).toBeLessThanOrEqual(8000);
    await bench.until(() => heard.at(-1)?.includes('Faulted') === true, 20000);
    expect(heard).toContain('StatusNotification Faulted ConnectorLockFailure');
  });

  test('sets limits with a term, reads them back, and takes them away', async () => {
    await charging();
    const profile = {
      chargingProfileId: 1,
      stackLevel: 0,
      chargingProfilePurpose: 'TxProfile',
      chargingProfileKind: 'Relative',
      chargingSchedule: {
        duration: 600,
        chargingRateUnit: 'A',
        chargingSchedulePeriod: [
          { startPeriod: 0, limit: 10 },
          { startPeriod: 60, limit: 8 },
        ],
      },
    };
    const set = backEnd.call('SetChargingProfile', {
      connectorId: 1,
      csChargingProfiles: profile,
    });
    expect((await bench.settle(set)).value).toEqual({ status: 'Accepted' });
    await bench.pass(6000);
    expect(bench.charger.said('offer')).toBe('10000 mA');
    expect(bench.typed.filter((line) => /^limit 10 A for 6\d s$/.test(line)).length).toBe(1);
    await bench.pass(60000, 100);
    expect(bench.charger.said('offer')).toBe('8000 mA');
    const read = backEnd.call('GetCompositeSchedule', {
      connectorId: 1,
      duration: 900,
    });
    const { value } = await bench.settle(read);
    const periods = (value as { chargingSchedule: { chargingSchedulePeriod: { limit: number }[] } })
      .chargingSchedule.chargingSchedulePeriod;
    expect(periods.map(({ limit }) => limit)).toEqual([8, 80]);
    const cleared = backEnd.call('ClearChargingProfile', { id: 1 });
    expect((await bench.settle(cleared)).value).toEqual({ status: 'Accepted' });
    await bench.pass(6000);
    expect(bench.charger.said('offer')).toBe('32000 mA');
  });

  test('stops and starts again from afar', async () => {
    await charging();
    const wrong = backEnd.call('RemoteStopTransaction', { transactionId: 8 });
    expect((await bench.settle(wrong)).value).toEqual({ status: 'Rejected' });
    const stopped = backEnd.call('RemoteStopTransaction', { transactionId: 1 });
    expect((await bench.settle(stopped)).value).toEqual({ status: 'Accepted' });
    await bench.pass(4000);
    expect(heard).toContain('StopTransaction Remote 1');
    const started = backEnd.call('RemoteStartTransaction', { idTag: 'CARD' });
    expect((await bench.settle(started)).value).toEqual({ status: 'Accepted' });
    await bench.pass(20000, 100);
    expect(heard.filter((one) => one === 'StartTransaction').length).toBe(2);
  });

  test('takes it out of service after the transaction, and reads the configuration', async () => {
    await charging();
    const change = backEnd.call('ChangeAvailability', {
      connectorId: 0,
      type: 'Inoperative',
    });
    expect((await bench.settle(change)).value).toEqual({ status: 'Scheduled' });
    bench.do('car out');
    await bench.until(() => heard.includes('StatusNotification Unavailable NoError'), 5000);
    const start = backEnd.call('RemoteStartTransaction', { idTag: 'CARD' });
    expect((await bench.settle(start)).value).toEqual({ status: 'Rejected' });
    const read = backEnd.call('GetConfiguration', {
      key: ['NumberOfConnectors', 'Nonsense'],
    });
    expect((await bench.settle(read)).value).toEqual({
      configurationKey: [{ key: 'NumberOfConnectors', readonly: true, value: '1' }],
      unknownKey: ['Nonsense'],
    });
  });
});

describe('@voltbras/ts-ocpp as the back-end', () => {
  test('greets, hears the status, and unlocks', async () => {
    const heard: string[] = [];
    const port = await freePort();
    const System =
      (CentralSystem as unknown as { default: typeof CentralSystem }).default ?? CentralSystem;
    const server = new System(port, async (request) => {
      const { action, ocppVersion } = request;
      heard.push(action);
      const more: Record<string, object> = {
        BootNotification: {
          status: 'Accepted',
          currentTime: new Date().toISOString(),
          interval: 300,
        },
        StartTransaction: { transactionId: 3, idTagInfo: { status: 'Accepted' } },
      };
      return { action, ocppVersion, ...more[action] } as never;
    });
    bench = await new BridgeBench().begin();
    bench.turns = 5;
    open(`ws://127.0.0.1:${port}`);
    await bench.pass(10000, 100);
    bench.do('plug in', 'car in');
    await bench.until(() => bench.charger.status === 'charging', 10000);
    // The lock rests after its stroke.
    await bench.pass(5000, 100);
    await bench.until(() => heard.length >= 4, 60000);
    expect(heard.slice(0, 4)).toEqual([
      'BootNotification',
      'StatusNotification',
      'StatusNotification',
      'StartTransaction',
    ]);
    const asked = server.sendRequest({
      ocppVersion: 'v1.6-json',
      chargePointId: 'CP1',
      action: 'UnlockConnector',
      payload: { connectorId: 1 },
    });
    const { value, tookMs } = await bench.settle(asked.run());
    expect((value.unsafeCoerce() as { status: string }).status).toBe('Unlocked');
    expect(tookMs).toBeLessThanOrEqual(1200);
    await session.close();
    bench.close();
    server.close();
  });
});
