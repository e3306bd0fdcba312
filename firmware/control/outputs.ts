/**
 * Outputs: the value of every output, every tick.
 *
 * Control writes its orders here, the lock's driver turns the lock order into a drive, the guard
 * checks the whole, and only then is it written to the nets. A changed output is written at once; all
 * are written again at least every 100 ms, so that a flipped pin heals.
 */

/** Control's order to the lock. A stroke starts when the order changes; Rest ends it. */
export enum LockOrder {
  /** Leave the lock as it is: no drive for a bistable one, a held coil stays held. */
  Rest,
  Extend,
  Retract,
}

/** What is put on the nets of a bistable lock's bridge. Both low sides on is the brake. */
export enum Drive {
  Off,
  Extend,
  Retract,
  Brake,
}

/** What the indicator shows the driver of the car. */
export enum Light {
  Dark,
  Ready,
  Locked,
  Charging,
  Finished,
  Releasing,
  /** Push the plug in: it unloads the pin. */
  PushPlugIn,
  Fault,
}

/** Steady +12 V on the pilot: nothing offered. */
export const DUTY_STEADY = 1000;
/** Steady −12 V on the pilot: not available. */
export const DUTY_UNAVAILABLE = 0;

export interface Outputs {
  contactorClosed: boolean;
  lockOrder: LockOrder;
  drive: Drive;
  /** Hold-to-lock solenoid, in permille of full current; 0 = released. */
  coilPermille: number;
  dutyPermille: number;
  /** The current behind the duty, in mA; 0 = nothing offered. */
  offerMilliamps: number;
  /** Interrupts the pilot's wire to the vehicle where a switch for it is fitted. */
  pilotBroken: boolean;
  /** Opens the upstream breaker where a trip coil is fitted. */
  tripped: boolean;
  /** Control's order to the residual-current sensor's driver: run the self-test. */
  selfTest: boolean;
  /** Injects the residual-current sensor's test current. */
  testCurrent: boolean;
  light: Light;
}

/** The outputs at power-up: the same as the nets' pull-downs. */
export function createOutputs(): Outputs {
  return {
    contactorClosed: false,
    lockOrder: LockOrder.Rest,
    drive: Drive.Off,
    coilPermille: 0,
    dutyPermille: DUTY_STEADY,
    offerMilliamps: 0,
    pilotBroken: false,
    tripped: false,
    selfTest: false,
    testCurrent: false,
    light: Light.Dark,
  };
}
