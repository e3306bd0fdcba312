/**
 * Show: a world at one instant of its tape. It can be moved to any instant, and continued from there.
 *
 * The world is never rewound: to go back, a new one is built and played up to that instant. In virtual time
 * that takes milliseconds, and the same tape always gives the same trace.
 */

import type { Charger } from '../../firmware/charger.ts';
import { createController } from '../../firmware/controller.ts';
import { NEVER_US } from '../clock.ts';
import { actionOf } from '../scenario/run.ts';
import { beginWorld, performIn } from '../scenario/target.ts';
import type { Recording } from '../view/export/signals.ts';
import type { StartFirmware } from '../world/processor.ts';
import type { World } from '../world/world.ts';
import { type Doing, readDoing, type Step, type Tape } from './tape.ts';

const never = (): boolean => false;

/** The records are requested this long before they are shown: at least one tick. */
const LOOK_US = 40000;

export class Show {
  /** The world at this instant of the tape; a new one after every step back. */
  world: World;
  /** Where the story begins on the world's clock, in µs. */
  startUs: number;
  private readonly steps: Step[];
  private started: Charger | null = null;
  /** Completed steps. */
  private done = 0;
  /** Time passed in the next step, in µs. */
  private withinUs = 0;

  constructor(private readonly first: Tape) {
    this.steps = [...first.steps];
    this.world = this.begin();
    this.startUs = this.world.clock.nowUs;
  }

  /** The firmware that ships, as everywhere; a reference to it, so that its records can be shown. */
  private readonly start: StartFirmware = (board, fittings, limits) => {
    const loop = createController(board, fittings, limits, true);
    this.started = loop.charger;
    return loop;
  };

  /** The records of the running firmware; null while it does not run. */
  get charger(): Charger | null {
    return this.world.processor.loop === null ? null : this.started;
  }

  private begin(): World {
    this.world = beginWorld(this.first.preconditions, undefined, this.start);
    this.startUs = this.world.clock.nowUs;
    this.done = 0;
    this.withinUs = 0;
    return this.world;
  }

  /** Time since the story began, in µs. */
  get nowUs(): number {
    return this.world.clock.nowUs - this.startUs;
  }

  /** Where the tape ends, in µs since the story began. */
  get endUs(): number {
    return this.steps.reduce((sum, step) => sum + (step.kind === 'pass' ? step.us : 0), 0);
  }

  get tape(): Tape {
    return { ...this.first, steps: this.steps };
  }

  /** Everything done so far, as a tape. */
  get played(): Tape {
    return { ...this.first, steps: this.playedSteps() };
  }

  /** The trace up to now, as exports take it. */
  get recording(): Recording {
    const { title } = this.first;
    const scenario = {
      file: 'live.scenario',
      title,
      why: '',
      variant: '',
      statements: [],
      tags: [],
      lines: [],
    };
    const events = this.world.trace.events;
    const endUs = this.world.clock.nowUs;
    return {
      scenario,
      events,
      startUs: this.startUs,
      endUs,
      failure: null,
      checks: [],
      watches: [],
    };
  }

  private playedSteps(): Step[] {
    const steps = this.steps.slice(0, this.done);
    if (this.withinUs > 0) steps.push({ kind: 'pass', us: this.withinUs, early: null });
    return steps;
  }

  /**
   * Advances, along the tape and then beyond its end: the tape grows with it.
   *
   * @param stops asked after every instant at which something happened: true ends there, with all that is due
   *   at that instant
   * @returns whether it was ended so
   */
  advance(us: number, stops: () => boolean = never): boolean {
    let leftUs = us;
    for (;;) {
      const step = this.steps[this.done];
      if (step === undefined) {
        if (leftUs === 0) return false;
        this.extend(leftUs);
        if (!this.pass(leftUs, stops)) return false;
        this.trim();
        return true;
      }
      if (step.kind === 'do') {
        this.perform(step.doing);
        this.done++;
      } else {
        const goUs = Math.min(leftUs, step.us - this.withinUs);
        if (goUs === 0 && this.withinUs < step.us) return false;
        if (this.pass(goUs, stops)) return true;
        leftUs -= goUs;
      }
    }
  }

  /** Lets time pass in the next step, which is a wait. @returns whether it was ended before its time, by `stops` */
  private pass(us: number, stops: () => boolean): boolean {
    const { us: lengthUs, early } = this.steps[this.done] as Extract<Step, { kind: 'pass' }>;
    const { clock, trace } = this.world;
    const isEnd = this.withinUs + us === lengthUs;
    const isOver = (): boolean => isEnd && early !== null && trace.events.length >= early.events;
    const fromUs = clock.nowUs;
    let isStopped = false;
    this.world.advanceTo(fromUs + us, () => {
      isStopped = stops();
      return isStopped || isOver();
    });
    // Stopped, an instant is still completed: its rest would otherwise come after what a person does next.
    if (isStopped && !isOver()) this.world.advanceTo(clock.nowUs, isOver);
    this.withinUs += clock.nowUs - fromUs;
    if (this.withinUs < lengthUs) return isStopped;
    this.done++;
    this.withinUs = 0;
    return isStopped;
  }

  /** Ends the last wait where it has come to. */
  private trim(): void {
    const last = this.steps[this.done];
    if (last?.kind !== 'pass') return;
    this.steps[this.done] = { ...last, us: this.withinUs };
    this.done++;
    this.withinUs = 0;
  }

  /** Extends the last wait, or begins a new one. */
  private extend(us: number): void {
    const last = this.steps[this.done - 1];
    if (last?.kind === 'pass' && last.early === null) {
      this.done--;
      this.withinUs = last.us;
      this.steps[this.done] = { ...last, us: last.us + us };
    } else this.steps.push({ kind: 'pass', us, early: null });
  }

  private perform(doing: Doing): void {
    this.world.trace.record(this.world.clock.nowUs, 'action', actionOf(doing.line));
    if (doing.kind === 'type') this.world.type(doing.text);
    else performIn(this.world, doing.verb, doing.args);
  }

  /** Goes to an instant of the tape, back or forth. */
  seek(us: number): void {
    const toUs = Math.min(Math.max(0, Math.round(us)), this.endUs);
    if (toUs < this.nowUs) this.begin();
    this.advance(Math.max(0, toUs - LOOK_US - this.nowUs));
    this.look();
    this.advance(toUs - this.nowUs);
  }

  /**
   * Forces a decision in the next tick, so that the ages in the firmware's records are up to date. It has no
   * other effect: a quiet tick loses nothing.
   */
  look(): void {
    this.world.processor.loop?.hurry();
  }

  /** Advances to the next tick of the firmware; by 10 ms while it does not run. */
  tick(): void {
    this.look();
    const tickAtUs = this.world.processor.tickAtUs;
    this.advance(tickAtUs === NEVER_US ? 10000 : tickAtUs - this.world.clock.nowUs);
  }

  /**
   * Performs an action now, and removes the rest of the tape after this instant.
   *
   * @throws ScenarioError if the line is not in the language; nothing is done then
   */
  do(line: string): void {
    const doing = readDoing(line, this.world.setup);
    const steps = this.playedSteps();
    this.steps.splice(0, this.steps.length, ...steps, {
      kind: 'do',
      line: actionOf(doing.line),
      doing,
    });
    this.done = this.steps.length;
    this.withinUs = 0;
    this.perform(doing);
  }
}
