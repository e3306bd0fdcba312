/**
 * Witness: what it cannot see it does not judge, and says so; what it can is judged to the millisecond, with
 * the limits that are in force on the board.
 */

import { expect, test } from 'vitest';
import { Master } from '../../../firmware/control/limits.ts';
import { joinCoverage, writeCoverage } from '../../../hil/rules/coverage.ts';
import { TraceGuard } from '../../../hil/rules/trace-guard.ts';
import { WatchedTarget } from '../../../hil/rules/watched-target.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { type Result, runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';
import type { TraceEvent } from '../../../sim/trace.ts';
import { createSetup, type Setup } from '../../../sim/world/setup.ts';

const grain = { edgesMs: 2, beliefsMs: 2 };
const all = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10', 'R11'];
const session = [
  'plug in',
  'car in',
  'expect contacts closed within 5 s',
  'after 2 s car B',
  'expect contactor open within 40 ms',
  'after 1 s press stop',
  'expect latch unlocked within 8 s',
];

const charging = session.slice(0, 3);

function play(lines: readonly string[], target = new WatchedTarget(new SimTarget())) {
  const scenario = parseScenario('a.scenario', ['scenario A', ...lines].join('\n'))[0] as Scenario;
  return runScenario(scenario, target);
}

/** A session of the simulator's, to be told again with something changed. */
const whole: Promise<Result> = play(session);

function observe(events: readonly TraceEvent[], setup: Setup = createSetup()): TraceGuard {
  const guard = new TraceGuard(setup, grain);
  for (const event of events) guard.observe(event);
  guard.settle();
  return guard;
}

/** The events with the last one of a name moved in time, in their new order. */
function shift(events: readonly TraceEvent[], name: string, value: string, ms: number) {
  const last = lastOf(events, name, value);
  const moved = events.map((event) =>
    event === last ? { ...event, atUs: event.atUs + ms * 1000 } : event,
  );
  return moved.sort((a, b) => a.atUs - b.atUs);
}

function lastOf(events: readonly TraceEvent[], name: string, value: string): TraceEvent {
  return events
    .filter((event) => event.name === name && event.value === value)
    .at(-1) as TraceEvent;
}

const ruleOf = (guard: TraceGuard): string => guard.broken?.rule ?? 'none';

test('a trace of a sound board breaks nothing, and everything is judged', async () => {
  const { events, passed } = await whole;
  expect(passed).toBe(true);
  const guard = observe(events);
  expect(ruleOf(guard)).toBe('none');
  expect(guard.judged.notJudged).toEqual([]);
  expect(guard.judged.judged).toEqual(expect.arrayContaining([...all, 'live-unlatched']));
});

test('a contactor that opens 31 ms after the pilot is on time for the stamps, 33 ms is not', async () => {
  const { events } = await whole;
  const late = (ms: number): TraceGuard => observe(shift(events, 'contactor', 'open', ms));
  expect(ruleOf(late(31))).toBe('none');
  const guard = late(33);
  expect(ruleOf(guard)).toBe('R3');
  expect(guard.broken?.message).toMatch(
    /^R3 is broken \(never stay closed after the pilot .*\): contactor closed for \d+ ms, pilot B for 3[23](\.\d)? ms$/,
  );
  expect(guard.broken?.atUs).toBe(lastOf(events, 'pilot', 'B').atUs + 32000);
});

test('a board that hangs closed and tells nothing more is found out by time alone', async () => {
  const { events } = await whole;
  const left = lastOf(events, 'pilot', 'B');
  const told = events.filter(({ atUs }) => atUs < left.atUs);
  const guard = observe([...told, left]);
  expect(ruleOf(guard)).toBe('none');
  guard.passTo(left.atUs + 1000000);
  expect(ruleOf(guard)).toBe('R3');
});

for (const [missing, ...unjudged] of [
  ['drive', 'R1', 'R2', 'R6', 'R7', 'R9'],
  ['latch', 'R2', 'R4', 'R6', 'R8'],
  ['contactor', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R9', 'R10'],
  ['contacts', 'R1', 'R6', 'R9'],
  ['duty', 'R8', 'R11'],
  ['pilot', 'R3', 'R8'],
] as const) {
  test(`without ${missing}, ${unjudged.join(' ')} are not judged, and nothing is called broken`, async () => {
    const { events } = await whole;
    const guard = observe(events.filter(({ name }) => name !== missing));
    expect(ruleOf(guard)).toBe('none');
    const { judged, notJudged } = guard.judged;
    expect(all.filter((rule) => !judged.includes(rule))).toEqual(unjudged);
    for (const rule of unjudged) {
      expect(notJudged.join('\n')).toMatch(
        new RegExp(`^${rule}: ${missing}.* is not sensed$`, 'm'),
      );
    }
  });
}

test('an input that is not fitted is named, though the firmware believes something of it', async () => {
  const target = new WatchedTarget(new SimTarget());
  await play(['given residual sensor none', ...session], target);
  const { judged, notJudged } = target.judged as NonNullable<typeof target.judged>;
  const unfitted = ['R4', 'R8', 'R10'].map((rule) => `${rule} by residual: not fitted`);
  expect(notJudged).toEqual(unfitted);
  expect(judged).toEqual(expect.arrayContaining(all));
});

test('a rule that is finer than the stamps is not judged, and the others are', async () => {
  const { events } = await whole;
  const coarse = new TraceGuard(createSetup(), { edgesMs: 5, beliefsMs: 600 });
  // The latch is said to be locked only after the contactor has closed: so late does that console speak.
  const closed = lastOf(events, 'contactor', 'closed');
  const late = (closed.atUs - lastOf(events, 'latch', 'locked').atUs) / 1000 + 50;
  for (const event of shift(events, 'latch', 'locked', late)) coarse.observe(event);
  coarse.settle();
  expect(ruleOf(coarse)).toBe('none');
  const { judged, notJudged } = coarse.judged;
  expect(notJudged).toEqual([
    'R1: it is about 250 ms, and beliefs are known to ± 600 ms only',
    'R2: it is about 30 ms, and beliefs are known to ± 600 ms only',
  ]);
  expect(judged).toEqual(expect.arrayContaining(all.slice(2)));
  // To the millisecond the same trace is a contactor that closes on an open latch.
  expect(ruleOf(observe(shift(events, 'latch', 'locked', late)))).toMatch(/^R[28]$/);
});

test('a computer that turns out to be late makes the rules as much less exact from then on', async () => {
  const { events } = await whole;
  const late = (ms: number): TraceGuard => {
    const guard = new TraceGuard(createSetup(), grain);
    for (const event of shift(events, 'contactor', 'open', ms)) {
      if (event.name === 'contactor') guard.tolerate({ edgesMs: 92, beliefsMs: 92 });
      guard.observe(event);
    }
    guard.settle();
    return guard;
  };
  // To the millisecond the limit is 32 ms.
  expect(ruleOf(late(110))).toBe('none');
  expect(ruleOf(late(150))).toBe('R3');
});

test('a lock that a target has fitted by itself is the one that is judged', async () => {
  const target = new WatchedTarget(
    new SimTarget((setup) => {
      setup.lock = 'harting-magnetic';
    }),
  );
  const { failure } = await play(charging, target);
  expect(failure).toBe(null);
  expect(target.judged?.notJudged[0]).toBe('R7: drive is not sensed');
});

test('a trace with lost lines is not judged by the rules any more, however it goes on', async () => {
  const { events } = await whole;
  const late = shift(events, 'contactor', 'open', 100);
  expect(ruleOf(observe(late))).toBe('R3');
  const closed = lastOf(late, 'contacts', 'closed');
  const lost = { name: 'lost', value: '3', atUs: closed.atUs };
  const guard = observe(late.flatMap((event) => (event === closed ? [event, lost] : event)));
  expect(ruleOf(guard)).toBe('none');
  expect(guard.judged.notJudged).toContain("R3: the board's trace has lost 3 lines");
  expect(guard.judged.judged).toEqual(expect.arrayContaining(['live-unlatched']));
  expect(guard.judged.judged).not.toContain('R3');
});

test('the owner who sets less at the console is obeyed by the judge as well', async () => {
  const lines = [
    'plug in',
    'car in',
    'expect duty 533 permille within 5 s',
    'set installation 10 A',
    'expect duty 166 permille within 6 s',
  ];
  const { events, passed } = await play(lines);
  expect(passed).toBe(true);
  // The board that goes on offering 32 A is given 5 s to change its offer, and 30 ms to act.
  const deaf = events.filter(({ value }) => value !== '166 permille');
  const guard = observe(deaf);
  guard.passTo((events.at(-1)?.atUs ?? 0) + 6000000);
  expect(ruleOf(guard)).toBe('R8');
});

const resumes = ['expect contacts closed within 30 s', 'after 1 s hello'];

test('a setting that a power cut has taken with it is not in force for the judge either', async () => {
  const target = new WatchedTarget(new SimTarget());
  const lines = [...charging, 'set minimum-open 60 s', 'after 2 s rail dip for 100 ms', ...resumes];
  const { failure } = await play(lines, target);
  expect(failure).toBe(null);
  expect(target.judged?.notJudged).toEqual([]);
});

test('a setting that was stored is in force after a power cut', async () => {
  const cold = ['set minimum-open 20 s', 'after 1 s', ...charging, 'after 2 s rail dip for 100 ms'];
  const { events, failure } = await play([...cold, ...resumes]);
  expect(failure).toBe(null);
  // The same trace of a board that closes again a second too early.
  const early = shift(events, 'contactor', 'closed', -1500);
  expect(ruleOf(observe(early))).toBe('R5');
});

test('where nobody can know whether a setting was stored, nothing is judged by it', async () => {
  const target = new WatchedTarget(new SimTarget());
  const lines = [
    'set minimum-open 60 s',
    'after 150 ms rail dip for 100 ms',
    ...charging.slice(0, 2),
  ];
  await play([...lines, 'after 20 s hello'], target);
  expect(target.judged?.judged).not.toContain('R5');
  expect(target.judged?.notJudged[0]).toMatch(/^R1: a setting was changed so shortly before/);
});

test('a reset lets every output fall to its pull-down: nobody has commanded that', async () => {
  const lines = ['given lock harting-magnetic', ...session.slice(0, 3), 'reset watchdog', 'hello'];
  const { failure } = await play(lines);
  expect(failure).toBe(null);
});

test('several runs: what any of them judged, and every gap with the runs that had it', () => {
  const one = { judged: ['R1', 'R7'], notJudged: ['R2: latch is not sensed'] };
  const two = { judged: ['R1'], notJudged: ['R2: latch is not sensed', 'R7: drive is not sensed'] };
  const joined = joinCoverage([one, two]);
  expect(joined.judged).toEqual(['R1', 'R7']);
  expect(writeCoverage(joined)).toBe(
    'rules and hazards judged: R1 R7; not judged: R2: latch is not sensed; R7: drive is not sensed (1 of 2 scenarios)',
  );
});

test('after an e-stop the board that closes before somebody has acted is found out', async () => {
  const stopped = ['after 2 s emergency-stop press', 'after 1 s emergency-stop release'];
  const lines = [...charging, ...stopped, 'after 20 s press start', ...resumes];
  const { events, failure } = await play(lines);
  expect(failure).toBe(null);
  expect(ruleOf(observe(events))).toBe('none');
  const unpressed = events.filter(({ value }) => value !== 'press start');
  expect(ruleOf(observe(unpressed))).toBe('R10');
});

test('a required master that has fallen silent: who goes on offering more is found out', async () => {
  const lines = ['given master required', ...charging, 'limit 16 A for 10 s', 'after 20 s explain'];
  const setup = createSetup();
  setup.limits.push((limits) => {
    limits.master = Master.Required;
  });
  const { events, failure } = await play(lines);
  expect(failure).toBe(null);
  expect(ruleOf(observe(events, setup))).toBe('none');
  const endUs = events.at(-1)?.atUs ?? 0;
  // The offer of 6 A that follows the term is left out, and after it everything else about the duty.
  const last = lastOf(events, 'duty', '100 permille');
  const stubborn = observe(
    events.filter((event) => event !== last),
    setup,
  );
  stubborn.passTo(endUs);
  expect(ruleOf(stubborn)).toBe('R11');
  const given = lastOf(events, 'answer', 'ok limit 16 A for 10 s then 6 A');
  const lateMs = ((stubborn.broken?.atUs ?? 0) - given.atUs) / 1000 - 10000;
  expect(lateMs).toBeGreaterThan(5000);
  expect(lateMs).toBeLessThan(5100);
  // A limit without a term is nobody's word that the master lives.
  const unled = events.map((event) =>
    event === given ? { ...event, value: 'ok limit 16 A' } : event,
  );
  expect(ruleOf(observe(unled, setup))).toBe('R11');
  expect(ruleOf(observe(unled))).toBe('none');
});

test('what hardware opens while the program hangs is no weld; a weld that is told afterwards is one', async () => {
  const hang = ['after 2 s stall 300 ms', 'emergency-stop press'];
  const lines = ['given reflex timers', ...charging, ...hang, 'expect pin withdrawn within 5 s'];
  const { events, failure } = await play(lines);
  expect(failure).toBe(null);
  expect(ruleOf(observe(events))).toBe('none');
  // Without the hang, the same board has watched closed contacts for 250 ms behind an open command.
  const watched = events.filter(({ value }) => value !== 'stall 300 ms');
  expect(ruleOf(observe(watched))).toBe('R9');
  // And so it has when its contacts open only 260 ms after the hang.
  const stall = lastOf(events, 'action', 'stall 300 ms');
  const opened = lastOf(events, 'contacts', 'open');
  const late = (ms: number): TraceGuard =>
    observe(shift(events, 'contacts', 'open', (stall.atUs - opened.atUs) / 1000 + 300 + ms));
  expect(ruleOf(late(240))).not.toBe('R9');
  expect(ruleOf(late(260))).toBe('R9');
});
