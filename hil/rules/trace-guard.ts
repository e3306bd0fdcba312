/**
 * Trace guard: the rules R1 to R11 once more, from outside. It uses the same `checkRules` as the guard on the
 * board, with only the trace as input; it shares no memory with that guard and uses none of its verdicts.
 *
 * Its memory of a weld persists over every restart of the board.
 */

import { NOT_SO, RESTED_MS } from '../../firmware/control/age.ts';
import type { Limits } from '../../firmware/control/limits.ts';
import { createOutputs } from '../../firmware/control/outputs.ts';
import { ruleWords } from '../../firmware/control/words.ts';
import { createGuard, type Guard, isStroke, Rule, remember } from '../../firmware/guard/memory.ts';
import { checkRules } from '../../firmware/guard/rules.ts';
import { scaleOf } from '../../firmware/storage/setting-value.ts';
import { Unit } from '../../firmware/storage/settings.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import { limitsOf, type Setup } from '../../sim/world/setup.ts';
import { ConfirmedSettings } from './confirmed-settings.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { ruleRows } from './rule-rows.ts';
import { allow, type Tolerance, tooFine } from './tolerance.ts';
import { TraceSignals } from './trace-signals.ts';

/** A stroke that lasts too long is detected at the latest after this time, even without a new event. */
const STROKE_LOOK_MS = 10;
/** A person's act is believed by the board within this time. */
const ACT_US = 200000;
/** The board takes a limit: what it says of the term. */
const LIMIT = /^ok limit (?:off|[\d.]+ m?A)(?: for ([\d.]+) (\w+) then .*)?$/;
/** What a person does at the charger, as the scenario says it. */
const ACTS = /^(press (start|stop)|(type )?(start|authorize))$/;
/** The program is made to stand still. */
const STALL = /^stall ([\d.]+) ?(\w+)$/;

export interface BrokenRule {
  readonly rule: string;
  readonly atUs: number;
  /** The forbidden behaviour, and the values at that instant. */
  readonly message: string;
}

export class TraceGuard {
  /** The first broken rule; null while there is none. */
  broken: BrokenRule | null = null;
  private readonly signals = new TraceSignals();
  private readonly settings: ConfirmedSettings;
  private allowed: Limits;
  private guard: Guard;
  private nowUs = 0;
  private isRunning = true;
  private offAtUs = 0;
  /** Until then the board may still act on a person's request. */
  private actedUntilUs = -1;
  /** Until then the program stands still. */
  private stalledUntilUs = 0;
  /** An event of this instant is not judged yet. */
  private isUnsettled = false;
  /** Why the trace is incomplete; empty while it is complete. */
  private blind = '';
  /** Why a hazard could not be judged by the stamps that it has, by its name. */
  private readonly doubts = new Map<string, string>();

  /**
   * @param setup what is fitted and set
   */
  constructor(
    private readonly setup: Setup,
    private tolerance: Tolerance,
  ) {
    this.settings = new ConfirmedSettings(limitsOf(setup));
    this.allowed = allow(this.settings.limits, tolerance);
    // A board whose journal cannot be read must assume a weld; so does this guard.
    this.guard = createGuard(this.allowed, setup.journal === 'empty', RESTED_MS, 0);
  }

  /** From now on, stamps are known as well as this. */
  tolerate(tolerance: Tolerance): void {
    this.tolerance = tolerance;
    this.allowed = allow(this.settings.limits, tolerance);
  }

  /** Takes an event of the trace. */
  observe(event: TraceEvent): void {
    this.passTo(event.atUs);
    if (event.name === 'processor') this.followProcessor(event.value === 'on');
    else if (event.name === 'answer') this.followAnswer(event.value);
    else if (event.name === 'action') this.followAction(event.value);
    else if (event.name === 'unjudged') this.followDoubt(event.value);
    else if (event.name === 'lost') {
      this.blind = `the board's trace has lost ${event.value} lines`;
    }
    if (this.signals.take(event)) this.isUnsettled = true;
    this.settings.followContactor(this.signals.outputs.contactorClosed, this.nowUs);
  }

  /** All events of this instant have been taken: judges them. */
  settle(): void {
    if (!this.isUnsettled) return;
    this.isUnsettled = false;
    this.judge(0);
  }

  /** Time has passed: a state that lasts too long breaks a rule without a new event. */
  passTo(atUs: number): void {
    if (this.nowUs < atUs) this.settle();
    if (this.nowUs < this.stalledUntilUs && this.stalledUntilUs < atUs) {
      this.passTo(this.stalledUntilUs);
    }
    while (this.nowUs < atUs) {
      const leftMs = (atUs - this.nowUs) / 1000;
      const lookMs = isStroke(this.guard.drive) ? STROKE_LOOK_MS : Math.max(1, this.guard.dueMs);
      const passedMs = Math.min(leftMs, lookMs);
      this.nowUs = passedMs === leftMs ? atUs : this.nowUs + passedMs * 1000;
      this.judge(passedMs);
    }
  }

  /** The rules that could be judged on this rig, and the others with the reason. */
  get judged(): Coverage {
    const fine = new Map([...tooFine(this.settings.limits, this.tolerance), ...this.doubts]);
    return coverageOf(this.signals, this.setup, this.blind, fine);
  }

  private followProcessor(isOn: boolean): void {
    this.isRunning = isOn;
    if (!isOn) {
      this.offAtUs = this.nowUs;
      if (!this.settings.restart(this.nowUs)) {
        this.blind = 'a setting was changed so shortly before a restart that it may be lost';
      }
      this.allowed = allow(this.settings.limits, this.tolerance);
      // Every output is at its pull-down, reported or not, without a command.
      this.isUnsettled = false;
      Object.assign(this.signals.outputs, createOutputs());
      return;
    }
    const isPowerOn = this.signals.wordOf('rail') !== 'on';
    const restedForMs = isPowerOn ? RESTED_MS : (this.nowUs - this.offAtUs) / 1000;
    this.guard = createGuard(this.allowed, this.guard.welded, restedForMs, this.guard.bars);
  }

  /**
   * The owner's settings are limits of the rules as well; whether the trace is printed is a person's choice.
   */
  private followAnswer(answer: string): void {
    if (answer === 'ok trace off') this.blind = 'the trace was switched off';
    this.followLimit(answer);
    if (!this.settings.confirm(answer, this.nowUs)) return;
    this.allowed = allow(this.settings.limits, this.tolerance);
  }

  /** `stroke-over-rating: a stroke has lasted…`. */
  private followDoubt(said: string): void {
    const [hazard = '', ...why] = said.split(': ');
    this.doubts.set(hazard, why.join(': '));
  }

  /** A limit is the master's if it has a term. */
  private followLimit(answer: string): void {
    const given = LIMIT.exec(answer);
    if (given === null) return;
    const [, count, unit] = given;
    const { seen } = this.signals;
    seen.limited = true;
    seen.termMs =
      count === undefined ? NOT_SO : Number(count) * scaleOf(Unit.Milliseconds, unit ?? '');
    this.isUnsettled = true;
  }

  private followAction(action: string): void {
    if (ACTS.test(action)) this.actedUntilUs = this.nowUs + ACT_US;
    const stall = STALL.exec(action);
    if (stall === null) return;
    const [, count, unit] = stall;
    const stalledMs = Number(count) * scaleOf(Unit.Milliseconds, unit ?? '');
    this.stalledUntilUs = this.nowUs + stalledMs * 1000;
  }

  private judge(elapsedMs: number): void {
    if (!this.isRunning || this.broken !== null || this.blind !== '') return;
    // Hardware may open meanwhile. A program that looks at nothing says nothing of a weld: the age begins again.
    if (this.nowUs <= this.stalledUntilUs) this.guard.unopenForMs = NOT_SO;
    const { seen, outputs } = this.signals;
    seen.elapsedMs = elapsedMs;
    seen.watchedMs = elapsedMs;
    seen.person = this.nowUs <= this.actedUntilUs;
    const rule = checkRules(this.guard, seen, { ...outputs }, this.allowed);
    seen.limited = false;
    if (rule === Rule.None) return;
    const name = ruleWords[rule] as string;
    if (!this.judged.judged.includes(name)) {
      // Broken only by a value that is not sensed: this proves nothing, and later events are still judged.
      this.guard.tripped = Rule.None;
      remember(this.guard, outputs, this.allowed);
      return;
    }
    const row = ruleRows.find((one) => one.name === name);
    const names = [...(row?.needs ?? []), ...(row?.by ?? [])].flatMap((need) => need.split('|'));
    const what = this.signals.describe(names, this.nowUs);
    const message = `${name} is broken (never ${row?.never}): ${what}`;
    this.broken = { rule: name, atUs: this.nowUs, message };
  }
}
