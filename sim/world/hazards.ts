/**
 * Hazards: what must never happen in the world, checked on the plant itself at every instant.
 *
 * The firmware cannot see these; they decide whether it kept its promise.
 */

import { Drive } from '../../firmware/control/outputs.ts';
import { type Clock, ms } from '../clock.ts';
import { HOLDS_FROM } from '../plant/pin.ts';
import type { Plant } from '../plant/plant.ts';

export type Hazard = 'live-unlatched' | 'plug-out-live' | 'stroke-over-rating' | 'shoot-through';

/** What a hazard means, for people. */
export const hazardWords: Record<Hazard, string> = {
  'live-unlatched': 'the socket is live and the pin does not hold the plug',
  'plug-out-live': 'the plug is out of a live socket',
  'stroke-over-rating': 'the actuator is driven for longer than it is rated for',
  'shoot-through': 'the bridge reversed without a pause',
};

/** A stroke is judged with the tolerance of the clock that times it. */
const STROKE_TOLERANCE_MS = 5;

export class Hazards {
  readonly found: { atUs: number; hazard: Hazard }[] = [];
  private readonly standing = new Set<Hazard>();
  private drive: Drive = Drive.Off;
  private strokeCheck = 0;

  constructor(
    private readonly clock: Clock,
    private readonly plant: Plant,
    private readonly ratedMs: number,
    private readonly tell: (hazard: Hazard) => void,
  ) {}

  /** Looks at the world as it stands now. */
  look(): void {
    const live = this.plant.contactor.live;
    this.judge('live-unlatched', live && this.plant.pin.position < HOLDS_FROM);
    this.judge('plug-out-live', live && this.plant.socket.plug !== 'in');
    this.followDrive();
  }

  private followDrive(): void {
    const drive = this.plant.pin.drive;
    if (drive === this.drive) return;
    const isStroke = drive === Drive.Extend || drive === Drive.Retract;
    const wasStroke = this.drive === Drive.Extend || this.drive === Drive.Retract;
    this.judge('shoot-through', isStroke && wasStroke);
    if (isStroke && this.ratedMs > 0) this.watchStroke();
    this.drive = drive;
  }

  /** Rings when this stroke would be over its rating. */
  private watchStroke(): void {
    this.strokeCheck++;
    const check = this.strokeCheck;
    this.clock.after(ms(this.ratedMs + STROKE_TOLERANCE_MS), () => {
      const isSame = check === this.strokeCheck;
      const isDriven = this.drive === Drive.Extend || this.drive === Drive.Retract;
      this.judge('stroke-over-rating', isSame && isDriven);
    });
  }

  private judge(hazard: Hazard, stands: boolean): void {
    if (!stands) {
      this.standing.delete(hazard);
      return;
    }
    if (this.standing.has(hazard)) return;
    this.standing.add(hazard);
    this.found.push({ atUs: this.clock.nowUs, hazard });
    this.tell(hazard);
  }
}
