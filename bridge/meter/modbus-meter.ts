/**
 * Modbus meter: one register of energy behind Modbus TCP, asked every ten seconds. Its own count is the truth: what it
 * has grown by since the last reading, which outlives this bridge, is added.
 */

import type { ModbusMeter } from '../config/config.ts';
import type { Energy } from '../core/energy.ts';
import { loadPackage } from '../core/optional-package.ts';
import { every, pause, type Time } from '../core/time.ts';
import { OwnCount } from './own-count.ts';

const ASK_MS = 10000;
const ANSWER_MS = 3000;
/** What begins or ends waits for a last reading for so long. */
const LAST_MS = 1000;

/** @returns Wh */
function readEnergy(meter: ModbusMeter, words: readonly number[]): number {
  const bytes = new DataView(new ArrayBuffer(4));
  for (const [i, word] of words.entries()) bytes.setUint16(2 * i, word);
  const value = meter.type === 'float32' ? bytes.getFloat32(0) : bytes.getUint32(0);
  return value * meter.wattHours;
}

function addressOf({ host, port, unit, kind, register, type, wattHours }: ModbusMeter): string {
  return `${host}:${port} ${unit} ${kind} ${register} ${type} ${wattHours}`;
}

/**
 * Asks once, and then again and again.
 *
 * @returns a function that ends it
 * @throws EnvironmentError where the package is not installed
 */
export async function askMeter(
  meter: ModbusMeter,
  energy: Energy,
  time: Time,
  say: (line: string) => void,
): Promise<() => void> {
  const { default: Client } = await loadPackage('modbus-serial', () => import('modbus-serial'));
  const count = new OwnCount(addressOf(meter), meter.wattHours, energy, time);
  let state = '';
  let asking: Promise<void> | null = null;
  const tell = (now: string): void => {
    if (now !== state) say(`meter: ${now}`);
    state = now;
  };
  const askNow = async (): Promise<void> => {
    const client = new Client();
    client.setTimeout(ANSWER_MS);
    client.setID(meter.unit);
    try {
      await client.connectTCP(meter.host, { port: meter.port });
      const { data } =
        meter.kind === 'input'
          ? await client.readInputRegisters(meter.register, 2)
          : await client.readHoldingRegisters(meter.register, 2);
      const wh = readEnergy(meter, data);
      // A meter that has just started may have no number yet.
      if (!Number.isFinite(wh)) throw new Error('with no number');
      const news = count.read(wh);
      tell('answers');
      if (news !== '') say(`meter: ${news}`);
    } catch (error) {
      tell(`does not answer (${(error as Error).message})`);
    } finally {
      client.close(() => undefined);
    }
  };
  // Whoever asks meanwhile waits for the same answer.
  const ask = (): Promise<void> => {
    asking ??= askNow().finally(() => {
      asking = null;
    });
    return asking;
  };
  // One that does not answer is not waited for.
  await Promise.race([ask(), pause(time, ANSWER_MS)]);
  energy.refresh = () => Promise.race([ask(), pause(time, LAST_MS)]);
  return every(time, ASK_MS, () => void ask());
}
