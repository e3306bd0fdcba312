/**
 * Fuzzed case: a whole random world from one number. As in swarm testing, each seed has its own selection of
 * faults, their frequency, and the pace of events.
 */

import type { Act, Case, Ender } from '../case/case.ts';
import { Draw } from './draw.ts';
import {
  daily,
  drawOverlap,
  type Kind,
  lies,
  poleKinds,
  reflexes,
  stalls,
  swarm,
  welds,
} from './kinds.ts';
import { type DrawnSetup, drawSetup } from './setups.ts';

/** Seeds are 1 to this. */
export const MOST_SEED = 0xffffffff;

/** Longest wait between two events, in ms: a fast world, a normal one, a night, several days. */
const paces = [400, 4000, 4000, 30000, 30000, 600000, 14400000, 86400000] as const;

/**
 * The longest time of a healed charger from the request to a free plug, without the owner's own delay: a
 * vehicle that ignores the stop (6.1 s), a running stroke and its rest (5.4 s), the stroke (0.6 s), and a
 * capacitor that must be charged first, from empty (10.8 s).
 */
const FREE_MS = 26000;

function drawKinds(draw: Draw, setup: DrawnSetup): Kind[] {
  const share = draw.pick([0.05, 0.15, 0.3, 0.6]);
  const poles = poleKinds(setup.poles, setup.isBistable);
  const possible = setup.isBistable ? [...swarm, ...welds, ...poles] : [...swarm, ...poles];
  const chosen = possible.filter(() => draw.chance(share));
  if (setup.mayStall && draw.chance(share)) chosen.push(stalls);
  if (setup.hasReflex) chosen.push(...reflexes.filter(() => draw.chance(share)));
  if (setup.mayLie && draw.chance(share)) {
    chosen.push(draw.pick(lies));
  }
  return chosen;
}

function drawActs(draw: Draw, setup: DrawnSetup): Act[] {
  const kinds = drawKinds(draw, setup);
  const longestMs = draw.pick(paces);
  const trouble = kinds.length === 0 ? 0 : draw.pick([0.2, 0.5, 0.8]);
  const acts: Act[] = [];
  if (draw.chance(0.8)) {
    acts.push({ afterUs: 0, line: 'plug in' }, { afterUs: 0, line: 'car in' });
    if (draw.chance(0.7)) acts.push({ afterUs: draw.whole(1, 6000) * 1000, line: 'press start' });
  }
  const count = draw.whole(4, 40);
  for (let i = 0; i < count; i++) {
    const kind = draw.chance(trouble) ? draw.pick(kinds) : draw.pick(daily);
    const afterUs = draw.chance(0.15) ? 0 : draw.scale(1, longestMs * 1000);
    acts.push({ afterUs, line: kind.draw(draw) });
    // An interrupted write includes the loss of the supply, which returns later.
    if (kind.name === 'torn journal') {
      acts.push({ afterUs: draw.scale(10, 20000) * 1000, line: 'rail on' });
    }
  }
  return acts;
}

/** A charge, and troubles that overlap in it. */
function drawOverlaps(draw: Draw): Act[] {
  const acts: Act[] = [
    { afterUs: 0, line: 'plug in' },
    { afterUs: 0, line: 'car in' },
  ];
  for (let rounds = draw.whole(1, 3); rounds > 0; rounds--) {
    acts.push({ afterUs: 0, line: 'press start' });
    drawOverlap(draw).forEach((line, i) => {
      // The first comes in the charge; a fault must last until it is believed, and until it is over.
      const afterUs = i === 0 ? draw.whole(12, 20) * 1000000 : draw.whole(20, 8000) * 1000;
      acts.push({ afterUs, line });
    });
    acts.push({
      afterUs: draw.scale(100000, 20000000),
      line: draw.pick(['car wants', 'car full']),
    });
  }
  return acts;
}

/** The case of a seed. */
export function drawCase(seed: number): Case {
  const draw = new Draw(seed);
  const setup = drawSetup(draw);
  // A coil that is let go while its pin sticks in needs more than one trouble: such worlds come more often.
  const overlaps = draw.chance(setup.isBistable ? 0.1 : 0.4);
  const acts = overlaps ? drawOverlaps(draw) : drawActs(draw, setup);
  const ender: Ender = setup.isPermanent
    ? 'unlock'
    : draw.pick(['press stop', 'press stop', 'unlock', 'car out']);
  const lines = acts.map((act) => act.line);
  const setDelayMs = lines.includes('set release-delay 2 s') ? 2000 : 0;
  const asksMs = ender === 'car out' ? setup.retryMs + FREE_MS : 0;
  const withinMs = FREE_MS + Math.max(setup.slackMs, setDelayMs) + asksMs;
  return {
    title: `Seed ${seed}`,
    why: '',
    preconditions: setup.preconditions,
    acts,
    ending: { demands: [], ender, withinUs: withinMs * 1000 },
  };
}
