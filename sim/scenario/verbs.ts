/**
 * Verbs: everything that can happen in a scenario, one row each: how it is written, what it means, and
 * how it is done to the simulated world. A rig does the same verbs with relays.
 */

import { contacts, type WorkedName } from '../../firmware/drivers/input-words.ts';
import { ms } from '../clock.ts';
import type { CarManner } from '../plant/car.ts';
import { counterexampleVerbs } from './counterexample-lines.ts';
import { faultVerbs } from './fault-verbs.ts';
import { coilVerbs, lockVerbs } from './lock-verbs.ts';
import { pilotVerbs } from './pilot-verbs.ts';
import { poleVerbs } from './pole-verbs.ts';
import { powerVerbs } from './power-verbs.ts';
import type { Verb } from './rows.ts';
import { text, us, verb } from './verb-row.ts';

const PRESS_US = ms(200);
const PUSH_US = ms(5000);

/** The person at the socket and at the car. */
const person: Verb[] = [
  verb(
    'plug <in|half>',
    'the plug goes into the socket',
    { needs: 'proximity', heals: null, relays: ['in'] },
    (w, [place]) => {
      const went = w.plant.socket.insert(text(place) as 'in' | 'half');
      if (!went) w.trace.record(w.clock.nowUs, 'person', 'the plug does not go in');
    },
  ),
  verb(
    'pull',
    'one pull at the plug; it comes out only if the pin lets it',
    { needs: 'latch', heals: null },
    (w) => {
      const came = w.plant.socket.pull();
      if (!came) w.trace.record(w.clock.nowUs, 'person', 'somebody pulls: the plug is held');
    },
  ),
  verb(
    'pull and hold',
    'the cable pulls at the plug, and continues to pull',
    { needs: 'latch', heals: ['let go'] },
    (w) => {
      w.plant.socket.setPulling(true);
    },
  ),
  verb('let go', 'nothing pulls any more', { needs: 'latch', heals: null }, (w) =>
    w.plant.socket.setPulling(false),
  ),
  verb(
    'tension <on|off>',
    'the hanging cable loads the pin without pulling the plug out',
    { needs: 'latch', heals: { on: ['tension off'] } },
    (w, [on]) => {
      w.plant.pin.tension = on === 'on';
      w.plant.pin.reconsider();
    },
  ),
  verb(
    'push [for <duration>]',
    'the plug is pushed in: that unloads the pin (5 s)',
    { needs: 'latch', heals: null },
    (w, [time]) => w.plant.socket.push(us(time, PUSH_US)),
  ),
  verb(
    'press <stop|start> [for <duration>]',
    'a button is pressed (200 ms)',
    { needs: 'buttons', heals: null },
    (w, [which, time]) => {
      const button: WorkedName = which === 'stop' ? 'stopButton' : 'startButton';
      w.plant.work(button, true);
      w.clock.after(us(time, PRESS_US), () => {
        w.plant.work(button, false);
        w.plant.settle();
      });
    },
  ),
  verb(
    'jumper <in|out>',
    "the service jumper: whoever reaches it has the installer's role",
    { needs: 'buttons', heals: { in: ['jumper out'] }, relays: [] },
    (w, [place]) => w.plant.work('jumper', place === 'in'),
  ),
  ...contacts.map((one) =>
    verb(
      `${one.verb} <${one.assert}|${one.release}>`,
      one.meaning,
      { needs: 'buttons', heals: { [one.assert]: [`${one.verb} ${one.release}`] } },
      (w, [what]) => w.plant.work(one.name, what === one.assert),
    ),
  ),
];

/** The car. */
const car: Verb[] = [
  verb(
    'car <in|out>',
    'the cable is put into the car, or taken out',
    { needs: 'car', heals: null },
    (w, [place]) => w.plant.car.plug(place === 'in'),
  ),
  verb(
    'car <wants|full>',
    'the car wants energy, or has finished (or was stopped inside)',
    { needs: 'car', heals: null },
    (w, [what]) => w.plant.car.want(what === 'wants'),
  ),
  verb(
    'car <A|B|C|D>',
    'holds the pilot at a state, whatever the charger shows',
    { needs: 'car', heals: null },
    (w, [state]) => w.plant.car.force(text(state) as 'A' | 'B' | 'C' | 'D'),
  ),
];

export const verbs: readonly Verb[] = [
  ...person,
  ...car,
  ...powerVerbs,
  ...faultVerbs,
  ...poleVerbs,
  ...pilotVerbs,
  ...lockVerbs,
  ...coilVerbs,
  ...counterexampleVerbs,
];

/** Whether lines that begin with this word make something happen in the world. */
export function isVerb(word: string): boolean {
  return verbs.some((verb) => verb.pattern.head === word);
}

/** How a car takes a stop, for `given car`. */
export const carManners: readonly CarManner[] = [
  'cooperative',
  'slow',
  'ignoring',
  'simplified',
  'sleepy',
];
