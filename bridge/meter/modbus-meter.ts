/**
 * Modbus meter: one register of energy behind Modbus TCP, asked every ten seconds. What it has counted since the last
 * answer is added; a meter that was replaced, or counts from the beginning, adds nothing for what went back.
 */

import type { ModbusMeter } from '../config/config.ts';
import type { Energy } from '../core/energy.ts';
import { loadPackage } from '../core/optional-package.ts';
import { every, type Time } from '../core/time.ts';

const ASK_MS = 10000;
const ANSWER_MS = 3000;

/** @returns Wh */
function readEnergy(meter: ModbusMeter, words: readonly number[]): number {
  const bytes = new DataView(new ArrayBuffer(4));
  for (const [i, word] of words.entries()) bytes.setUint16(2 * i, word);
  const value = meter.type === 'float32' ? bytes.getFloat32(0) : bytes.getUint32(0);
  return value * meter.wattHours;
}

/**
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
  let lastWh: number | null = null;
  let state = '';
  let isAsking = false;
  const tell = (now: string): void => {
    if (now !== state) say(`meter: ${now}`);
    state = now;
  };
  const ask = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    const client = new Client();
    client.setTimeout(ANSWER_MS);
    client.setID(meter.unit);
    try {
      await client.connectTCP(meter.host, { port: meter.port });
      const { data } =
        meter.kind === 'input'
          ? await client.readInputRegisters(meter.register, 2)
          : await client.readHoldingRegisters(meter.register, 2);
      const nowWh = readEnergy(meter, data);
      if (lastWh !== null) energy.add(nowWh - lastWh);
      lastWh = nowWh;
      tell('answers');
    } catch (error) {
      tell(`does not answer (${(error as Error).message})`);
    } finally {
      client.close(() => undefined);
      isAsking = false;
    }
  };
  void ask();
  return every(time, ASK_MS, () => void ask());
}
