/**
 * Setups: the charger, its owner's settings and the car of a random world.
 */

import {
  createBistableParts,
  createHoldToLockParts,
} from '../../../firmware/drivers/lock-parts.ts';
import type { Pole } from '../../../firmware/drivers/poles.ts';
import { carManners } from '../../scenario/verbs.ts';
import type { Draw } from './draw.ts';

export interface DrawnSetup {
  readonly preconditions: readonly string[];
  readonly isPermanent: boolean;
  /** The lock holds without power. */
  readonly isBistable: boolean;
  /** Ticks may come late: the board ends strokes by itself. */
  readonly mayStall: boolean;
  /** Hardware opens the contactor by itself, and may fail. */
  readonly hasReflex: boolean;
  /** Both proofs are fitted: one of them may be wrong. */
  readonly mayLie: boolean;
  /** The conductors that the contactor switches. */
  readonly poles: readonly Pole[];
  /** The time that the owner's delays add to the limit for a release, in ms. */
  readonly slackMs: number;
  /** Time to the last retry of a release without another request, in ms. */
  readonly retryMs: number;
}

const bistable = createBistableParts().map((part) => part.name);
const holding = createHoldToLockParts().map((part) => part.name);

function drawBoard(draw: Draw): string[] {
  const preconditions = [`seed ${draw.whole(1, 1000000)}`];
  if (draw.chance(0.4)) preconditions.push('tick 20 ms');
  if (draw.chance(0.7)) preconditions.push(`phase ${draw.whole(0, 19999)} us`);
  if (draw.chance(0.3)) preconditions.push(`boot ${draw.scale(10, 800)} ms`);
  if (draw.chance(0.2)) preconditions.push('start cold');
  if (draw.chance(0.1)) preconditions.push('journal empty');
  if (draw.chance(0.1)) preconditions.push('residual sensor none');
  if (draw.chance(0.3)) preconditions.push('trip output none');
  return preconditions;
}

function drawPlant(draw: Draw): string[] {
  const preconditions: string[] = [];
  if (draw.chance(0.6)) preconditions.push(`hold-up ${draw.scale(20, 120000)} ms`);
  if (draw.chance(0.2)) preconditions.push(`capacitor charges in ${draw.scale(50, 3000)} ms`);
  if (draw.chance(0.2)) preconditions.push(`drop-out ${draw.scale(5, 60)} ms`);
  if (draw.chance(0.2)) preconditions.push(`outgoing decay ${draw.scale(1, 40)} ms`);
  if (draw.chance(0.2)) preconditions.push(`temperature ${draw.whole(-25, 45)} C`);
  if (draw.chance(0.3)) preconditions.push(`cable ${draw.pick([100, 220, 680, 1500])} Ohm`);
  if (draw.chance(0.3)) preconditions.push(`noise ${draw.scale(1, 300)} mV`);
  if (draw.chance(0.2)) preconditions.push(`pilot source ${draw.whole(11400, 12600)} mV`);
  if (draw.chance(0.6)) preconditions.push(`car ${draw.pick(carManners)}`);
  if (draw.chance(0.2)) preconditions.push(`car reacts in ${draw.scale(10, 2000)} ms`);
  if (draw.chance(0.1)) preconditions.push('car ventilation');
  if (draw.chance(0.1)) preconditions.push(`car follows a duty after ${draw.scale(10, 8000)} ms`);
  if (draw.chance(0.1)) {
    preconditions.push(`car refuses after ${draw.whole(1, 4)} interruptions`);
  }
  if (draw.chance(0.2)) {
    preconditions.push(`car resistors ${draw.whole(2658, 2822)} Ohm ${draw.whole(856, 908)} Ohm`);
    preconditions.push(`car diode ${draw.whole(550, 850)} mV`);
  }
  if (draw.chance(0.2)) preconditions.push(`car sleeps after ${draw.scale(1, 60)} s`);
  if (draw.chance(0.2)) preconditions.push(`car wakes at try ${draw.whole(1, 3)}`);
  if (draw.chance(0.1)) preconditions.push('pilot break fitted');
  if (draw.chance(0.1)) preconditions.push('car wakes by a break');
  if (draw.chance(0.1)) preconditions.push(`supply drops ${draw.whole(1, 20)} V under load`);
  if (draw.chance(0.05)) {
    preconditions.push(`rail fails under load after ${draw.scale(1, 8000)} ms`);
  }
  return preconditions;
}

/** The owner's settings, as far as the fitted part allows them. */
function drawSettings(draw: Draw, holds: boolean, isPermanent: boolean): string[] {
  const preconditions: string[] = [];
  if (isPermanent) preconditions.push('lock-policy permanent');
  else if (draw.chance(0.3)) preconditions.push('lock-policy while-charging');
  if (!holds && draw.chance(0.3)) {
    preconditions.push('on-power-loss hold');
    if (draw.chance(0.5)) preconditions.push('lock capacitor none');
  }
  if (draw.chance(0.6)) {
    preconditions.push(
      `after-power-loss ${draw.pick(['reset-then-resume', 'release', ...(holds ? [] : ['resume-locked'])])}`,
    );
  }
  if (draw.chance(0.25)) preconditions.push('authorization on');
  if (draw.chance(0.2)) preconditions.push('lock-before-authorization off');
  if (draw.chance(0.2)) preconditions.push('ventilation on');
  if (draw.chance(0.2)) preconditions.push(`outage-delay ${draw.scale(1, 30)} s`);
  if (draw.chance(0.2)) preconditions.push(`minimum-open ${draw.scale(3, 20)} s`);
  if (draw.chance(0.2)) preconditions.push(`burst ${draw.whole(1, 5)}`);
  if (draw.chance(0.2)) preconditions.push(`wake-after ${draw.scale(1, 60)} s`);
  if (draw.chance(0.2)) preconditions.push(`wake-ups ${draw.whole(0, 4)}`);
  if (draw.chance(0.2)) preconditions.push(`lock-again ${draw.scale(5, 60)} s`);
  return preconditions;
}

export function drawSetup(draw: Draw): DrawnSetup {
  const holds = draw.chance(0.15);
  const isPermanent = !holds && draw.chance(0.15);
  const isTimed = draw.chance(0.8);
  const proof = draw.pick(['both', 'both', 'mirror', 'voltage']);
  const delayMs = draw.chance(0.3) ? draw.scale(1, 10000) : 500;
  const retryMs = draw.chance(0.3) ? draw.scale(5000, 120000) : 60000;
  const preconditions = [
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
  const isThreePhase = draw.chance(0.35);
  if (isThreePhase) preconditions.push('phases 3');
  if (draw.chance(0.2)) preconditions.push('mirror over lines');
  if (draw.chance(0.2)) preconditions.push('voltage-sense over all');
  if (draw.chance(0.1)) preconditions.push(`pilot droop ${draw.scale(50, 5000)} ms`);
  // Drawn last, so that every earlier choice of a seed stays as it was.
  const hasReflex = draw.chance(0.4);
  if (hasReflex) preconditions.push('reflex fitted');
  const mayLie = proof === 'both';
  const isBistable = !holds;
  return {
    preconditions,
    isPermanent,
    isBistable,
    mayStall: isTimed,
    hasReflex,
    mayLie,
    poles: isThreePhase ? ['L1', 'L2', 'L3', 'N'] : ['L1', 'N'],
    slackMs: delayMs,
    retryMs,
  };
}
