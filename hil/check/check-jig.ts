/**
 * Check of a rig with a jig: the jig answers in time; the firmware that ships senses everything that the jig
 * switches; every output of the board is at rest and changes; and the lock moves in the ordered direction.
 */

import { createLimits } from '../../firmware/control/limits.ts';
import { fittedOf, jigUncertaintyMs, partsOf, type Rig } from '../rig/rig.ts';
import type { RigSession } from '../rig/session.ts';
import type { Finding } from './check-finding.ts';
import { JigAnswers } from './jig-answers.ts';
import { checkMove, move, moves, SENSED_MS } from './jig-moves.ts';
import { type LockHand, provePolarity } from './polarity.ts';
import { checkTiming } from './timing.ts';

/** Restart, lock reset, self-test, rest of the actuator. */
const IDLE_MS = 15000;
/** The longest stroke of a part, and its rest. */
const REST_MS = 6000;
const STROKE_MS = 2000;
const SETTLE_MS = 500;

function lacks(rig: Rig, need: string): boolean {
  return fittedOf(rig)?.includes(need) !== true;
}

function without(rig: Rig, what: string, need: string): Finding {
  return { what, verdict: 'skipped', detail: `${rig.name} has no "${need}"` };
}

/** Buttons are not reported in the trace; their state is requested while they are pressed. */
async function checkButton(jig: JigAnswers, name: 'stop' | 'start'): Promise<Finding> {
  await jig.set(name, 'pressed');
  const [answer = ''] = await jig.session.product.ask('sense levels', ['ok sense levels']);
  await jig.set(name, 'released');
  const isSeen = answer.includes(` ${name}-button`);
  const detail = isSeen ? 'sensed' : `expected ${name}-button, the board answers "${answer}"`;
  return { what: `${name} button`, verdict: isSeen ? 'ok' : 'wrong', detail };
}

/** The value at rest of every net that this rig senses. */
function restsOf(rig: Rig): (readonly [string, string])[] {
  const levels = lacks(rig, 'outgoing-voltage')
    ? ['contactor', 'extend', 'retract']
    : ['contactor', 'extend', 'retract', 'live'];
  const rows = levels.map((net) => [net, '0'] as const);
  return rig.kind === 'gpio' ? rows : [...rows, ['duty', '1000']];
}

async function* checkRest(jig: JigAnswers, rig: Rig): AsyncGenerator<Finding> {
  jig.client.send('look');
  await jig.until(() => jig.netOf('contactor') !== 'never seen', SENSED_MS);
  for (const [net, safe] of restsOf(rig)) {
    const tookMs = await jig.untilSeen(net, safe, SENSED_MS);
    const found = jig.netOf(net);
    const detail =
      tookMs < 0 ? `expected ${safe} at rest, the jig sees ${found}` : `rests at ${safe}`;
    yield { what: `output ${net}`, verdict: tookMs < 0 ? 'wrong' : 'ok', detail };
  }
}

async function* checkSupply(jig: JigAnswers, rig: Rig): AsyncGenerator<Finding> {
  if (lacks(rig, 'supply')) yield without(rig, 'supply', 'supply');
  else {
    jig.client.send('off');
    yield await checkMove(jig, move('supply', 'supply', 'off', 'supply no'));
    yield await checkMove(jig, move('supply', 'supply', 'on', 'supply yes'));
  }
  const tookMs = await jig.untilSaid('phase idle', IDLE_MS);
  const detail =
    tookMs < 0
      ? `phase ${jig.report.valueOf('phase')}, fault ${jig.report.valueOf('fault')}`
      : `after ${tookMs} ms`;
  yield { what: 'board waits for a plug', verdict: tookMs < 0 ? 'wrong' : 'ok', detail };
}

/** The lock in service: the firmware's own driver keeps the part's rating, and refuses with a plug in. */
function jigLock(jig: JigAnswers, rig: Rig): LockHand {
  const isPlayed = !lacks(rig, 'latch');
  return {
    whyNone: 'the latch is played by a relay: no motor is there whose wires could be swapped',
    latch: async () => {
      if (isPlayed) return 'none';
      const said = jig.report.valueOf('latch');
      return said === 'locked' || said === 'unlocked' ? said : 'neither';
    },
    stroke: async (way) => {
      const other = way === 'extend' ? 'retract' : 'extend';
      await jig.untilSaid('motion rested', REST_MS);
      const orders = ['ok service', 'error service'];
      const [answer = ''] = await jig.session.product.ask(`service ${way}`, orders);
      if (answer.startsWith('error')) return answer;
      const isDriven = (): boolean => jig.netOf(way) === '1' || jig.netOf(other) === '1';
      if ((await jig.until(isDriven, STROKE_MS)) < 0) return 'the jig sees neither input driven';
      const isSwapped = jig.netOf(other) === '1';
      await jig.until(() => !isDriven(), STROKE_MS);
      // The firmware reads its latch once more when the pin is at rest.
      await jig.until(() => false, SETTLE_MS);
      return isSwapped ? `the jig sees ${other} driven: the bridge's two inputs are swapped` : '';
    },
  };
}

async function checkLock(jig: JigAnswers, rig: Rig): Promise<Finding> {
  const finding = await provePolarity(jigLock(jig, rig));
  await jig.session.product.ask('service end', ['ok service', 'error service']);
  return finding;
}

/** A short charge: the pilot's duty, the contactor and the outgoing side must change. */
async function* checkCharge(jig: JigAnswers, rig: Rig): AsyncGenerator<Finding> {
  const need = ['car', 'proximity', 'supply'].find((word) => lacks(rig, word));
  if (need !== undefined) {
    yield without(rig, 'a short charge', need);
    return;
  }
  const patienceMs = createLimits().minOpenMs + IDLE_MS;
  const net = async (name: string, isSo: () => boolean): Promise<Finding> => {
    const tookMs = await jig.until(isSo, patienceMs);
    const what = `output ${name} moves`;
    if (tookMs >= 0)
      return { what, verdict: 'ok', detail: `${jig.netOf(name)} after ${tookMs} ms` };
    const why = jig.report.valueOf('why');
    return { what, verdict: 'wrong', detail: `the jig sees ${jig.netOf(name)}; why: ${why}` };
  };
  await jig.untilSaid('phase idle', IDLE_MS);
  await jig.set('proximity', '220');
  await jig.set('car', 'B');
  if (rig.kind === 'gpio') {
    const detail = 'no pin of a computer measures a PWM: the offer is read from the console';
    yield { what: 'output duty moves', verdict: 'skipped', detail };
    await jig.until(() => !['0 mA', 'not known'].includes(jig.report.valueOf('offer')), patienceMs);
  } else yield await net('duty', () => !['0', '1000'].includes(jig.netOf('duty')));
  await jig.set('car', 'C');
  yield await net('contactor', () => jig.netOf('contactor') === '1');
  if (lacks(rig, 'outgoing-voltage')) yield without(rig, 'output live moves', 'outgoing-voltage');
  else yield await net('live', () => jig.netOf('live') === '1');
  await jig.set('car', 'A');
  yield await net('contactor', () => jig.netOf('contactor') === '0');
  await jig.set('proximity', 'none');
  for (const way of ['extend', 'retract']) yield await net(way, () => jig.driven.has(way));
}

function uncertaintyOf(rig: Rig): Finding {
  const ms = jigUncertaintyMs(rig);
  const detail = `what the jig stamps is known to ± ${ms} ms, ${rig.relayMs} ms of them its relays`;
  return { what: 'uncertainty', verdict: 'ok', detail };
}

async function checkFitted(jig: JigAnswers, rig: Rig): Promise<Finding> {
  const [answer = ''] = await jig.session.product.ask('fitted', [
    'ok fitted lock',
    'ok fitted sol',
  ]);
  const found = answer.split(' ')[3] ?? '';
  const isIt = found === rig.lock;
  const detail = isIt ? found : `the rig file states ${rig.lock}, the board has ${found}`;
  return { what: 'lock part', verdict: isIt ? 'ok' : 'wrong', detail };
}

/**
 * Every check but the charge. The order ensures that no check moves a lock that an earlier check has not
 * seen.
 */
async function* checkParts(jig: JigAnswers, rig: Rig): AsyncGenerator<Finding> {
  yield* checkRest(jig, rig);
  yield* checkSupply(jig, rig);
  for (const one of moves) {
    if (lacks(rig, one.need)) yield without(rig, `${one.part} ${one.word}`, one.need);
    else yield await checkMove(jig, one);
  }
  if (lacks(rig, 'buttons')) yield without(rig, 'buttons', 'buttons');
  else for (const name of ['start', 'stop'] as const) yield await checkButton(jig, name);
  yield await checkLock(jig, rig);
}

async function* checkAll(jig: JigAnswers, rig: Rig): AsyncGenerator<Finding> {
  const { product } = jig.session;
  const hello = jig.client.expect('hello', (message) => message.startsWith('jig '));
  jig.client.send('hello');
  yield { what: 'jig', verdict: 'ok', detail: await hello };
  const [board = ''] = await product.ask('hello', ['ok holdfast']);
  yield { what: 'board', verdict: 'ok', detail: board.slice(3) };
  yield await checkFitted(jig, rig);
  yield await checkTiming(jig.client);
  yield uncertaintyOf(rig);
  jig.client.send('off');
  await product.ask('trace on', ['ok trace on']);
  await jig.until(() => jig.report.isWhole, SENSED_MS);
  let isSound = true;
  for await (const finding of checkParts(jig, rig)) {
    if (finding.verdict === 'wrong') isSound = false;
    yield finding;
  }
  if (isSound) yield* checkCharge(jig, rig);
  else yield { what: 'a short charge', verdict: 'skipped', detail: 'not tried on a rig like this' };
}

/** @throws BenchError where jig or board do not answer at all */
export async function* checkJig(session: RigSession): AsyncGenerator<Finding> {
  const { rig } = session;
  const jig = new JigAnswers(session, partsOf(rig).has('latch'));
  try {
    yield* checkAll(jig, rig);
  } finally {
    jig.leave();
    await session.makeSafe();
  }
}
