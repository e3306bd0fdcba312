/** Verbs and sweeps: their words are nobody else's, and their lists do not go stale. */
import { expect, test } from 'vitest';
import { createCommands } from '../../../firmware/console/commands.ts';
import { createConsoleTrace } from '../../../firmware/console/trace.ts';
import {
  createBistableParts,
  createHoldToLockParts,
} from '../../../firmware/drivers/lock-parts.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { verbs } from '../../../sim/scenario/verbs.ts';
import { healingOf } from '../../../sim/verify/case/healing.ts';

test('no verb takes a line of the console for its own', () => {
  const commands = createCommands(createConsoleTrace(false)).map(({ name }) => name);
  const heads = new Set(verbs.map(({ pattern }) => pattern.head));
  expect(commands).toContain('pilot');
  expect(commands.filter((name) => heads.has(name))).toEqual([]);
});

test('every line that heals is a line of the language, and is chosen by a word of its verb', () => {
  const rows = verbs.flatMap(({ heals, pattern }) => {
    if (heals === null) return [];
    for (const word of Array.isArray(heals) ? [] : Object.keys(heals)) {
      expect(pattern.text.split(/[<|>]/), pattern.text).toContain(word);
    }
    return Object.values(heals).flat() as string[];
  });
  expect(rows.length).toBeGreaterThan(30);
  const story = ['scenario Heals', 'given phases 3', ...rows, ''].join('\n');
  expect(() => parseScenario('heals', story)).not.toThrow();
});

test('what heals a weld closes the breaker after it, last of all', () => {
  const lines = ['contactor welds', 'isolator off', 'mirror stuck-open', 'contactor welds'];
  expect(healingOf(lines)).toEqual([
    'contactor gives-way',
    'isolator on',
    'mirror whole',
    'after 1 s breaker on',
  ]);
});

test('a sweep over every lock part takes the parts that the firmware knows', () => {
  const text = 'scenario A\nsweep part over every lock part\ngiven lock {part}\nplug in\n';
  const variants = parseScenario('a', text).map(({ variant }) => variant);
  const parts = [...createBistableParts(), ...createHoldToLockParts()];
  expect(variants).toEqual(parts.map(({ name }) => `part ${name}`));
});
