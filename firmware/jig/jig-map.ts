/**
 * Jig map: the wiring of one jig as plain data; `build.mjs` checks it before anything is built. Switches
 * and inputs are those of docs/bench.md. What a jig does not have is left out, and refused when a message names it.
 */

import type { InputPin, LevelPin } from '../drivers/digital-inputs.ts';
import type { LineMap } from '../platforms/line-platform.ts';
import type { AnalogNet, PinMap } from '../platforms/pin-map.ts';

/** A relay, or the transistor in front of one; not asserted means open. */
export interface JigSwitch extends LevelPin {
  /** As in `switches.ts`. */
  readonly name: string;
}

export interface JigMap extends LineMap {
  readonly name: string;
  readonly chip: PinMap['chip'];
  readonly switches: readonly JigSwitch[];

  /** The outputs of the board under test, behind series resistors. */
  readonly contactor: InputPin;
  readonly extend: InputPin;
  readonly retract: InputPin;
  /** Voltage on the outgoing side, behind its own isolation. */
  readonly live: InputPin | null;
  /** The pilot's output, low-passed (10 kΩ, 1 µF): its mean, in permille of the duty. */
  readonly duty: AnalogNet | null;
}
