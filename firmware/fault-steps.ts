/**
 * Fault steps: what the words of a fault consist of, and steps that several faults share.
 */

/** Which end of the cable a fault concerns. */
export type End = 'socket' | 'vehicle' | 'unknown';

export interface FaultWords {
  /** One line for the driver's display. */
  readonly driver: string;
  /** What the driver can do, in this order. */
  readonly steps: readonly string[];
  /** What the installer checks. */
  readonly installer: string;
  readonly category: 'Connector' | 'Pilot' | 'Power' | 'Protection' | 'Temperature' | 'Session';
  readonly class: 'safety' | 'service' | 'information';
  readonly end: End;
}

export const pull = 'Pull the plug straight out; never lever it.';
export const stop = 'Press Stop on the charger and wait ten seconds.';
export const carUnlock = 'Unlock the car with its key; the car may still hold its own plug.';
export const other = 'Use another socket if you can.';
export const installer = 'Call the installer.';
export const isolator =
  'Switch the isolator off, wait 30 seconds, switch it on: that resets the lock.';

export const handsOff = 'Do not touch the car, its cable or the charger; keep others away.';
export const emergency = "Call the electricity network's emergency line.";
