/**
 * SPICE deck: the lines of a circuit's resistors, capacitors, diodes and op-amps, from the same netlist as its
 * drawing. What surrounds it (rails, vehicle, mains) and what is drawn as a box, the caller adds.
 */

import type { Circuit, Part } from './part.ts';
import { spiceModels } from './spice-models.ts';

/** A net's name for ngspice. */
export function nodeOf(net: string): string {
  if (net === 'GND' || net === 'PE') return '0';
  return `n_${net.replace(/[^A-Za-z0-9]/g, '_').toLowerCase()}`;
}

const pin = (part: Part, name: string): string => nodeOf(part.pins[name] ?? '');

/** @param opAmps values of the op-amps' model, by the package's name, with their rails */
function lineOf(part: Part, opAmps: Readonly<Record<string, string>>): string | null {
  const { ref, kind, value } = part;
  // A corner moves a part by a parameter of its own name; 1 is what is drawn.
  const parameter = `k_${ref.toLowerCase()}`;
  if (kind === 'resistor') {
    // Thin film where the value is exact, thick film elsewhere; both ways, as the corner says.
    const drift = part.tolerance <= 0.001 ? 25e-6 : 100e-6;
    return `${ref} ${pin(part, '1')} ${pin(part, '2')} {${value}*${parameter}} tc1=${drift}`;
  }
  if (kind === 'capacitor') {
    const { seriesOhms } = part;
    if (seriesOhms === 0)
      return `${ref} ${pin(part, '1')} ${pin(part, '2')} {${value}*${parameter}}`;
    const inner = `x_${ref.toLowerCase()}`;
    return `${ref} ${inner} ${pin(part, '2')} {${value}*${parameter}}\nR${ref} ${pin(part, '1')} ${inner} {${seriesOhms}*esr}`;
  }
  if (kind === 'diode') {
    const model = part.what.includes('power') ? 'POWER' : 'SCHOTTKY';
    return `${ref} ${pin(part, 'a')} ${pin(part, 'k')} ${model}`;
  }
  if (kind === 'op-amp') {
    const model = opAmps[ref.slice(0, 2)] ?? '';
    return `X${ref} ${pin(part, '+')} ${pin(part, '-')} ${pin(part, 'out')} ${model}`;
  }
  return null;
}

export interface Deck {
  readonly title: string;
  readonly circuit: Circuit;
  /** Rails and model values of its op-amps, by package: `n_p n_m opamp slew=…`. */
  readonly opAmps: Readonly<Record<string, string>>;
  /** What surrounds the circuit, and its parameters with their values where nothing is moved. */
  readonly around: readonly string[];
  readonly parameters: Readonly<Record<string, number>>;
  /** `tran 1u 6m` or `op`. */
  readonly analysis: string;
  /** Measurements by name, as ngspice's `meas` takes them; for `op`, an expression. */
  readonly measures: Readonly<Record<string, string>>;
}

/** A setting of parameters, with a name for people. */
export interface Corner {
  readonly name: string;
  readonly set: Readonly<Record<string, number>>;
  /** 27 where nothing is said. */
  readonly celsius?: number;
  /** What is measured in this corner, where it is not what the deck measures. */
  readonly measures?: Readonly<Record<string, string>>;
}

const USUAL_CELSIUS = 27;

/** What a corner measures, by name. */
export const measuresOf = (deck: Deck, corner: Corner): Readonly<Record<string, string>> =>
  corner.measures ?? deck.measures;

function control(
  deck: Deck,
  corners: readonly Corner[],
  known: Readonly<Record<string, number>>,
): string[] {
  const lines: string[] = [];
  corners.forEach((corner, i) => {
    const all = { ...known, ...corner.set };
    for (const [name, value] of Object.entries(all)) lines.push(`alterparam ${name}=${value}`);
    const celsius = corner.celsius ?? USUAL_CELSIUS;
    lines.push('reset', `option temp=${celsius}`, deck.analysis, `echo corner ${i}`);
    for (const [name, what] of Object.entries(measuresOf(deck, corner))) {
      lines.push(
        deck.analysis === 'op'
          ? `let ${name} = ${what}\nprint ${name}`
          : `meas tran ${name} ${what}`,
      );
    }
    lines.push('destroy all');
  });
  return lines;
}

/** The whole text for one run of ngspice: every corner in one process. */
export function writeDeck(deck: Deck, corners: readonly Corner[]): string {
  const moved = deck.circuit.parts.filter(
    ({ kind }) => kind === 'resistor' || kind === 'capacitor',
  );
  const known: Record<string, number> = { esr: 1, ...deck.parameters };
  for (const { ref } of moved) known[`k_${ref.toLowerCase()}`] = 1;
  const parts = deck.circuit.parts.map((part) => lineOf(part, deck.opAmps));
  return [
    deck.title,
    ...Object.entries(known).map(([name, value]) => `.param ${name}=${value}`),
    spiceModels,
    ...parts.filter((line) => line !== null),
    ...deck.around,
    '.options reltol=1e-3 abstol=1e-9 vntol=1e-5',
    '.control',
    'set noaskquit',
    ...control(deck, corners, known),
    'quit',
    '.endc',
    '.end',
    '',
  ].join('\n');
}
