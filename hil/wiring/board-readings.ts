/**
 * Board readings: what a board's converter makes of a net, through the drawn resistors, at both ends of every
 * tolerance: resistors, supplies, and the converter itself.
 */

import type { AnalogNet, NetMap } from '../../firmware/platforms/pin-map.ts';
import { isNarrow, partsBefore } from './board-parts.ts';
import { resistorsAround, type Sources, voltsAt } from './network.ts';
import type { Part } from './part.ts';

/** What is sensed: voltages that stand at nets, parts with another value than drawn, and parts that come with it. */
export interface Sensed {
  readonly volts?: Sources;
  readonly values?: Readonly<Record<string, number>>;
  readonly with?: readonly Part[];
}

/** Both supplies are good for ±2 % (docs/wiring.md). */
export const SUPPLY_TOLERANCE = 0.02;
const supplies = { '3.3 V': 3.3, '5 V': 5 } as const;

/**
 * A converter's own error at its pin, in V: offset, and what it is not straight by. The ESP32's is what is left when it
 * has been measured at two voltages (docs/commissioning.md). Both assumed.
 */
const CONVERTER_VOLTS = 0.01;
const NARROW_CONVERTER_VOLTS = 0.02;

/** The ESP32's converter at its largest range: its reference is its own, nominal. The others' is the 3.3 V. */
const NARROW_FULL_VOLTS = 3.9;

/** Buffers of the pilot: what follows stands at what is held. */
const followers: Readonly<Record<string, string>> = { outHigh: 'divided', outLow: 'divided' };

/** Which way each tolerance is taken: −1, 0 or 1 by the name of a part or a supply. */
type Ends = Readonly<Record<string, number>>;

const followedNetsOf = (volts: Sources): string[] => ('cp' in volts ? Object.keys(followers) : []);

/** The voltage at the converter's pin, and the supply that goes with it. */
function pinVolts(net: string, parts: readonly Part[], volts: Sources, ends: Ends): number {
  const moved = parts.map((part) => {
    const end = ends[part.ref] ?? 0;
    return end === 0 ? part : { ...part, value: (part.value ?? 0) * (1 + end * part.tolerance) };
  });
  const held: Record<string, number> = { ...volts };
  for (const each of followedNetsOf(volts))
    held[each] = voltsAt(followers[each] as string, moved, held);
  return voltsAt(net, moved, held);
}

function millivoltsAt(
  map: NetMap,
  net: string,
  scale: AnalogNet,
  parts: readonly Part[],
  sensed: Sensed,
  ends: Ends,
): number {
  const rails: Record<string, number> = {};
  for (const [name, volts] of Object.entries(supplies))
    rails[name] = volts * (1 + SUPPLY_TOLERANCE * (ends[name] ?? 0));
  const volts = pinVolts(net, parts, { ...rails, ...sensed.volts }, ends);
  const full = isNarrow(map) ? NARROW_FULL_VOLTS : (rails['3.3 V'] as number);
  const error = isNarrow(map) ? NARROW_CONVERTER_VOLTS : CONVERTER_VOLTS;
  const share = (volts + error * (ends['converter'] ?? 0)) / full;
  return scale.atZero + (scale.atFull - scale.atZero) * Math.min(1, Math.max(0, share));
}

/** The nominal reading in the middle, the lowest and the highest around it, in the units of the map. */
export function readingsOf(
  map: NetMap,
  net: string,
  scale: AnalogNet,
  sensed: Sensed,
  lock = 'kuester-02s',
): [number, number, number] {
  const parts = [...partsBefore(map, lock), ...(sensed.with ?? [])].map((part) => ({
    ...part,
    value: sensed.values?.[part.ref] ?? part.value,
  }));
  const volts = { ...supplies, ...sensed.volts };
  const held = { ...volts, ...Object.fromEntries(followedNetsOf(volts).map((each) => [each, 0])) };
  const nets = [net, ...followedNetsOf(volts).map((each) => followers[each] as string)];
  const around = nets.flatMap((each) => resistorsAround(each, parts, held));
  const read = (ends: Ends): number => millivoltsAt(map, net, scale, parts, sensed, ends);
  const middle = read({});
  // Every reading only rises or only falls with each of them: by its sign all are brought to one end together.
  const names = [...around.map(({ ref }) => ref), ...Object.keys(supplies), 'converter'];
  const up = Object.fromEntries(names.map((name) => [name, read({ [name]: 1 }) < middle ? -1 : 1]));
  const down = Object.fromEntries(Object.entries(up).map(([name, end]) => [name, -end]));
  return [read(down), middle, read(up)];
}
