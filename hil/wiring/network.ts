/**
 * Network: the voltage of a net at rest, as the netlist joins its resistors. Capacitors carry nothing then, and what is
 * no resistor is left out: whoever asks gives the nets behind it as sources.
 */

import type { Part } from './part.ts';

/** Voltages of the nets that something else holds; both grounds are 0. */
export type Sources = Readonly<Record<string, number>>;

const heldOf = (sources: Sources): Sources => ({ ...sources, GND: 0, PE: 0 });

const endsOf = ({ pins }: Part): [string, string] => Object.values(pins) as [string, string];

/** The resistors that a net's voltage depends on: those that are reached from it without crossing a source. */
export function resistorsAround(net: string, parts: readonly Part[], sources: Sources): Part[] {
  const held = heldOf(sources);
  const resistors = parts.filter(({ kind }) => kind === 'resistor');
  const reached = new Set<Part>();
  const nets = [net];
  // The list grows while it is gone through.
  for (const from of nets) {
    if (from in held) continue;
    for (const part of resistors) {
      const ends = endsOf(part);
      if (!ends.includes(from) || reached.has(part)) continue;
      reached.add(part);
      nets.push(...ends.filter((end) => !nets.includes(end)));
    }
  }
  return [...reached];
}

/** From each net to ground, as circuit simulators do: a net that nothing holds reads 0. */
const LEAK_SIEMENS = 1e-12;

/** One row for each net: conductances to all of them, and the current that the sources send into it. */
function equationsOf(nets: readonly string[], around: readonly Part[], held: Sources): number[][] {
  const rows = nets.map((_net, i) => nets.map((_other, j) => (i === j ? LEAK_SIEMENS : 0)));
  const currents = nets.map(() => 0);
  for (const part of around) {
    const siemens = 1 / (part.value as number);
    const ends = endsOf(part);
    ends.forEach((end, i) => {
      const own = nets.indexOf(end);
      if (own < 0) return;
      const far = ends[1 - i] as string;
      const other = nets.indexOf(far);
      const row = rows[own] as number[];
      row[own] = (row[own] as number) + siemens;
      if (other >= 0) row[other] = (row[other] as number) - siemens;
      else currents[own] = (currents[own] as number) + siemens * (held[far] as number);
    });
  }
  return rows.map((row, i) => [...row, currents[i] as number]);
}

/** Gauss, without exchanging rows: every diagonal is the largest of its row. */
function solve(rows: number[][]): number[] {
  const at = (i: number, j: number): number => (rows[i] as number[])[j] as number;
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      if (k === i) continue;
      const share = at(k, i) / at(i, i);
      for (let j = i; j <= size; j++) (rows[k] as number[])[j] = at(k, j) - share * at(i, j);
    }
  }
  return rows.map((_row, i) => at(i, size) / at(i, i));
}

/** The voltage of a net at rest. */
export function voltsAt(net: string, parts: readonly Part[], sources: Sources): number {
  const held = heldOf(sources);
  if (net in held) return held[net] as number;
  const around = resistorsAround(net, parts, sources);
  const nets = [...new Set([net, ...around.flatMap(endsOf)])].filter((each) => !(each in held));
  return solve(equationsOf(nets, around, held))[0] as number;
}
