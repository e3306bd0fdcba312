/**
 * Pilot verbs: what stands between source and vehicle besides the pilot: moisture, a bridge to PP, a lost earth,
 * a source and a PWM that are not what they should be.
 */

import type { World } from '../world/world.ts';
import type { Verb } from './rows.ts';
import { num, verb } from './verb-row.ts';

const WHOLE_MILLIVOLTS = 12000;

function moisten(world: World, ohms: number): void {
  const { line, socket } = world.plant;
  line.faults.moistureOhms = ohms;
  socket.moistureOhms = ohms;
  line.reconsider();
}

export const pilotVerbs: readonly Verb[] = [
  verb(
    'moisture <resistance>',
    'moisture in the socket leaks from CP and from PP to earth',
    { needs: 'pilot-faults', heals: ['moisture gone'], relays: [] },
    (w, [ohms]) => moisten(w, num(ohms)),
  ),
  verb(
    'moisture gone',
    'the socket is dry',
    { needs: 'pilot-faults', heals: null, relays: [] },
    (w) => moisten(w, Number.POSITIVE_INFINITY),
  ),
  verb(
    'socket contacts <bridged|apart>',
    'CP and PP touch each other in the socket',
    { needs: 'pilot-faults', heals: { bridged: ['socket contacts apart'] }, relays: [] },
    (w, [what]) => {
      w.plant.line.faults.bridged = what === 'bridged';
      w.plant.line.reconsider();
    },
  ),
  verb(
    'cable earth <lost|whole>',
    "the cable's protective earth: without it the vehicle's resistors have no return",
    { needs: 'pilot-faults', heals: { lost: ['cable earth whole'] }, relays: [] },
    (w, [what]) => {
      w.plant.line.faults.earthLost = what === 'lost';
      w.plant.line.reconsider();
    },
  ),
  verb(
    'ringing <voltage>',
    "amplitude of the ringing at each edge of the pilot's PWM",
    { needs: 'pilot-voltage', heals: ['ringing 0 V'], relays: [] },
    (w, [v]) => {
      w.plant.line.faults.ringMillivolts = num(v);
    },
  ),
  verb(
    'pulse short by <duty>',
    'so much of each pulse of the pilot is missing at the socket',
    { needs: 'pilot-faults', heals: ['pulse short by 0 permille'], relays: [] },
    (w, [duty]) => {
      const { plant } = w;
      plant.line.faults.shortPermille = num(duty);
      plant.offer(plant.line.commandedPermille);
    },
  ),
  verb(
    'negative half <voltage>',
    "the source's negative half, whatever the positive one is",
    { needs: 'pilot-voltage', heals: ['negative half -12 V'], relays: [] },
    (w, [v]) => {
      const millivolts = num(v);
      w.plant.line.negativeMillivolts = millivolts === -WHOLE_MILLIVOLTS ? null : millivolts;
      w.plant.line.reconsider();
    },
  ),
  verb(
    'source drifts to <voltage> within <duration>',
    'the source moves slowly, both halves of it',
    {
      needs: 'pilot-voltage',
      heals: ['source drifts to 12 V within 0 ms'],
      relays: [],
    },
    (w, [v, time]) => w.plant.line.drift(num(v), num(time)),
  ),
  verb(
    'burst for <duration>',
    'a disturbance that every input sees at once, each in its own way',
    { needs: 'pilot-voltage', heals: null, relays: [] },
    (w, [time]) => w.plant.disturb(num(time)),
  ),
];
