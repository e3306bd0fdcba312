/**
 * Published figures: what the makers say of the parts that the sheets name as examples, where a budget hangs on it.
 *
 * All second-hand: read in copies of the documents that are named, none of them measured here. Whoever takes another
 * part puts its figures in their place.
 */

/** IRM-30-24 is a 30 W supply by its name; how exact its 24 V are is assumed. */
export const mainsSupply = { watts: 30, volts: 24, tolerance: 0.03 } as const;

/** Traco TEN 30WI, data sheet: 10 to 40 V in, 12 V and 2.5 A out, 87 %. The 85 % are ours, for less than full load. */
export const twelveVolts = { leastVolts: 10, volts: 12, efficiency: 0.85 } as const;

/** A buck regulator in its place, Recom R-78B12-1.0, data sheet: from 16 V on. */
export const BUCK_LEAST_VOLTS = 16;

/**
 * A step-down module of 5 V by itself. Recom R-78, data sheets: ±2 % typical, ±3 % at most, at full load and 25 °C. Traco
 * TSR 1, data sheet: ±2 %, 0.4 % with the load, 0.015 % for each kelvin.
 */
export const STEP_DOWN_TOLERANCE = 0.03;

/**
 * The pilot's ±12 V. Traco TMR 3: −1223 gives ±15 V (−1222: ±12 V), set to ±1 %, and up to 5 % more apart where the two
 * halves are loaded unequally, as the pilot loads them (data sheet of the series TMR 3WI). TI TPS7A39, data sheet SBVS263B:
 * ±1.5 % the positive and ±3 % the negative half, 1 V above what it gives.
 */
export const pilotSupply = {
  converterVolts: 15,
  converterTolerance: 0.06,
  volts: 12,
  positiveTolerance: 0.015,
  negativeTolerance: 0.03,
  /** Of the two that set it. */
  resistorTolerance: 0.001,
  headroomVolts: 1,
} as const;

/** IEC 61851-1: ±12 V ± 0.6 V. */
export const PILOT_TOLERANCE_VOLTS = 0.6;

export interface ContactorFigures {
  readonly name: string;
  /** From the end of its coil's current to open contacts, at most. */
  readonly openingMs: number;
  readonly pullInWatts: number;
}

/** Schneider TeSys D with a DC coil, catalogue, three and four poles: 16 to 24 ms, 5.4 W at pull-in and after. */
export const namedContactors: readonly ContactorFigures[] = [
  { name: 'LC1D25BD', openingMs: 24, pullInWatts: 5.4 },
  { name: 'LC1DT40BD', openingMs: 24, pullInWatts: 5.4 },
];

/** ABB AF09 to AF38, catalogue: a coil behind electronics, 11 to 95 ms, 50 W at pull-in from DC. */
export const electronicCoil: ContactorFigures = { name: 'AF26', openingMs: 95, pullInWatts: 50 };

/** An arc lasts no longer than a half wave. */
export const ARC_MS = 10;
