/** What a scenario's failure on a chip comes to, by what the trace has after it. */
import { expect, test } from 'vitest';
import { judge } from '../../../sim/chip/chip-verdict.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import type { Target } from '../../../sim/scenario/target.ts';
import { Trace } from '../../../sim/trace.ts';

type Planned = readonly [atMs: number, name: string, value: string];

/** A target whose trace is known before. */
class PlannedTarget implements Target {
  readonly trace = new Trace();
  nowUs = 0;

  constructor(private readonly planned: readonly Planned[]) {
    this.trace.note(0, 'contactor', 'closed');
    this.trace.note(0, 'pin', 'extended');
    this.trace.note(0, 'phase', 'energized');
  }

  async begin(): Promise<void> {}
  async perform(): Promise<void> {}
  async type(): Promise<void> {}
  async close(): Promise<void> {}

  async advanceTo(atUs: number, onInstant: () => boolean): Promise<boolean> {
    for (const [atMs, name, value] of this.planned) {
      const nextUs = 1000 * atMs;
      if (nextUs <= this.nowUs || nextUs > atUs) continue;
      this.nowUs = nextUs;
      this.trace.note(nextUs, name, value);
      if (onInstant()) return true;
    }
    this.nowUs = atUs;
    return false;
  }
}

async function verdictOf(line: string, ...planned: Planned[]): Promise<string> {
  const text = `scenario One\n${line}\nafter 1 s press stop\n`;
  const scenario = parseScenario('one.scenario', text)[0] as Scenario;
  const target = new PlannedTarget(planned);
  const { kind, message, lateUs } = await judge(await runScenario(scenario, target), target);
  return `${kind} ${lateUs / 1000} ${message}`.trimEnd();
}

const NEVER = 'never contactor open until phase opening';
const FAILED = 'never contactor open, but it is so';
const open: Planned = [100, 'contactor', 'open'];

test('an opening that is reported within the time of a console line is reported late', async () => {
  expect(await verdictOf(NEVER, open, [109, 'phase', 'opening'])).toBe(
    `reported-late 9 ${FAILED}; phase opening was reported 9 ms after it`,
  );
  expect(await verdictOf(NEVER, open, [125, 'phase', 'opening'])).toContain('reported-late 25 ');
});

test('an opening that nobody reports, or that is reported too late, is not as expected', async () => {
  expect(await verdictOf(NEVER, open)).toBe(`otherwise 0 ${FAILED}`);
  expect(await verdictOf(NEVER, open, [109, 'phase', 'fault'])).toBe(`otherwise 0 ${FAILED}`);
  expect(await verdictOf(NEVER, open, [126, 'phase', 'opening'])).toBe(`otherwise 0 ${FAILED}`);
});

test('without a report to wait for, nothing is excused', async () => {
  const late: Planned = [109, 'phase', 'opening'];
  expect(await verdictOf('never contactor open', open, late)).toBe(`otherwise 0 ${FAILED}`);
  // What happens at the pins is in the trace at its own instant.
  const pin: Planned = [109, 'pin', 'withdrawn'];
  expect(await verdictOf('never contactor open until pin withdrawn', open, pin)).toBe(
    `otherwise 0 ${FAILED}`,
  );
});

test('a forbidden state that is a danger stays one, whatever is reported after it', async () => {
  const line = 'never pin withdrawn until phase releasing';
  const verdict = await verdictOf(line, [100, 'pin', 'withdrawn'], [109, 'phase', 'releasing']);
  expect(verdict).toBe('danger 0 never pin withdrawn, but it is so');
});

test('what was reported before it happened has passed', async () => {
  expect(await verdictOf(NEVER, [99, 'phase', 'opening'], open)).toBe('passed 0');
});

test('an expectation that is met after its window is late, or reported late', async () => {
  const line = 'expect phase opening within 100 ms';
  expect(await verdictOf(line, [120, 'phase', 'opening'])).toContain('reported-late 20 ');
  expect(await verdictOf(line, [130, 'phase', 'opening'])).toContain('late 30 ');
  expect(await verdictOf(line)).toContain('missing 0 ');
});
