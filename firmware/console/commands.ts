/**
 * Commands: what can be typed on the console, one row each.
 */

import type { Charger } from '../charger.ts';
import { Clears, clearsOf, codeOf, Fault, type FaultRow, faultRows } from '../control/faults.ts';
import { Why, whyHeld } from '../control/hold-reason.ts';
import { LockPolicy, PROMISED_DELAY_MS, PROMISED_FREE_MS } from '../control/limits.ts';
import { LockOrder } from '../control/outputs.ts';
import { isFree } from '../control/release.ts';
import { openTimeOf } from '../control/retries.ts';
import { mayStart } from '../control/session.ts';
import { Motion } from '../control/signals.ts';
import { Phase } from '../control/state.ts';
import { phaseWords, whyWords } from '../control/words.ts';
import { Role } from '../storage/access.ts';
import { readField } from '../storage/limit-field.ts';
import { expectedOf, NOT_A_VALUE, readValue, writeValue } from '../storage/setting-value.ts';
import { applySetting, createSettings, findSetting, type Setting } from '../storage/settings.ts';
import { COPIES } from '../storage/settings-store.ts';
import { type Command, type Console, say } from './console-state.ts';
import { sayHealth } from './health.ts';
import { limit } from './limit-command.ts';
import { counters, events } from './memory-commands.ts';
import { answer, commission, key, mayCommand, role } from './roles.ts';
import { fitted, levelsOf, missingOf, sense, service } from './service-commands.ts';
import { type ConsoleTrace, reportEverything } from './trace.ts';

export const VERSION = '0.2.0';

/** A back-end waits about this long for the answer to an unlock. [M: 10 s] */
const UNLOCK_ANSWER_MS = 7700;

function word(words: readonly string[], index: number): string {
  const text = words[index];
  return text === undefined ? '' : text;
}

function hello(console: Console, charger: Charger): void {
  const board = charger.board.name;
  say(console, `ok holdfast ${VERSION} ${board} tick ${charger.limits.tickMs} ms`);
  const missing = missingOf(charger);
  if (missing !== '') say(console, `ok without${missing}: see docs/faults.md`);
}

function denySetting(console: Console, name: string): void {
  say(console, `error no setting ${name}; get lists them`);
}

function get(console: Console, charger: Charger, words: readonly string[]): void {
  const name = word(words, 1);
  if (name === '') {
    list(console, listSettings);
    return;
  }
  const setting = findSetting(createSettings(), name);
  if (setting === null) denySetting(console, name);
  else writeSetting(console, charger, setting);
}

/** Begins a list: its lines come one a round. */
function list(console: Console, listing: Console['listing']): void {
  console.listing = listing;
  console.listed = 0;
}

function writeSetting(console: Console, charger: Charger, setting: Setting): void {
  say(
    console,
    `ok ${setting.name} ${writeValue(setting, readField(charger.limits, setting.field))}`,
  );
}

function listSettings(console: Console, charger: Charger, index: number): boolean {
  const settings = createSettings();
  writeSetting(console, charger, settings[index] as Setting);
  return index + 1 >= settings.length;
}

function set(console: Console, charger: Charger, words: readonly string[]): void {
  const name = word(words, 1);
  const setting = findSetting(createSettings(), name);
  if (setting === null) {
    denySetting(console, name);
    return;
  }
  const value = readValue(setting, word(words, 2), word(words, 3));
  if (value === NOT_A_VALUE || words.length > 4) {
    say(console, `error ${name} expects ${expectedOf(setting)}`);
    return;
  }
  if (!mayCommand(console, charger, setting.role)) return;
  const wrong = applySetting(setting, charger.limits, value);
  if (wrong !== '') {
    say(console, `error ${wrong}`);
    return;
  }
  console.unsaved = COPIES;
  console.answers.push(`ok ${name} ${writeValue(setting, value)}`);
  if (charger.limits.releaseDelayMs > PROMISED_DELAY_MS && name === 'release-delay') {
    const promise = `free within ${PROMISED_FREE_MS / 1000} s of every stop`;
    console.answers.push(
      `warning above ${PROMISED_DELAY_MS / 1000} s: a plug is no longer ${promise}`,
    );
  }
}

function start(console: Console, charger: Charger): void {
  const clears = clearsOf(charger.state.fault);
  if (!mayStart(charger.state, charger.seen) && clears < Clears.Person) {
    say(console, 'error start is not heard now: see explain');
    return;
  }
  charger.requests.start = true;
  if (clears === Clears.SelfTest) say(console, 'ok start clears the fault; then start again');
  else say(console, 'ok start');
}

/** A person stops in an app; a manager of energy says that it is one. */
function stop(console: Console, charger: Charger, words: readonly string[]): void {
  charger.requests.stop = true;
  charger.requests.stopper = words[1] === 'manager' ? 'manager' : 'app';
  say(console, 'ok stop');
}

/** The sensed result of an unlock: free, or held and why. */
function answerUnlock(console: Console, charger: Charger): boolean {
  const state = charger.state;
  // Not before the request has been decided on, and not on the way to being locked.
  if (charger.uptimeMs === console.pendingAtMs) return false;
  const isQuiet =
    state.phase === Phase.Idle || state.phase === Phase.Released || state.phase === Phase.Fault;
  const isAtRest = state.lockOrder === LockOrder.Rest && charger.seen.motion !== Motion.Moving;
  if (isQuiet && isAtRest && !state.welded && isFree(state, charger.seen)) {
    say(console, 'unlock free');
    return true;
  }
  const isLate = charger.uptimeMs - console.pendingAtMs >= UNLOCK_ANSWER_MS;
  const why = whyHeld(state, charger.seen, charger.limits);
  // Exactly one veto is final: the outgoing side is not proven dead, and will not be by waiting.
  if (!isLate && why !== Why.Welded) return false;
  say(console, `unlock ${isFreeBy(why) ? 'free' : 'held'} ${whyWords[why]}`);
  return true;
}

/** A driver's plug needs no key; a cable that the owner keeps locked is the owner's. */
function unlock(console: Console, charger: Charger): void {
  const isOwners = charger.limits.lockPolicy === LockPolicy.Permanent;
  if (isOwners && !mayCommand(console, charger, Role.Owner)) return;
  charger.requests.unlock = true;
  console.pending = answerUnlock;
  console.pendingAtMs = charger.uptimeMs;
  say(console, 'ok unlock');
}

/** The socket does not hold the plug. */
function isFreeBy(why: Why): boolean {
  return why === Why.Free || why === Why.WeldedFree;
}

/** Why locked or not, which end, what next. */
function explain(console: Console, charger: Charger): void {
  const state = charger.state;
  const why = whyHeld(state, charger.seen, charger.limits);
  const held = isFreeBy(why) ? 'free' : 'held';
  say(console, `socket ${held} because ${whyWords[why]}, phase ${phaseWords[state.phase]}`);
  say(console, 'vehicle unknown');
  if (why === Why.HoldingOff) {
    const leftMs = openTimeOf(state, charger.limits) - state.openForMs;
    const next = Math.floor((leftMs + 999) / 1000);
    say(console, `opened ${state.retries} times by faults, next try in ${next} s`);
  }
  const isDangerous = state.fault === Fault.EarthFault;
  say(console, `next ${isDangerous ? 'hands-off' : nextStep(why, state.fault)}`);
}

/** What a person can do now: the name of a step, whose words stand in `sim/view/words/` in every language. */
function nextStep(why: Why, fault: Fault): string {
  if (why === Why.Free) return 'pull';
  // The same frees a pin that cannot go back, and lets one in that could not go in.
  if (why === Why.Stuck || (why === Why.FaultHolds && fault === Fault.LockJam)) return 'push-stop';
  if (why === Why.Welded || why === Why.WeldedFree) return 'do-not-pull';
  if (why === Why.Permanent) return 'owner';
  if (why === Why.PowerLost || why === Why.FaultHolds) return 'press-stop';
  if (why === Why.Unauthorized) return 'authorise';
  const isSession = why === Why.Charging || why === Why.Finished || why === Why.Paused;
  const isWaiting = why === Why.WaitingForVehicle || why === Why.WakingVehicle;
  return isSession || isWaiting || why === Why.HoldingOff ? 'stop-or-unplug' : 'wait';
}

function faults(console: Console, charger: Charger): void {
  const fault = charger.state.fault;
  if (fault === Fault.None) say(console, 'ok faults none');
  else say(console, `ok fault ${(faultRows[fault] as FaultRow).name} ${codeOf(fault)}`);
  if (fault === Fault.ProofStuck) {
    say(console, `ok proof that did not say closed:${levelsOf(charger.silentProofs)}`);
  }
}

/** How dirty the pilot is, for the person who would otherwise need an oscilloscope. */
function pilot(console: Console, charger: Charger): void {
  const high = charger.readings.pilotHighMillivolts;
  const low = charger.readings.pilotLowMillivolts;
  const sense = charger.pilot;
  say(console, `ok pilot high ${high} mV low ${low} mV`);
  say(console, `ok pilot glitches ${sense.glitches} last ${sense.glitchMillivolts} mV`);
}

function help(console: Console): void {
  list(console, listCommands);
}

function listCommands(console: Console, _charger: Charger, index: number): boolean {
  const commands = console.createCommands();
  const command = commands[index] as Command;
  say(console, `ok ${command.name}${command.usage}`);
  return index + 1 >= commands.length;
}

function command(name: string, usage: string, run: Command['run'], role: Role): Command {
  return { name: name, role: role, usage: usage, run: run };
}

/** Every command. `report` is switched by `trace`. */
export function createCommands(trace: ConsoleTrace): Command[] {
  const switchTrace = (console: Console, _charger: Charger, words: readonly string[]): void => {
    const text = word(words, 1);
    if (text !== 'on' && text !== 'off') {
      say(console, 'error trace expects on | off');
      return;
    }
    trace.on = text === 'on';
    if (trace.on) reportEverything(trace);
    say(console, `ok trace ${text}`);
  };
  return [
    command('hello', ': who is there', hello, Role.Driver),
    command('explain', ': why the plug is held or free, and what next', explain, Role.Driver),
    command('start', ': authorise, or start again', start, Role.Driver),
    command('authorize', ': the same as start', start, Role.Driver),
    command('stop', ' [manager]: end the session, release the plug', stop, Role.Driver),
    command(
      'unlock',
      ': release, whatever the policy; answers what was sensed',
      unlock,
      Role.Driver,
    ),
    command(
      'limit',
      ' N A [for N s] | off: the most that is offered; alone: what stands',
      limit,
      Role.Driver,
    ),
    command('faults', ': what stands', faults, Role.Driver),
    command('get', ' [NAME]: settings', get, Role.Driver),
    command('set', ' NAME VALUE UNIT: a setting', set, Role.Driver),
    command('pilot', ': levels and glitches', pilot, Role.Driver),
    command('health', ': uptime, lateness, memory, what hardware opened', sayHealth, Role.Driver),
    command('events', ' [N]: the last 32, over power cuts', events, Role.Driver),
    command('counters', ': strokes, openings, starts, wake-ups', counters, Role.Driver),
    command('sense', ' NAME: a reading as it stands', sense, Role.Driver),
    command('fitted', ': the lock part, its windows, the proofs', fitted, Role.Driver),
    command(
      'service',
      ' extend | retract | stall | end: at the bench, no plug in',
      service,
      Role.Installer,
    ),
    command('role', ' [driver | owner | installer]: who may command now', role, Role.Driver),
    command('answer', ' HEX: to the challenge of role', answer, Role.Driver),
    command('key', ' owner | installer HEX | none: sets a key', key, Role.Owner),
    command('commission', ' begin | end: from its end on roles count', commission, Role.Installer),
    command('trace', ' on | off: say everything now, then every change', switchTrace, Role.Driver),
    command('help', ': this list', help, Role.Driver),
  ];
}
