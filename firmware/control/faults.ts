/**
 * Faults: one table. A row's place is its precedence: the first that stands is the one that acts.
 *
 * The words for the driver and the installer stand in `fault-words.ts`, keyed by the same names; they
 * are not flashed.
 */

export enum Fault {
  None,
  Welded,
  ResidualCurrent,
  EmergencyStop,
  PowerLoss,
  EarthFault,
  Undervoltage,
  Overvoltage,
  OverTemperature,
  ThermometerLost,
  OverCurrent,
  LatchLost,
  PlugLost,
  ContactorOpen,
  PilotShort,
  PilotDiode,
  PilotInvalid,
  LockJam,
  AuthorizationTimeout,
  SelfTestFailed,
  ProximityShort,
  PartialInsertion,
  NoPlug,
  VentilationRequired,
  LockSupplyLow,
  ReleaseJam,
  Count,
}

/** What a fault does, the mildest first. */
export enum Action {
  /** Shown; nothing else. */
  Notice,
  /** Nothing is offered and nothing closes while it stands. */
  Refuse,
  /** Open; the plug is held until the fault clears, or is let go on request; then resume. */
  Hold,
  /** Open; the session ends; the plug is let go once proven dead. */
  Release,
}

/** What clears a fault. */
export enum Clears {
  /** Its own condition being over. */
  ByItself,
  /** The pilot being in A to D again, for long enough. Our own F says nothing about it. */
  Pilot,
  /** The vehicle gone or the plug out. */
  Unplugging,
  /** The vehicle gone or the plug out, or somebody pressing Stop or Start. */
  Person,
  /** Somebody pressing Stop or Start, once the sensor is quiet again and passes its self-test. */
  SelfTest,
  /** Supply there, open commanded and every fitted proof dead for one second. */
  Disproof,
}

export interface FaultRow {
  readonly name: string;
  readonly action: Action;
  readonly clears: Clears;
  /** The number of the ChargeX "minimum required error code"; 0 where that list has none. */
  readonly code: number;
}

/** In the order of `Fault`; a test holds the two together. */
export const faultRows: readonly FaultRow[] = [
  { name: 'none', action: Action.Notice, clears: Clears.ByItself, code: 0 },
  { name: 'welded', action: Action.Hold, clears: Clears.Disproof, code: 17 },
  { name: 'residual-current', action: Action.Release, clears: Clears.SelfTest, code: 2 },
  { name: 'emergency-stop', action: Action.Release, clears: Clears.ByItself, code: 8 },
  { name: 'power-loss', action: Action.Hold, clears: Clears.ByItself, code: 15 },
  { name: 'earth-fault', action: Action.Hold, clears: Clears.ByItself, code: 2 },
  { name: 'undervoltage', action: Action.Hold, clears: Clears.ByItself, code: 6 },
  { name: 'overvoltage', action: Action.Hold, clears: Clears.ByItself, code: 5 },
  { name: 'over-temperature', action: Action.Hold, clears: Clears.ByItself, code: 19 },
  { name: 'thermometer-lost', action: Action.Hold, clears: Clears.ByItself, code: 3 },
  { name: 'over-current', action: Action.Release, clears: Clears.Person, code: 4 },
  { name: 'latch-lost', action: Action.Release, clears: Clears.Person, code: 25 },
  { name: 'plug-lost', action: Action.Release, clears: Clears.Person, code: 23 },
  { name: 'contactor-open', action: Action.Release, clears: Clears.Person, code: 17 },
  { name: 'pilot-short', action: Action.Hold, clears: Clears.Pilot, code: 14 },
  { name: 'pilot-diode', action: Action.Hold, clears: Clears.Unplugging, code: 14 },
  { name: 'pilot-invalid', action: Action.Hold, clears: Clears.Pilot, code: 14 },
  { name: 'lock-jam', action: Action.Release, clears: Clears.Person, code: 1 },
  { name: 'authorization-timeout', action: Action.Release, clears: Clears.Person, code: 9 },
  { name: 'self-test-failed', action: Action.Refuse, clears: Clears.ByItself, code: 2 },
  { name: 'proximity-short', action: Action.Refuse, clears: Clears.ByItself, code: 23 },
  { name: 'partial-insertion', action: Action.Refuse, clears: Clears.ByItself, code: 20 },
  { name: 'no-plug', action: Action.Refuse, clears: Clears.ByItself, code: 23 },
  { name: 'ventilation-required', action: Action.Refuse, clears: Clears.ByItself, code: 10 },
  { name: 'lock-supply-low', action: Action.Notice, clears: Clears.ByItself, code: 1 },
  { name: 'release-jam', action: Action.Notice, clears: Clears.ByItself, code: 1 },
];

export function actionOf(fault: Fault): Action {
  return (faultRows[fault] as FaultRow).action;
}

export function clearsOf(fault: Fault): Clears {
  return (faultRows[fault] as FaultRow).clears;
}

/** The code as ChargeX writes it: CX002; empty where that list has none. */
export function codeOf(fault: Fault): string {
  const code = (faultRows[fault] as FaultRow).code;
  if (code === 0) return '';
  return code < 10 ? `CX00${code}` : `CX0${code}`;
}
