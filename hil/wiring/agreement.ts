/**
 * Agreement: the results of ngspice for the drawn circuit beside those of the simulated plant.
 */

export interface Comparison {
  /** What is compared, with its unit. */
  readonly what: string;
  readonly corner: string;
  readonly spice: number;
  readonly plant: number;
  /** The largest difference that is allowed. */
  readonly bound: number;
}

export const isAgreed = ({ spice, plant, bound }: Comparison): boolean =>
  Math.abs(spice - plant) <= bound;

/** One line for each thing that is compared, with the worst of its corners; what disagrees, in full. */
export function writeAgreement(all: readonly Comparison[]): string[] {
  const lines: string[] = [];
  for (const what of new Set(all.map((each) => each.what))) {
    const own = all.filter((each) => each.what === what);
    const gap = (each: Comparison): number => Math.abs(each.spice - each.plant);
    const worst = own.reduce((most, each) => (gap(each) > gap(most) ? each : most));
    const failed = own.filter((each) => !isAgreed(each));
    lines.push(
      `${failed.length === 0 ? 'agrees   ' : 'DISAGREES'}  ${what}: ${own.length} corners, at most ${write(gap(worst))} apart (allowed ${write(worst.bound)}), in ${worst.corner}`,
    );
    for (const each of failed) {
      lines.push(`    ${each.corner}: ngspice ${write(each.spice)}, plant ${write(each.plant)}`);
    }
  }
  return lines;
}

const write = (value: number): string => String(Number(value.toPrecision(3)));
