/**
 * Attempt: one scenario on a rig, once. Whatever goes wrong becomes an outcome: a fault of bench or program is
 * an error, and never a failure of the product.
 */

import { cpus, loadavg } from 'node:os';
import { UsageError } from '../../sim/errors.ts';
import { type Result, runScenario } from '../../sim/scenario/run.ts';
import type { Scenario } from '../../sim/scenario/statement.ts';
import { BenchError, BusyHostError, LackingError } from '../line/bench-error.ts';
import { isStandIn } from '../rig/rig.ts';
import type { RigSession } from '../rig/session.ts';
import { WatchedTarget } from '../rules/watched-target.ts';
import { notesOf } from './notes.ts';
import type { Attempt, Outcome } from './outcome.ts';
import { limitMsOf, within } from './time-limit.ts';

/** The worst finding of the check decides; a product failure outranks everything else. */
function outcomeOf(result: Result): Outcome {
  if (result.failure !== null) return result.failure.inconclusive ? 'inconclusive' : 'failed';
  return result.checks.some((check) => check.verdict === 'marginal') ? 'marginal' : 'passed';
}

function messageOf(result: Result): string {
  const { failure, scenario } = result;
  if (failure === null) return '';
  const place = failure.line > 0 ? `${scenario.file}:${failure.line}` : scenario.file;
  return `${place}: ${failure.message}`;
}

/** A process in place of a board suffers from a busy computer in more ways than are measured. */
function isHostBusy(error: unknown, session: RigSession): boolean {
  if (error instanceof BusyHostError) return true;
  if (!(error instanceof BenchError) || !error.isSilence) return false;
  return isStandIn(session.rig) && (loadavg()[0] ?? 0) > 2 * cpus().length;
}

/** A mistake of this program must not hide what else the run has found. */
function tellError(error: unknown): { message: string; notes: string[] } {
  if (error instanceof BenchError) return { message: error.message, notes: [] };
  const message = `this program has failed: ${String(error)}; report it, with serial.log`;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return {
    message,
    notes: stack
      .split('\n')
      .slice(1, 6)
      .map((line) => line.trim()),
  };
}

/**
 * @param timeoutMs null for the scenario's own limit
 * @throws UsageError only
 */
export async function attemptOn(
  session: RigSession,
  scenario: Scenario,
  timeoutMs: number | null,
): Promise<Attempt> {
  const startedAt = new Date().toISOString();
  const fromMs = performance.now();
  const timed = () => ({ startedAt, seconds: (performance.now() - fromMs) / 1000 });
  const limitMs = timeoutMs ?? limitMsOf(scenario);
  try {
    const target = new WatchedTarget(session.target());
    const work = runScenario(scenario, target);
    const result = await within(work, limitMs, session.rig.name, (error) =>
      session.interrupt(error),
    );
    const said = { outcome: outcomeOf(result), message: messageOf(result), notes: notesOf(result) };
    return { ...said, ...timed(), isHostBusy: false, result, rules: target.judged };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const rest = { notes: [], isHostBusy: false, result: null, rules: null };
    if (error instanceof LackingError) {
      const message = `it needs ${error.lacking}, which ${session.rig.name} has not`;
      return { outcome: 'skipped', message, ...timed(), ...rest };
    }
    const isBusy = isHostBusy(error, session);
    const told = { outcome: 'error' as const, ...tellError(error), isHostBusy: isBusy };
    return { ...told, ...timed(), result: null, rules: null };
  }
}
