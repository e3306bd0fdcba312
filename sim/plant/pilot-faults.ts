/**
 * Pilot faults: what stands between source and vehicle, and what does not: moisture, a bridge to PP, a lost
 * earth, a duty that arrives shorter, edges that ring.
 *
 * The voltage at CP is that of one node: every branch is a voltage behind a resistance.
 */

const OPEN = Number.POSITIVE_INFINITY;

/** What PP is pulled up to, and through which resistance. */
const PP_MILLIVOLTS = 3300;
const PP_OHMS = 1000;

/** An edge rings with this period, and dies away with this time constant. */
const RING_PERIOD_US = 20;
const RING_TAU_US = 30;

interface Branch {
  readonly millivolts: number;
  readonly ohms: number;
}

/** The vehicle behind its diode. */
export interface VehicleBranch {
  readonly ohms: number;
  readonly hasDiode: boolean;
  readonly diodeMillivolts: number;
}

export class PilotFaults {
  /** From CP to earth at the socket, without a diode. */
  moistureOhms = OPEN;
  /** CP and PP touch each other in the socket. */
  bridged = false;
  /** The cable's protective earth is lost: the vehicle's resistors have no way back. */
  earthLost = false;
  /** So much of each pulse is missing at the socket. */
  shortPermille = 0;
  /** Amplitude of the ringing at each edge. */
  ringMillivolts = 0;
  /** From PP to earth, as the plug's coding stands. */
  proximityOhms = OPEN;

  /** Whether anything besides the plain divider of source and vehicle has an effect. */
  get isPresent(): boolean {
    return this.bridged || this.moistureOhms !== OPEN;
  }

  /** The voltage at CP while the source shows this. */
  levelOf(source: number, sourceOhms: number, vehicle: VehicleBranch | null): number {
    const branches: Branch[] = [{ millivolts: source, ohms: sourceOhms }];
    if (this.moistureOhms !== OPEN) branches.push({ millivolts: 0, ohms: this.moistureOhms });
    if (this.bridged) {
      branches.push({ millivolts: PP_MILLIVOLTS, ohms: PP_OHMS });
      branches.push({ millivolts: 0, ohms: Math.max(1, this.proximityOhms) });
    }
    const alone = nodeOf(branches);
    if (vehicle === null || vehicle.ohms === OPEN) return alone;
    const { ohms, hasDiode, diodeMillivolts } = vehicle;
    if (!hasDiode) return nodeOf([...branches, { millivolts: 0, ohms }]);
    if (alone <= diodeMillivolts) return alone;
    return nodeOf([...branches, { millivolts: diodeMillivolts, ohms }]);
  }

  /** The duty that arrives of what is put out. */
  reached(dutyPermille: number): number {
    if (dutyPermille <= 0 || dutyPermille >= 1000) return dutyPermille;
    return Math.min(999, Math.max(1, dutyPermille - this.shortPermille));
  }

  /** What the ringing adds, so long after an edge. */
  ringAt(us: number): number {
    if (this.ringMillivolts === 0) return 0;
    const turns = (2 * Math.PI * us) / RING_PERIOD_US;
    return this.ringMillivolts * Math.exp(-us / RING_TAU_US) * Math.cos(turns);
  }
}

/** The voltage at which the currents of all branches add up to zero. */
function nodeOf(branches: readonly Branch[]): number {
  let current = 0;
  let conductance = 0;
  for (const { millivolts, ohms } of branches) {
    if (ohms === OPEN) continue;
    current += millivolts / ohms;
    conductance += 1 / ohms;
  }
  return current / conductance;
}
