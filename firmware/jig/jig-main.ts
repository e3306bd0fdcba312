/**
 * Jig main: a board that plays the surroundings of another one.
 */

import { type LinePlatform, runTurns } from '../platforms/line-platform.ts';
import { createJig } from './jig.ts';
import type { JigMap } from './jig-map.ts';
import { createJigPins } from './jig-pins.ts';
import { letJigGo } from './switches.ts';

/** @param name what the jig answers to `hello` */
export function runJig<Pin>(platform: LinePlatform<Pin>, map: JigMap, name: string): void {
  const pins = createJigPins(map, platform.calls);
  const jig = createJig(platform.port, pins, name);
  runTurns(
    platform,
    () => {
      jig.receive(platform.read());
      jig.serve();
    },
    () => letJigGo(pins),
  );
}
