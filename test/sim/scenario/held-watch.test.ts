/**
 * Held watch: which reasons are true of a plug that is held, and for how long one that is not may stand.
 */

import { expect, test } from 'vitest';
import { ms } from '../../../sim/clock.ts';
import { HeldWatch } from '../../../sim/scenario/held-watch.ts';
import { Trace } from '../../../sim/trace.ts';

type Values = Readonly<Record<string, string>>;

/** A plug that is held behind a dead socket, while nothing is wrong. */
const held: Values = {
  plug: 'in',
  pin: 'extended',
  socket: 'dead',
  processor: 'on',
  fault: 'none',
};

/** What is said of this, so long after it has begun. */
function said(values: Values, afterMs: number): string {
  const trace = new Trace();
  const watch = new HeldWatch(trace);
  for (const [name, value] of Object.entries({ ...held, ...values })) trace.note(0, name, value);
  expect(watch.look(0)).toBe('');
  return watch.look(ms(afterMs));
}

const falsehoods: [string, Values, number][] = [
  ['free', { drive: 'extend', why: 'free' }, 10000],
  ['free', { coil: '300 permille', why: 'free' }, 10000],
  ['charging', { contactor: 'open', why: 'charging' }, 10000],
  ['stopping', { contactor: 'open', why: 'stopping' }, 10000],
  ['proving-dead', { why: 'proving-dead' }, 10000],
  ['releasing', { why: 'releasing' }, 25000],
  ['restarting', { why: 'restarting' }, 25000],
  ['fault-holds', { why: 'fault-holds' }, 10000],
  ['power-lost', { why: 'power-lost', fault: 'emergency-stop' }, 10000],
  ['sense-unproven', { why: 'sense-unproven' }, 10000],
  ['welded', { why: 'welded', fault: 'power-loss' }, 10000],
  ['unauthorized', { why: 'unauthorized', session: 'permitted' }, 10000],
  ['finished', { why: 'finished', pilot: 'C' }, 10000],
  ['waiting-for-vehicle', { why: 'waiting-for-vehicle', offer: '0 mA' }, 10000],
];

test.each(falsehoods)('%s, where it is not so: until its bound', (why, values, boundMs) => {
  expect(said(values, boundMs)).toBe('');
  const complaint = said(values, boundMs + 1);
  expect(complaint).toBe(
    `L3: the plug is held for long, and the reason that is told is not true: ${why}`,
  );
  for (const free of [
    { plug: 'out' },
    { pin: 'between' },
    { socket: 'live' },
    { processor: 'off' },
  ]) {
    expect(said({ ...values, ...free }, 100000)).toBe('');
  }
});

const truths: Values[] = [
  { drive: 'retract', why: 'free' },
  { coil: '0 permille', why: 'free' },
  { contactor: 'closed', why: 'charging' },
  { contactor: 'closed', why: 'stopping' },
  { fault: 'contacts-unsteady', why: 'proving-dead' },
  { fault: 'release-jam', why: 'releasing' },
  { fault: 'lock-supply-low', why: 'restarting' },
  { fault: 'emergency-stop', why: 'fault-holds' },
  { fault: 'power-loss', why: 'power-lost' },
  { fault: 'latch-unproven', why: 'sense-unproven' },
  { fault: 'welded', why: 'welded' },
  { session: 'waiting', why: 'unauthorized' },
  { pilot: 'B', why: 'finished' },
  { offer: '32000 mA', why: 'waiting-for-vehicle' },
  { why: 'permanent' },
  { why: 'stuck' },
];

test.each(truths)('%o may be said for ever', (values) => {
  expect(said(values, 100000000)).toBe('');
});

test('the bound begins anew with each reason, and a trace without a world is not judged', () => {
  const trace = new Trace();
  const watch = new HeldWatch(trace);
  for (const [name, value] of Object.entries(held)) trace.note(0, name, value);
  trace.note(0, 'why', 'proving-dead');
  expect(watch.look(0)).toBe('');
  expect(watch.look(ms(9000))).toBe('');
  trace.note(ms(9000), 'why', 'fault-holds');
  expect(watch.look(ms(9000))).toBe('');
  expect(watch.look(ms(19000))).toBe('');
  expect(watch.look(ms(19001))).not.toBe('');
  const bare = new Trace();
  bare.note(0, 'why', 'fault-holds');
  const bench = new HeldWatch(bare);
  expect(bench.look(0)).toBe('');
  expect(bench.look(ms(100000))).toBe('');
});
