/**
 * Kinds: the events of a random world, and how one of each is drawn.
 *
 * Only events that no controller can handle are left out: the pin is never moved by hand, and at least one
 * fitted proof of the outgoing side is right (setups.ts selects which may be wrong).
 */

import { contacts } from '../../../firmware/drivers/input-words.ts';
import type { Pole } from '../../../firmware/drivers/poles.ts';
import { healingOf } from '../case/healing.ts';
import type { Draw } from './draw.ts';

export interface Kind {
  readonly name: string;
  readonly draw: (draw: Draw) => string;
}

function kind(name: string, draw: (draw: Draw) => string): Kind {
  return { name, draw };
}

/** One of these lines. */
function oneOf(name: string, ...lines: readonly string[]): Kind {
  return kind(name, (draw) => draw.pick(lines));
}

/** One of these lines, or the lines that repair them. */
function breaks(name: string, ...lines: readonly string[]): Kind {
  const mending = healingOf(lines).filter((line) => !line.startsWith('after '));
  return oneOf(name, ...lines, ...mending);
}

/** Events that can happen to every charger. */
export const daily: readonly Kind[] = [
  oneOf('plug', 'plug in', 'plug in', 'plug in', 'pull'),
  oneOf('car', 'car in', 'car in', 'car in', 'car out'),
  oneOf('wish', 'car wants', 'car full'),
  oneOf('button', 'press stop', 'press start'),
];

const consoleLines: readonly string[] = [
  'start',
  'stop',
  'unlock',
  'authorize',
  'limit off',
  'limit 0 A',
  'limit 10 A',
  'explain',
  'faults',
  'get',
  'set installation 16 A',
  'set release-delay 0 ms',
  'set release-delay 2 s',
  'set on-power-loss hold',
  'set after-power-loss resume-locked',
  'set after-power-loss reset-then-resume',
  'set lock-policy while-connected',
  'set lock-policy while-charging',
  'set authorization on',
  'set burst 1',
  'set authorization off',
  'set wake-ups 1',
  'service extend',
  'service retract',
  'service stall',
  'service end',
  'type set lock-policy never',
  'type limit -3 A',
  'type unlock everything now please, and thank you very much for the plug',
  'type ~ # ?',
  'limit 16 A for 20 s',
  'limit 0 A for 10 s',
  'limit 20 A for 2 s',
  'set master required',
  'set master optional',
  'set master none',
  'set safe-limit 0 A',
  'set safe-limit 10 A',
];

const person: readonly Kind[] = [
  breaks('pulling', 'pull and hold'),
  breaks('tension', 'tension on'),
  oneOf('push', 'push', 'push for 500 ms'),
  oneOf('half a plug', 'plug half', 'plug against-the-pin'),
  kind('held buttons', (d) => `press ${d.pick(['stop', 'start'])} for ${d.scale(20, 8000)} ms`),
  ...contacts.map(({ what, verb, assert }) => breaks(what, `${verb} ${assert}`)),
  kind('console', (d) => d.pick(consoleLines)),
  breaks('serial line', 'line cut'),
  breaks('service jumper', 'jumper in'),
];

const vehicle: readonly Kind[] = [
  kind('test box', (d) => `car ${d.pick(['A', 'B', 'C', 'D'])}`),
  kind('spikes', (d) => `spike ${d.whole(-13, 14)} V for ${d.scale(1, 2000)} ms`),
  breaks('pilot short', 'pilot-wire shorted'),
  breaks('diode', 'diode missing'),
  kind('noise', (d) => `noise ${d.scale(20, 2500)} mV`),
  kind('excess', (d) => `excess ${d.pick([0, 2, 6, 20])} A`),
  oneOf('leak', 'leak on', 'leak off', 'leak on trips in 40 ms'),
  breaks('cable earth', 'cable earth lost'),
  breaks('bridged contacts', 'socket contacts bridged'),
  kind('moisture', (d) =>
    d.chance(0.5) ? `moisture ${d.scale(500, 100000)} Ohm` : 'moisture gone',
  ),
  kind('ringing', (d) => `ringing ${d.scale(100, 6000)} mV`),
  kind('short pulses', (d) => `pulse short by ${d.whole(0, 60)} permille`),
  kind('negative half', (d) => `negative half ${-d.whole(7, 13)} V`),
  kind('drifting source', (d) => {
    return `source drifts to ${d.whole(9, 15)} V within ${d.scale(100, 60000)} ms`;
  }),
  kind('bursts', (d) => `burst for ${d.scale(1, 300)} ms`),
  kind('cable', (d) => `cable ${d.pick([10, 100, 220, 680, 1500, 2500])} Ohm`),
];

const power: readonly Kind[] = [
  breaks('isolator', 'isolator off', 'supply-sense stuck-absent'),
  breaks('grid', 'grid off'),
  kind('dips', (d) => `grid dip for ${d.scale(1, 10000)} ms`),
  kind('supply quality', (d) =>
    d.chance(0.5) ? `supply ${d.whole(180, 270)} V` : `earth ${d.whole(0, 100)} V`,
  ),
  kind('brown-out', (d) => `rail dip for ${d.scale(1, 5000)} ms`),
  breaks('rail', 'rail off'),
  oneOf('resets', 'reset watchdog', 'reset pin'),
  kind('lock capacitor', (d) =>
    d.chance(0.5) ? `capacitor ${d.whole(0, 12)} V` : `capacitor source ${d.whole(7, 13)} V`,
  ),
  kind('torn journal', (d) => `journal torn after ${d.whole(0, 12)}`),
  oneOf('corrupt journal', 'journal corrupt'),
];

const charger: readonly Kind[] = [
  breaks('dead coil', 'contactor dead'),
  breaks('mirror too closed', 'mirror stuck-closed', 'mirror wire cut'),
  breaks('voltage too live', 'voltage-sense stuck-live'),
  kind('bouncing contacts', (d) => `contactor bounces for ${d.scale(1, 100)} ms`),
  breaks('coil in a dip', 'coil fed from mains'),
  kind('ghosts', (d) => `ghost ${d.pick([0, 30, 50, 80, 150])} V`),
  kind('bouncing latch', (d) => `latch switch bounces for ${d.scale(1, 300)} ms`),
  breaks('latch switch', 'latch switch stuck-locked', 'latch switch stuck-unlocked'),
  kind('drifting latch', (d) => {
    return `latch level drifts by ${d.whole(-500, 1500)} mV within ${d.scale(100, 60000)} ms`;
  }),
  kind('corroding contact', (d) => {
    return `proximity contact ${d.scale(10, 5000)} Ohm within ${d.scale(100, 60000)} ms`;
  }),
  breaks('slow lock', 'lock speed by-voltage'),
  kind('aged capacitor', (d) => `capacitor aged to ${d.whole(20, 100)} percent`),
  breaks('seized lock', 'lock seized'),
  breaks('jammed lock', 'lock jammed'),
  breaks('lock jammed open', 'lock jammed-open'),
  kind('friction', (d) => `lock friction ${d.pick([1, 1.3, 1.6, 2, 4])}`),
  breaks('swapped wires', 'lock wires swapped'),
  // Stuck at locked while the pin is jammed says "locked" for a pin that went nowhere: no controller can tell.
  breaks('stuck latch switch', 'latch switch stuck-unlocked'),
  kind('latch wire', (d) => `latch wire ${d.pick(['cut', 'shorted', 'whole'])}`),
  kind('proximity wire', (d) => `proximity wire ${d.pick(['cut', 'shorted', 'whole'])}`),
  kind('thermometer', (d) => `thermometer wire ${d.pick(['cut', 'shorted', 'whole'])}`),
  kind('temperature', (d) => `temperature ${d.whole(-30, 95)} C`),
  breaks('residual sensor', 'residual sensor dead'),
];

/** Only where a reflex is fitted. */
export const reflexes: readonly Kind[] = [
  oneOf('reflex for no reason', 'reflex opens'),
  breaks('reflex', 'reflex fails', 'reflex stops'),
];

/** Kinds from which each seed draws a selection. */
export const swarm: readonly Kind[] = [...person, ...vehicle, ...power, ...charger];

/**
 * Contacts that stay closed; only with a lock that holds without power. A solenoid releases when mains is
 * lost, and mains that returns through closed contacts would reach a free plug: no controller can prevent
 * that.
 */
export const welds: readonly Kind[] = [
  breaks('weld', 'contactor welds'),
  breaks('coil driver', 'coil driver shorted', 'coil driver conducts'),
  kind('slow contactor', (d) => `contactor drops in ${d.scale(10, 2000)} ms`),
];

/**
 * One conductor alone, of those that a world has.
 *
 * @param mayWeld the lock holds without power
 */
export function poleKinds(poles: readonly Pole[], mayWeld: boolean): Kind[] {
  const kinds = [
    kind('one pole fails', (d) => `contactor pole ${d.pick(poles)} ${d.pick(['fails', 'whole'])}`),
    kind('one conductor', (d) => `supply ${d.pick(poles)} ${d.pick(['lost', 'back'])}`),
    kind('one phase draws more', (d) => {
      const phase = d.pick(poles.filter((pole) => pole !== 'N'));
      return `excess ${phase} ${d.pick([0, 2, 6, 20])} A`;
    }),
  ];
  if (!mayWeld) return kinds;
  const weld = kind('one pole welds', (d) => {
    return `contactor pole ${d.pick(poles)} ${d.pick(['welds', 'whole'])}`;
  });
  return [...kinds, weld];
}

/** Late ticks; only where the board ends a stroke by itself. */
export const stalls: Kind = kind('late ticks', (d) => `stall ${d.scale(5, 3000)} ms`);

/** Proofs that show "open" for a closed contactor; only one of two may do so. */
export const lies: readonly Kind[] = [
  breaks('mirror too open', 'mirror stuck-open', 'mirror wire shorted'),
  breaks('voltage too dead', 'voltage-sense stuck-dead'),
  // It vouches for a voltage sense that reads dead: one of the three may be wrong.
  breaks('supply too present', 'supply-sense stuck-present'),
];

/** What a lock can have for a while, and a fault that passes by itself; each with the line that ends it. */
const lockTroubles: readonly (readonly [string, string])[] = [
  ['lock jammed', 'lock freed'],
  ['lock seized', 'lock moves'],
  ['latch wire cut', 'latch wire whole'],
  ['latch switch stuck-unlocked', 'latch switch works'],
];
const passing: readonly (readonly [string, string])[] = [
  ['temperature 90 C', 'temperature 20 C'],
  ['supply 190 V', 'supply 230 V'],
  ['pilot-wire shorted', 'pilot-wire whole'],
  ['isolator off', 'isolator on'],
  ['thermometer wire cut', 'thermometer wire whole'],
];

/**
 * A fault that comes and passes while the lock has troubles of its own, which end in an order of their own:
 * what each alone does, single events find; what one does to the memory of another, only these.
 */
export function drawOverlap(draw: Draw): string[] {
  const first = draw.pick(lockTroubles);
  const second = draw.pick(lockTroubles.filter((one) => one !== first));
  const all = [draw.pick(passing), first, second];
  const order = (): (readonly [string, string])[] => {
    const at = draw.whole(0, 2);
    const rest = all.filter((_, i) => i !== at);
    const next = draw.whole(0, 1);
    return [all[at], rest[next], rest[1 - next]] as (readonly [string, string])[];
  };
  return [...order().map(([begins]) => begins), ...order().map(([, ends]) => ends)];
}
