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
  ContactsUnsteady,
  EarthFault,
  Undervoltage,
  Overvoltage,
  SupplyUnderLoad,
  OverTemperature,
  ThermometerLost,
  OverCurrent,
  LatchLost,
  LatchLostOpening,
  PlugLost,
  ProofStuck,
  ContactorOpen,
  ContactorDropped,
  PilotShort,
  PilotDiode,
  PilotInvalid,
  LockJam,
  AuthorizationTimeout,
  JournalUnreadable,
  LatchUnproven,
  ReflexStopped,
  SelfTestFailed,
  ProximityShort,
  PartialInsertion,
  NoPlug,
  VentilationRequired,
  LockSupplyLow,
  ReleaseJam,
  SettingsLost,
  Count,
}

/** What a fault does, the mildest first. */
export enum Action {
  /** Shown; nothing else. */
  Notice,
  /** Nothing is offered and nothing closes while it stands. */
  Refuse,
  /** Open; the plug is held until the fault clears, or released on request; then resume. */
  Hold,
  /** Open; the session ends; the plug is released once the socket is proven dead. */
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
  /**
   * The vehicle gone or the plug out, or Stop or Start pressed. The jam of a permanent cable outlasts its vehicles.
   */
  Person,
  /**
   * Stop or Start pressed, or the plug out of the socket, once the sensor is quiet again; and a
   * passed self-test.
   */
  SelfTest,
  /** Stop or Start pressed, or the vehicle gone, once the cause is over. */
  Leaving,
  /** Stop or Start pressed, once the cause is over. */
  Act,
  /** Supply there, open commanded and every fitted proof dead for one second. */
  Disproof,
}

export interface FaultRow {
  /** The number under which a fault is stored and sent: never changed, and never given to another one. A whole number, 1 or more; 0 is none. */
  readonly id: number;
  readonly name: string;
  readonly action: Action;
  readonly clears: Clears;
  /** The number of the ChargeX "minimum required error code"; 0 where that list has none. */
  readonly cx: number;
}

/** In the order of `Fault`; a test holds the two together. A new row takes the next free `id`, wherever it stands. */
const rows = [
  { id: 0, name: 'none', action: Action.Notice, clears: Clears.ByItself, cx: 0 },
  { id: 1, name: 'welded', action: Action.Hold, clears: Clears.Disproof, cx: 17 },
  { id: 2, name: 'residual-current', action: Action.Release, clears: Clears.SelfTest, cx: 2 },
  { id: 3, name: 'emergency-stop', action: Action.Release, clears: Clears.Act, cx: 8 },
  { id: 4, name: 'power-loss', action: Action.Hold, clears: Clears.ByItself, cx: 15 },
  { id: 30, name: 'contacts-unsteady', action: Action.Hold, clears: Clears.ByItself, cx: 17 },
  { id: 5, name: 'earth-fault', action: Action.Hold, clears: Clears.ByItself, cx: 2 },
  { id: 6, name: 'undervoltage', action: Action.Hold, clears: Clears.ByItself, cx: 6 },
  { id: 7, name: 'overvoltage', action: Action.Hold, clears: Clears.ByItself, cx: 5 },
  { id: 26, name: 'supply-under-load', action: Action.Release, clears: Clears.ByItself, cx: 15 },
  { id: 8, name: 'over-temperature', action: Action.Hold, clears: Clears.ByItself, cx: 19 },
  { id: 9, name: 'thermometer-lost', action: Action.Hold, clears: Clears.ByItself, cx: 3 },
  { id: 10, name: 'over-current', action: Action.Release, clears: Clears.Leaving, cx: 4 },
  { id: 11, name: 'latch-lost', action: Action.Release, clears: Clears.Leaving, cx: 25 },
  {
    id: 28,
    name: 'latch-lost-opening',
    action: Action.Release,
    clears: Clears.Leaving,
    cx: 25,
  },
  { id: 12, name: 'plug-lost', action: Action.Release, clears: Clears.Person, cx: 23 },
  { id: 33, name: 'proof-stuck', action: Action.Release, clears: Clears.Person, cx: 17 },
  { id: 13, name: 'contactor-open', action: Action.Release, clears: Clears.Person, cx: 17 },
  { id: 31, name: 'contactor-dropped', action: Action.Release, clears: Clears.Person, cx: 17 },
  { id: 14, name: 'pilot-short', action: Action.Hold, clears: Clears.Pilot, cx: 14 },
  { id: 15, name: 'pilot-diode', action: Action.Hold, clears: Clears.Unplugging, cx: 14 },
  { id: 16, name: 'pilot-invalid', action: Action.Hold, clears: Clears.Pilot, cx: 14 },
  { id: 17, name: 'lock-jam', action: Action.Release, clears: Clears.Person, cx: 1 },
  { id: 18, name: 'authorization-timeout', action: Action.Release, clears: Clears.Person, cx: 9 },
  { id: 27, name: 'journal-unreadable', action: Action.Refuse, clears: Clears.Act, cx: 0 },
  { id: 32, name: 'latch-unproven', action: Action.Refuse, clears: Clears.ByItself, cx: 1 },
  { id: 34, name: 'reflex-stopped', action: Action.Refuse, clears: Clears.ByItself, cx: 17 },
  { id: 19, name: 'self-test-failed', action: Action.Refuse, clears: Clears.ByItself, cx: 2 },
  { id: 20, name: 'proximity-short', action: Action.Refuse, clears: Clears.ByItself, cx: 23 },
  { id: 21, name: 'partial-insertion', action: Action.Refuse, clears: Clears.ByItself, cx: 20 },
  { id: 22, name: 'no-plug', action: Action.Refuse, clears: Clears.ByItself, cx: 23 },
  {
    id: 23,
    name: 'ventilation-required',
    action: Action.Refuse,
    clears: Clears.ByItself,
    cx: 10,
  },
  { id: 24, name: 'lock-supply-low', action: Action.Notice, clears: Clears.ByItself, cx: 1 },
  { id: 25, name: 'release-jam', action: Action.Notice, clears: Clears.ByItself, cx: 1 },
  { id: 29, name: 'settings-lost', action: Action.Notice, clears: Clears.ByItself, cx: 0 },
] as const satisfies readonly FaultRow[];

export const faultRows: readonly FaultRow[] = rows;

/** The name of a fault that people are shown. */
export type FaultName = Exclude<(typeof rows)[number]['name'], 'none'>;

/** The `id`s of rows that were removed: a stored record may still have one, so no other fault may take it. */
export const retiredIds: readonly number[] = [];

export function actionOf(fault: Fault): Action {
  return (faultRows[fault] as FaultRow).action;
}

export function clearsOf(fault: Fault): Clears {
  return (faultRows[fault] as FaultRow).clears;
}

/** The code as ChargeX writes it: CX002; empty where that list has none. */
export function codeOf(fault: Fault): string {
  const code = (faultRows[fault] as FaultRow).cx;
  if (code === 0) return '';
  return code < 10 ? `CX00${code}` : `CX0${code}`;
}
