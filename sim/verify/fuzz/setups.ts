/**
 * Setups: the charger, its owner's choices and the car of a fuzzed world.
 */

import {
  createBistableParts,
  createHoldToLockParts,
} from '../../../firmware/drivers/lock-parts.ts';
import { carManners } from '../../scenario/verbs.ts';
import type { Draw } from './draw.ts';

export interface DrawnSetup {
  readonly givens: readonly string[];
  readonly isPermanent: boolean;
  /** The lock holds without power. */
  readonly isBistable: boolean;
  /** Ticks may come late: the board ends strokes by itself. */
  readonly mayStall: boolean;
  /** Both proofs are fitted: one of them may lie. */
  readonly mayLie: boolean;
  /** What the owner's delays add to "free in time", in ms. */
  readonly slackMs: number;
  /** Time to the last retry of a release that nobody asks for again, in ms. */
  readonly retryMs: number;
}

const bistable = createBistableParts().map((part) => part.name);
const holding = createHoldToLockParts().map((part) => part.name);

function drawBoard(draw: Draw): string[] {
  const givens = [`seed ${draw.whole(1, 1000000)}`];
  if (draw.chance(0.4)) givens.push('tick 20 ms');
  if (draw.chance(0.7)) givens.push(`phase ${draw.whole(0, 19999)} us`);
  if (draw.chance(0.3)) givens.push(`boot ${draw.scale(10, 800)} ms`);
  if (draw.chance(0.2)) givens.push('start cold');
  if (draw.chance(0.1)) givens.push('journal empty');
  if (draw.chance(0.1)) givens.push('residual sensor none');
  if (draw.chance(0.3)) givens.push('trip output none');
  return givens;
}

function drawPlant(draw: Draw): string[] {
  const givens: string[] = [];
  if (draw.chance(0.6)) givens.push(`hold-up ${draw.scale(20, 120000)} ms`);
  if (draw.chance(0.2)) givens.push(`capacitor charges in ${draw.scale(50, 3000)} ms`);
  if (draw.chance(0.2)) givens.push(`drop-out ${draw.scale(5, 60)} ms`);
  if (draw.chance(0.2)) givens.push(`outgoing decay ${draw.scale(1, 40)} ms`);
  if (draw.chance(0.2)) givens.push(`temperature ${draw.whole(-25, 45)} C`);
  if (draw.chance(0.3)) givens.push(`cable ${draw.pick([100, 220, 680, 1500])} Ohm`);
  if (draw.chance(0.3)) givens.push(`noise ${draw.scale(1, 300)} mV`);
  if (draw.chance(0.2)) givens.push(`pilot source ${draw.whole(11400, 12600)} mV`);
  if (draw.chance(0.6)) givens.push(`car ${draw.pick(carManners)}`);
  if (draw.chance(0.2)) givens.push(`car reacts in ${draw.scale(10, 2000)} ms`);
  if (draw.chance(0.1)) givens.push('car ventilation');
  return givens;
}

/** The owner's choices, as far as the fitted part allows them. */
function drawSettings(draw: Draw, holds: boolean, isPermanent: boolean): string[] {
  const givens: string[] = [];
  if (isPermanent) givens.push('lock-policy permanent');
  else if (draw.chance(0.3)) givens.push('lock-policy while-charging');
  if (!holds && draw.chance(0.3)) {
    givens.push('on-power-loss hold');
    if (draw.chance(0.5)) givens.push('lock capacitor none');
  }
  if (draw.chance(0.6)) {
    givens.push(`after-power-loss ${draw.pick(['reset-then-resume', 'release', 'resume-locked'])}`);
  }
  if (draw.chance(0.25)) givens.push('authorization on');
  if (draw.chance(0.2)) givens.push('lock-before-authorization off');
  if (draw.chance(0.2)) givens.push('ventilation on');
  if (draw.chance(0.2)) givens.push(`outage-delay ${draw.scale(1, 30)} s`);
  if (draw.chance(0.2)) givens.push(`minimum-open ${draw.scale(3, 20)} s`);
  if (draw.chance(0.2)) givens.push(`burst ${draw.whole(1, 5)}`);
  return givens;
}

export function drawSetup(draw: Draw): DrawnSetup {
  const holds = draw.chance(0.15);
  const isPermanent = !holds && draw.chance(0.15);
  const isTimed = draw.chance(0.8);
  const proof = draw.pick(['both', 'both', 'mirror', 'voltage']);
  const delayMs = draw.chance(0.3) ? draw.scale(1, 10000) : 500;
  const retryMs = draw.chance(0.3) ? draw.scale(5000, 120000) : 60000;
  const givens = [
    `lock ${draw.pick(holds ? holding : bistable)}`,
    ...(proof === 'both' ? [] : [`proof ${proof}`]),
    ...(isTimed ? [] : ['one-shot off']),
    ...(isTimed && draw.chance(0.2) ? [`jitter ${draw.scale(100, 4000)} us`] : []),
    ...(delayMs === 500 ? [] : [`release-delay ${delayMs} ms`]),
    ...(retryMs === 60000 ? [] : [`slow-retry ${retryMs} ms`]),
    ...drawBoard(draw),
    ...drawPlant(draw),
    ...drawSettings(draw, holds, isPermanent),
  ];
  const mayLie = proof === 'both';
  const isBistable = !holds;
  return { givens, isPermanent, isBistable, mayStall: isTimed, mayLie, slackMs: delayMs, retryMs };
}
