/**
 * Counterexample: a path that the search found, as a scenario file, and the target that plays it: the shipping
 * step, lock driver and guard under tiny limits, one tick of 1 ms for each line `see`.
 */

import { faultRows } from '../../firmware/control/faults.ts';
import type { Session } from '../../firmware/control/state.ts';
import { driveWords, phaseWords, ruleWords, sessionWords } from '../../firmware/control/words.ts';
import { ms } from '../clock.ts';
import { Trace } from '../trace.ts';
import type { Counterexample, Exploration } from '../verify/search/explore.ts';
import { applyChoice } from '../verify/search/inputs.ts';
import { limitSets } from '../verify/search/limit-sets.ts';
import { lookFirst } from '../verify/search/model-plant.ts';
import { isFree } from '../verify/search/progress.ts';
import { createSystem, HAZARD, type System, tickSystem } from '../verify/search/system.ts';
import { readChoice, writeChoice } from '../verify/search/tick-text.ts';
import type { SearchStart } from '../world/search-start.ts';
import type { Arg } from './pattern.ts';
import { type PreconditionLine, setupOf } from './precondition-lines.ts';
import type { Verb } from './rows.ts';
import type { Target } from './target.ts';

export function createCounterexample(start: SearchStart): System {
  const set = limitSets.find((one) => one.name === start.set);
  if (set === undefined) throw new Error(`no set of limits "${start.set}"`);
  const world = start.world?.kind ?? null;
  const system = createSystem(set, { ...start, world, asksDoubt: world === null });
  if (system.world !== null && start.world !== null) lookFirst(system.world, start.world.found);
  return system;
}

/** The decision alone, as a target of scenarios. */
export class SearchTarget implements Target {
  readonly trace = new Trace();
  nowUs = 0;
  private system: System | null = null;

  async begin(preconditions: readonly PreconditionLine[]): Promise<void> {
    const setup = setupOf(preconditions);
    if (setup.counterexample === null)
      throw new Error('expected "given search" and the name of a set');
    this.system = createCounterexample(setup.counterexample);
    this.note(this.system);
  }

  /** One tick. After a broken rule the processor is reset: the path ends. */
  async perform(verb: Verb, args: readonly Arg[]): Promise<void> {
    const system = this.system;
    if (system === null) throw new Error('the target has not begun');
    if (verb.pattern.head !== 'see') throw new Error('a searched scenario knows only "see"');
    applyChoice(system, readChoice(String(args[0])));
    const broken = tickSystem(system);
    this.nowUs += ms(1);
    if (broken === HAZARD) {
      this.trace.record(this.nowUs, 'hazard', 'the socket is live and the pin withdrawn');
    }
    this.note(system);
  }

  private note(system: System): void {
    const at = this.nowUs;
    this.trace.note(at, 'phase', phaseWords[system.state.phase] as string);
    this.trace.note(at, 'session', sessionWords[system.state.session] as string);
    this.trace.note(at, 'fault', faultRows[system.state.fault]?.name ?? '');
    this.trace.note(at, 'contactor', system.guard.closed ? 'closed' : 'open');
    this.trace.note(at, 'lock-drive', driveWords[system.outputs.drive] as string);
    this.trace.note(at, 'pin', isFree(system) ? 'withdrawn' : 'extended');
    this.trace.note(at, 'guard', ruleWords[system.guard.tripped] as string);
  }

  async type(): Promise<void> {
    throw new Error('a searched scenario has no console');
  }

  /** Only `see` lets time pass. */
  async advanceTo(_atUs: number, onInstant: () => boolean): Promise<boolean> {
    return onInstant();
  }

  async close(): Promise<void> {
    this.system = null;
  }
}

function worldWords(start: SearchStart): string[] {
  if (start.world === null) return [];
  const { pin, closed, mains } = start.world.found;
  const contacts = closed ? 'closed' : 'open';
  return [`over ${start.world.kind} pin ${pin} contacts ${contacts} mains ${mains ? 'yes' : 'no'}`];
}

function givenLine(start: SearchStart): string {
  const { session, welded, bars } = start.recalled;
  return [
    `given search ${start.set}`,
    `journal ${sessionWords[session as Session]}`,
    `welded ${welded ? 'yes' : 'no'}`,
    `bars ${bars}`,
    `hold-off ${start.holdOffMs} ms`,
    `rested ${start.rested ? 'yes' : 'no'}`,
    ...(start.loadResets === 0 ? [] : [`resets ${start.loadResets}`]),
    ...worldWords(start),
  ].join(' ');
}

const titles: Readonly<Record<string, string>> = {
  L1: 'the plug never gets free',
  hazard: 'a live socket lets the plug go',
  sentinel: 'the sentinel and the rules disagree',
};

/** A path that the search found, as a scenario file that fails until the mistake is corrected. */
export function writeScenario(exploration: Exploration, way: Counterexample): string {
  const { session, welded, bars, holdOffMs, loadResets, rested, world } = way.root;
  const start: SearchStart = {
    set: exploration.set,
    recalled: { session: session as Session, welded, bars },
    holdOffMs,
    loadResets,
    rested,
    world,
  };
  const who = titles[way.rule] ?? `${way.rule} is broken`;
  const lines = [
    `scenario ${who} (${exploration.set}/${exploration.group})`,
    'why found by holdfast explore: the shortest way there, one tick a line',
    '',
    givenLine(start),
    '',
    ...way.choices.map((choice) => `see ${writeChoice(choice)}`),
  ];
  if (way.rule !== 'L1') return `${lines.join('\n')}\n`;
  const held = Array.from({ length: HELPFUL_TICKS }, () => 'see pilot A unlock yes');
  return `${[...lines, ...held, 'expect pin withdrawn within 0 ms'].join('\n')}\n`;
}

/** A world that helps frees the plug in fewer ticks than this under any tiny limits. */
const HELPFUL_TICKS = 60;
