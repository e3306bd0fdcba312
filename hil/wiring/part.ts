/**
 * Part: one component of the reference schematic, with its nets. A circuit is a list of them; drawings, the
 * bill of materials and the SPICE deck are made from it.
 */

/** What it is: chooses the symbol, the model, and the line in the bill of materials. */
export type Kind =
  | 'resistor'
  | 'capacitor'
  | 'diode'
  | 'suppressor'
  | 'op-amp'
  | 'contact open'
  | 'contact closed'
  | 'coil'
  | 'motor'
  | 'lamp'
  | 'block';

export interface Part {
  readonly ref: string;
  readonly kind: Kind;
  /** In words, for the bill of materials. */
  readonly what: string;
  /** In Ω or F; null where a number does not describe it. */
  readonly value: number | null;
  /** Of the value, as a share: 0.01 is ±1 %. */
  readonly tolerance: number;
  /** A capacitor's own resistance, in Ω, where it matters. */
  readonly seriesOhms: number;
  /** What it must bear. */
  readonly rating: string;
  /** A part that can be bought, as an example; empty where any of its kind will do. */
  readonly example: string;
  /** The net at each of its pins. */
  readonly pins: Readonly<Record<string, string>>;
  /** An electrician fits or connects it: it is at mains. */
  readonly isMains: boolean;
}

export interface Circuit {
  /** Base name of its drawing. */
  readonly name: string;
  readonly title: string;
  readonly parts: readonly Part[];
}

export type Extra = Partial<
  Pick<Part, 'what' | 'tolerance' | 'rating' | 'example' | 'isMains' | 'seriesOhms'>
>;

function part(
  ref: string,
  kind: Kind,
  value: number | null,
  pins: Record<string, string>,
  extra: Extra,
): Part {
  const bare = {
    what: kind,
    tolerance: 0,
    seriesOhms: 0,
    rating: '',
    example: '',
    isMains: false,
  };
  return { ref, kind, value, pins, ...bare, ...extra };
}

/** 1 %, 0.1 W unless said otherwise. */
export function resistor(ref: string, ohms: number, a: string, b: string, extra: Extra = {}): Part {
  const usual = { tolerance: 0.01, rating: '0.1 W, 50 V' };
  return part(ref, 'resistor', ohms, { 1: a, 2: b }, { ...usual, ...extra });
}

/** 10 %, X7R, 50 V unless said otherwise. */
export function capacitor(
  ref: string,
  farads: number,
  a: string,
  b: string,
  extra: Extra = {},
): Part {
  const usual = { tolerance: 0.1, rating: 'X7R, 50 V' };
  return part(ref, 'capacitor', farads, { 1: a, 2: b }, { ...usual, ...extra });
}

/** Conducts from a to b. */
export function diode(ref: string, a: string, b: string, extra: Extra = {}): Part {
  return part(ref, 'diode', null, { a, k: b }, extra);
}

/** A suppressor that clips both ways. */
export function suppressor(ref: string, a: string, b: string, extra: Extra = {}): Part {
  return part(ref, 'suppressor', null, { 1: a, 2: b }, extra);
}

/** One amplifier of a package; its supply is the package's. */
export function opAmp(
  ref: string,
  plus: string,
  minus: string,
  out: string,
  extra: Extra = {},
): Part {
  return part(ref, 'op-amp', null, { '+': plus, '-': minus, out }, extra);
}

/** A part with two ends that has no number: contact, coil, motor, lamp. */
export function twoEnded(ref: string, kind: Kind, a: string, b: string, extra: Extra = {}): Part {
  return part(ref, kind, null, { 1: a, 2: b }, extra);
}

/** A part that is drawn as a box. */
export function block(
  ref: string,
  what: string,
  pins: Record<string, string>,
  extra: Extra = {},
): Part {
  return part(ref, 'block', null, pins, { ...extra, what });
}

const scales = [
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
  [1e-3, 'm'],
  [1e-6, 'µ'],
  [1e-9, 'n'],
  [1e-12, 'p'],
] as const;

/** `1.5 kΩ`, `47 nF`. */
export function writeValue(value: number, unit: 'Ω' | 'F'): string {
  const [scale, prefix] = scales.find(([least]) => value >= least * 0.9999) ?? [1, ''];
  return `${Number((value / scale).toPrecision(4))} ${prefix}${unit}`;
}

const e24 = [
  10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30, 33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91,
];

/** Whether a value is one of the row E24, whatever its decade. */
export function isE24(value: number): boolean {
  const mantissa = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
  return e24.some((step) => Math.abs(mantissa * 10 - step) < 0.001);
}

/** @throws Error for a name that the circuit does not have */
export function partOf(circuit: Circuit, ref: string): Part {
  const found = circuit.parts.find((each) => each.ref === ref);
  if (found === undefined) throw new Error(`${circuit.name} has no ${ref}`);
  return found;
}

/** The value of a resistor or capacitor. */
export function valueIn(circuit: Circuit, ref: string): number {
  const { value } = partOf(circuit, ref);
  if (value === null) throw new Error(`${ref} of ${circuit.name} has no value`);
  return value;
}
