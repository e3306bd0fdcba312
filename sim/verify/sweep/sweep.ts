/**
 * Sweep: one story, cut at every tick in every way, its journal torn at every byte, and with failures at every
 * tick that come and go.
 */

import type { Scenario } from '../../scenario/statement.ts';
import { isVerb } from '../../scenario/verbs.ts';
import type { Setup } from '../../world/setup.ts';
import type { Act, Case, Ending } from '../case/case.ts';
import { kindOf, runCase } from '../case/case.ts';
import { actsOf, timesOf } from '../case/timed-acts.ts';
import { type Cut, cutLine, cuts, instantsOf, tear } from './cuts.ts';
import { disturbances } from './disturbances.ts';
import {
  freeWithinUs,
  isPermanent,
  longestTermMs,
  type Obligation,
  obligationsOf,
  promiseAt,
} from './obligations.ts';
import { type Recording, record } from './recording.ts';

/** A cut that broke a requirement. */
export interface SweepFinding {
  readonly cut: string;
  readonly atUs: number;
  readonly kind: string;
  readonly promise: Obligation;
  readonly case: Case;
}

export interface SweepUnit {
  readonly file: string;
  readonly title: string;
  readonly variant: string;
  /** Instants at which the story was cut. */
  readonly instants: number;
  readonly cuts: number;
  readonly tears: number;
  /** Runs in which something failed for a while and the story went on. */
  readonly disturbed: number;
  /** The requirements after the cuts, all kept. */
  readonly kept: Readonly<Record<Obligation, number>>;
  readonly failed: number;
  readonly virtualUs: number;
  readonly findings: readonly SweepFinding[];
}

export interface SweepOptions {
  /** Only every n-th instant. */
  readonly every: number;
  /** Changes every setup: tests plant a mistake with it. */
  readonly adjust?: (setup: Setup) => void;
}

/** Number of findings of one story that are kept; all of them are counted. */
const MOST_FINDINGS = 5;

/** A torn journal is believed to say the worst; any other record is written in turn. */
const JOURNAL_SLOTS = 2;

/** The story up to an instant and then the cut, or up to the end of a disturbance that begins there. */
function actsWith(story: Recording, cut: Cut, atUs: number): Act[] {
  const added = timesOf(cut.acts, atUs);
  const untilUs = cut.endsStory ? atUs : (added[added.length - 1]?.atUs ?? atUs);
  return actsOf([...story.done.filter((one) => one.atUs <= untilUs), ...added]);
}

function endingOf(story: Recording, promise: Obligation): Ending {
  return {
    demands: obligationsOf(story, promise),
    ender: isPermanent(story) ? 'unlock' : 'press stop',
    withinUs: freeWithinUs(story),
  };
}

/** The case of one cut. */
export function cutCase(story: Recording, cut: Cut, atUs: number, promise: Obligation): Case {
  const variant = story.variant === '' ? '' : ` (${story.variant})`;
  return {
    title: `${story.title}${variant}: ${cut.name} at ${(atUs / 1000000).toFixed(3)} s`,
    why: `From ${story.file}; promised: ${promise}.`,
    preconditions: story.preconditions,
    acts: actsWith(story, cut, atUs),
    ending: promise === 'nothing' ? null : endingOf(story, promise),
  };
}

/** Every cut of a story, and the instant at which it comes. */
function* cutsOf(
  story: Recording,
  every: number,
): Generator<{ cut: Cut; atUs: number; torn: boolean }> {
  const isTyped = story.done.some(({ line }) => !isVerb(line.split(' ')[0] ?? ''));
  for (const atUs of instantsOf(story, every)) {
    for (const cut of [...cuts, ...disturbances]) yield { cut, atUs, torn: false };
    if (isTyped) yield { cut: cutLine(longestTermMs(story)), atUs, torn: false };
  }
  for (const write of story.writes) {
    for (let after = 0; after < write.length; after++) {
      const torn = write.slot < JOURNAL_SLOTS;
      yield { cut: tear(after), atUs: write.atUs - 1, torn };
    }
  }
}

/** Cuts one scenario everywhere. */
export async function sweepScenario(scenario: Scenario, options: SweepOptions): Promise<SweepUnit> {
  const story = await record(scenario);
  const kept: Record<Obligation, number> = {
    resumed: 0,
    freed: 0,
    'free when asked': 0,
    'safe limit': 0,
    nothing: 0,
  };
  const findings: SweepFinding[] = [];
  let virtualUs = 0;
  let failed = 0;
  let done = 0;
  let tears = 0;
  let disturbed = 0;
  for (const { cut, atUs, torn } of cutsOf(story, options.every)) {
    const promise = promiseAt(story, cut, atUs, torn);
    const one = cutCase(story, cut, atUs, promise);
    const { failure, startUs, endUs } = await runCase(one, options.adjust);
    virtualUs += endUs - startUs;
    if (cut.name.startsWith('journal torn')) tears++;
    else if (cut.endsStory) done++;
    else disturbed++;
    if (failure === null) {
      kept[promise]++;
      continue;
    }
    failed++;
    if (findings.length < MOST_FINDINGS) {
      findings.push({ cut: cut.name, atUs, kind: kindOf(failure), promise, case: one });
    }
  }
  const { file, title, variant } = story;
  const instants = instantsOf(story, options.every).length;
  return {
    file,
    title,
    variant,
    instants,
    cuts: done,
    tears,
    disturbed,
    kept,
    failed,
    virtualUs,
    findings,
  };
}
