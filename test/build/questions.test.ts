/**
 * Questions: what a comparison of an input becomes in the search's bundle; and that every one of control's and the
 * guard's is found, so that nothing is read whole which is only compared.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withQuestions } from '../../build/questions.mjs';
import { Heat, Pilot } from '../../firmware/control/signals.ts';

const asked = (condition: string): string =>
  withQuestions(`function f(seen) { return ${condition}; }`).slice(26, -3);

test('a comparison asks for the values for which it is true', () => {
  expect(asked('seen.pilot === Pilot.C')).toBe('seen.isOneOf(Asked.pilot, 1 << (Pilot.C))');
  expect(asked('seen.latch !== state.latch')).toBe(
    'seen.isOneOf(Asked.latch, ~(1 << (state.latch)))',
  );
  expect(asked('seen.heat >= Heat.Hot && x')).toBe(
    'seen.isOneOf(Asked.heat, -1 << (Heat.Hot)) && x',
  );
});

test.each(['===', '!==', '>=', '>', '<=', '<'])(
  '%s keeps its meaning for every value',
  (operator) => {
    const names = Object.values(Pilot).filter((one) => typeof one === 'number');
    for (const value of names) {
      for (const other of names) {
        const compare = `seen.pilot ${operator} ${other}`;
        const seen = {
          pilot: value,
          isOneOf: (_: number, values: number): boolean => ((1 << value) & values) !== 0,
        };
        const run = (code: string): unknown =>
          new Function('seen', 'Asked', `return ${code}`)(seen, { pilot: 0 });
        expect(run(asked(compare)), `${value} ${operator} ${other}`).toBe(run(compare));
      }
    }
    expect(Heat.Hot).toBeLessThan(31);
  },
);

test('an input under another name asks where it is only compared, and is read where it is used', () => {
  const only = withQuestions(
    'function f(seen) { const p = seen.pilot; return p === 1 || p === 2; }',
  );
  expect(only).toBe(
    'function f(seen) { const p = 0; return seen.isOneOf(Asked.pilot, 1 << (1)) || seen.isOneOf(Asked.pilot, 1 << (2)); }',
  );
  const used = 'function f(seen, s) { const p = seen.pilot; s.p = p; return p === 1; }';
  expect(withQuestions(used)).toBe(used);
  const indexed = 'function f(seen) { const p = seen.pilot; return table[p] || p === 1; }';
  expect(withQuestions(indexed)).toBe(indexed);
  const two =
    'function f(seen) { const p = seen.pilot; return g(); } function g(p) { return p === 1; }';
  expect(withQuestions(two)).toContain('function g(p) { return p === 1; }');
});

test('in control and guard an input is read whole only where its value is kept or handed on', () => {
  const whole: string[] = [];
  for (const folder of ['firmware/control', 'firmware/guard']) {
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.ts'))) {
      const text = withQuestions(readFileSync(join(folder, name), 'utf8'));
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      const reads = code.match(
        /^.*\bseen\.(pilot|proximity|latch|contacts|selfTest|mains|heat)\b.*$/gm,
      );
      whole.push(...(reads ?? []).map((line) => `${name}: ${line.trim()}`));
    }
  }
  expect(whole).toEqual([
    'session.ts: state.pilot = seen.pilot;',
    expect.stringContaining('memory.ts: guard.hold = nextHold('),
  ]);
});

test('a comparison within a comparison is refused: which of the two asks first is not told', () => {
  const text = 'const a = seen.pilot === (seen.latch === 1 ? 1 : 2);';
  expect(() => withQuestions(text)).toThrow('take "seen.latch === 1" out of it');
});
