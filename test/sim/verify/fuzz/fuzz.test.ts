/**
 * Fuzz: the same world from the same seed; stories that heal all they break; and a short run that finds
 * nothing.
 */

import { expect, test } from 'vitest';
import { parseScenario } from '../../../../sim/scenario/parse.ts';
import { verbs } from '../../../../sim/scenario/verbs.ts';
import { runCase, writeCase } from '../../../../sim/verify/case/case.ts';
import { healingOf, isHarm } from '../../../../sim/verify/case/healing.ts';
import { Draw } from '../../../../sim/verify/fuzz/draw.ts';
import { judgeTwice, NOT_REPEATABLE } from '../../../../sim/verify/fuzz/fuzz.ts';
import { drawCase } from '../../../../sim/verify/fuzz/fuzzed-case.ts';
import { lies, poleKinds, stalls, swarm, welds } from '../../../../sim/verify/fuzz/kinds.ts';
import { fuzzShortWorlds, isShort } from '../../../support/short-worlds.ts';

test('a seed is one world, and another seed another', () => {
  expect(writeCase(drawCase(5))).toBe(writeCase(drawCase(5)));
  expect(writeCase(drawCase(5))).not.toBe(writeCase(drawCase(6)));
});

const poles = poleKinds(['L1', 'L2', 'L3', 'N'], true);

test('whatever is drawn is a scenario that a person can read and run', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const text = writeCase(drawCase(seed));
    expect(parseScenario('drawn', text)[0]?.title).toBe(`Seed ${seed}`);
  }
  expect(() => parseScenario('largest', writeCase(drawCase(0xffffffff)))).not.toThrow();
});

test('together the seeds draw every kind of event, every lock part and every policy', () => {
  const drawn = new Set<string>();
  for (let seed = 1; seed <= 3000; seed++) {
    const one = drawCase(seed);
    for (const given of one.preconditions) drawn.add(given);
    for (const act of one.acts) drawn.add(act.line.split(' ').slice(0, 2).join(' '));
  }
  const missing = [...swarm, ...welds, ...poles, ...lies, stalls].filter((kind) => {
    const lines = Array.from({ length: 20 }, (_, i) => kind.draw(new Draw(i)));
    return !lines.some((line) => drawn.has(line.split(' ').slice(0, 2).join(' ')));
  });
  expect(missing.map((kind) => kind.name)).toEqual([]);
  for (const given of ['lock harting-magnetic', 'lock harting-motor', 'lock mennekes-motor']) {
    expect(drawn).toContain(given);
  }
  for (const policy of ['permanent', 'while-charging']) {
    expect(drawn).toContain(`lock-policy ${policy}`);
  }
  for (const policy of ['reset-then-resume', 'release', 'resume-locked']) {
    expect(drawn).toContain(`after-power-loss ${policy}`);
  }
});

test('one of two proofs may lie, never a proof that stands alone', () => {
  for (let seed = 1; seed <= 3000; seed++) {
    const { preconditions, acts } = drawCase(seed);
    const lies = [/^mirror (stuck-open|wire shorted)/, /^voltage-sense stuck-dead/];
    const lying = lies.filter((lie) => acts.some((act) => lie.test(act.line)));
    expect(lying.length).toBeLessThan(2);
    if (lying.length > 0) expect(preconditions.join()).not.toContain('proof ');
  }
});

test('every line that breaks something has a line that mends it', () => {
  const lasting =
    /stuck|cut|shorted|jammed|seized|swapped|missing|welds|fails|lost$|dead$|off$|torn|press$|friction [2-9]/;
  const mends = /^(tension|limit|leak|set|type)|whole|right|freed|goes-in|moves/;
  const breaking = [...swarm, ...welds, ...poles, ...lies].flatMap((kind) =>
    Array.from({ length: 50 }, (_, i) => kind.draw(new Draw(i))),
  );
  const unmended = breaking.filter(
    (line) => lasting.test(line) && !mends.test(line) && !isHarm(line),
  );
  expect([...new Set(unmended)]).toEqual([]);
  const remedies = healingOf(breaking);
  const known = verbs.map((verb) => verb.pattern.head);
  for (const remedy of remedies) {
    const head = remedy.replace(/^after 1 s /, '').split(' ')[0] as string;
    expect(known, remedy).toContain(head);
  }
});

test('what was not broken is not mended', () => {
  expect(healingOf(['plug in', 'car in', 'press stop'])).toEqual([]);
  expect(healingOf(['lock jammed'])).toEqual(['lock freed']);
  expect(healingOf(['lock jammed-open'])).toEqual(['lock goes-in']);
});

test('a lock that stays jammed is not taken for healed: the plug does not come free', async () => {
  const stuck = {
    title: 'Stuck',
    why: '',
    // The jam is in the world from the start, where no line of the story could mend it.
    preconditions: [],
    acts: [
      { afterUs: 0, line: 'plug in' },
      { afterUs: 0, line: 'car in' },
    ],
    ending: { demands: ['lock jammed'], ender: 'press stop' as const, withinUs: 20000000 },
  };
  const { failure } = await runCase(stuck);
  expect(failure?.message).toMatch(/^why free and pin withdrawn: not within 20 s/);
});

test('two runs that differ are a finding', async () => {
  let runs = 0;
  let seed = 7;
  while (!isShort(seed)) seed++;
  const { kind } = await judgeTwice(drawCase(seed), {
    adjust: (setup) => {
      setup.bootMs += runs++;
    },
  });
  expect(kind).toBe(NOT_REPEATABLE);
});

test('ten worlds: no hazard, no broken rule, every plug free, every trace repeatable', async () => {
  // Fifty of them are in fuzz-worlds.test.ts.
  const { findings, faults } = await fuzzShortWorlds(10);
  expect(findings).toEqual([]);
  expect(faults.size).toBeGreaterThan(5);
});
