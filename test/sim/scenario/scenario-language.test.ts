/**
 * The scenario language: every mistake is told whole, with its place and the nearest word, before
 * anything runs; and what is right is understood.
 */

import { expect, test } from 'vitest';
import { phaseWords } from '../../../firmware/control/words.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import type { Statement } from '../../../sim/scenario/statement.ts';
import { complaintOf } from '../../support/scenario-complaint.ts';

test('a file of Windows reads as one with plain line ends, comments, errors and quoted lines alike', () => {
  const lines = ['scenario Title # said', '# alone', 'why Because.', '', 'plug in # now', 'car in'];
  const [plain] = parseScenario('f', lines.join('\n'));
  expect(parseScenario('f', lines.join('\r\n'))).toEqual([plain]);
  expect(() => parseScenario('f', 'scenario Title\r\nplug in # now\r\nplgu in\r\n')).toThrow(
    /^f:3:1: nothing begins with "plgu"; did you mean "plug"\?$/,
  );
});

test.each(['\r', '\u2028', '\u2029'])(
  'a file whose lines end in %j is more than a title',
  (end) => {
    const [read] = parseScenario('f', ['scenario Title', 'plug in', 'car in'].join(end));
    expect(read?.title).toBe('Title');
    expect(read?.statements.length).toBe(2);
  },
);

test('every mistake of a file is told, in the order of the lines, and each once', () => {
  const said = complaintOf(
    'sweep x over 1 s, 2 s',
    'given lok x',
    'plgu in',
    'repeat x times',
    'after 5 q',
    'given start cold',
    'end',
    'after x',
    'end',
  );
  expect(said.split('\n').map((line) => /^f:(\d+):\d+: \S+/.exec(line)?.[1])).toEqual([
    '3',
    '4',
    '5',
    '6',
    '7',
    '9',
    '10',
  ]);
});

test('a file that is no scenario at all is told in twenty lines and a count', () => {
  const lines = complaintOf(...Array.from({ length: 50 }, (_, i) => `nonsense${i}`)).split('\n');
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('f: and 30 more mistakes');
});

function read(...lines: string[]): readonly Statement[] {
  return parseScenario('f', ['scenario Title', ...lines].join('\n'))[0]?.statements ?? [];
}

const phases = phaseWords.join(' | ');
const time = 'a number with us, ms, s, min, h';

for (const [line, complaint] of [
  ['plgu in', '2:1: nothing begins with "plgu"; did you mean "plug"?'],
  ['xyzzyx', '2:1: nothing begins with "xyzzyx"'],
  ['after 5 s plgu in', '2:11: nothing begins with "plgu"; did you mean "plug"?'],
  [
    '  plug   on  # why',
    '2:10: expected in | half, found "on"; did you mean "in"? (as in: plug <in|half>)',
  ],
  ['plug', '2:6: expected in | half, found the end of line (as in: plug <in|half>)'],
  ['pull now', '2:6: expected the end of the line, found "now" (as in: pull)'],
  [
    'lock friction fast',
    '2:15: expected a plain number, found "fast" (as in: lock friction <count>)',
  ],
  ['spike 12 V 5 ms', '2:12: expected "for", found "5" (as in: spike <voltage> for <duration>)'],
  [
    'press stop for',
    `2:16: expected ${time}, found the end of line (as in: press <stop|start> [for <duration>])`,
  ],
  ['type', '2:6: expected a line for the console'],
  ['after', `2:7: expected ${time}, found the end of line`],
  ['after soon', `2:7: expected ${time}, found "soon"`],
  [
    'after 5 sec',
    '2:9: expected the unit of 5 (us, ms, s, min, h), found "sec"; did you mean "s"?',
  ],
  ['expect', '2:8: expected something to look at, found the end of line'],
  ['expect phas ready within 5 s', '2:8: nothing is called "phas"; did you mean "phase"?'],
  ['expect phase', `2:14: phase is one of ${phases}, found the end of line`],
  [
    'expect phase energised within 5 s',
    `2:14: phase is one of ${phases}, found "energised"; did you mean "energized"?`,
  ],
  ['expect phase ready', '2:20: expected "within" and a time, or "for" and a time'],
  [
    'expect phase ready with 5 s',
    '2:20: expected and | within | for | not-before | until | at, found "with"; did you mean "within"?',
  ],
  ['expect phase ready within 5 s now', '2:31: expected the end of the line, found "now"'],
  ['expect phase ready for 5 s x', '2:28: expected the end of the line, found "x"'],
  ['expect phase ready not-before 5 s within 3 s', '2:42: the window ends before it begins'],
  ['expect answer within 5 s', '2:15: expected what the console answers'],
  ['never', '2:7: expected something to look at, found the end of line'],
  ['never phase ready until phase x', `2:31: phase is one of ${phases}, found "x"`],
  [
    'given relase-delay 500 ms',
    '2:7: expected something that can be given, found "relase-delay"; did you mean "release-delay"?',
  ],
  ['given', '2:7: expected something that can be given, found the end of line'],
  ['given journal full', '2:15: expected "empty", found "full" (as in: journal empty)'],
  ['given release-delay 20 s', '2:7: release-delay expects 0 ms to 10000 ms'],
  ['given installation 5 A', '2:7: installation expects 6 A to 80 A'],
  ['end', '2:1: "end" without "repeat"'],
  ['repeat 3\nend', '2:10: expected "times", found the end of line'],
  ['repeat often times\nend', '2:8: expected a plain number, found "often"'],
  ['repeat 3 times', '2:1: expected "end" of the repeated block'],
  ['sweep', '2:7: expected a name, found the end of line'],
  ['sweep x', '2:9: expected "over" or "from"'],
  ['sweep x over', '2:14: expected values'],
  ['sweep x from 0 ms', '2:19: expected "to"'],
  ['sweep x from 0 ms to 5 ms', '2:27: expected "step"'],
  [
    'sweep x from 6 ms to 5 ms step 1 ms',
    '2:37: expected a step above 0 and an end after the start',
  ],
  [
    'sweep x from 0 ms to 5 ms step 0 ms',
    '2:37: expected a step above 0 and an end after the start',
  ],
] as const) {
  test(`"${line}" is told as a mistake`, () => {
    expect(complaintOf(line)).toBe(`f:${complaint}`);
  });
}

test('bare numbers are refused wherever there is a unit, and no unit is guessed', () => {
  const units = 'us, ms, s, min, h';
  expect(complaintOf('after 5')).toBe(`f:2:9: expected the unit of 5 (${units}), found nothing`);
  expect(complaintOf('expect offer 16 within 5 s')).toBe(
    'f:2:17: expected the unit of 16 (mA, A), found "within"',
  );
  expect(complaintOf('supply 230')).toBe(
    'f:2:12: expected the unit of 230 (mV, V), found nothing (as in: supply <voltage>)',
  );
  expect(complaintOf('given tick 10')).toBe(
    `f:2:15: expected the unit of 10 (${units}), found nothing (as in: tick <duration>)`,
  );
});

test('where something is counted a unit is refused', () => {
  expect(complaintOf('lock friction 3 s')).toBe(
    'f:2:17: expected the end of the line, found "s" (as in: lock friction <count>)',
  );
});

test('the nearest word is named wherever a word of a list is misspelt', () => {
  expect(complaintOf('car ou')).toContain('did you mean "out"?');
  // Of the lines that begin so, the one that knows a near word is quoted.
  expect(complaintOf('car wnts')).toContain('did you mean "wants"?');
  expect(complaintOf('spike 12 V fro 5 ms')).toContain('did you mean "for"?');
  expect(complaintOf('given lock kuester-02')).toContain('did you mean "kuester-02s"?');
});

test('a word is never offered instead of itself', () => {
  for (const line of ['scenario Another', 'after 5 s end', 'after 5 s repeat 2 times']) {
    const word = line.replace('after 5 s ', '').split(' ')[0];
    expect(complaintOf(line)).toMatch(/^f:2:/);
    expect(complaintOf(line)).not.toContain(`did you mean "${word}"`);
  }
  expect(complaintOf('scenario Another')).toBe('f:2:1: "scenario" stands once, in the first line');
  expect(complaintOf('repeat 2 times', 'after 1 s sweep y over 2', 'end')).toBe(
    'f:3:11: "sweep" stands on a line of its own',
  );
});

test('a file begins with its title', () => {
  const titled = (text: string) => () => parseScenario('a/b.scenario', text);
  expect(titled('')).toThrow('a/b.scenario:1:1: the file is empty');
  expect(titled('# only a comment\n')).toThrow('a/b.scenario:1:1: the file is empty');
  expect(titled('\nplug in')).toThrow('a/b.scenario:2:1: expected "scenario" and a title first');
});

test('a mistake says its file, line and column apart as well', () => {
  try {
    parseScenario('a/b.scenario', 'scenario Title\n\n# nothing\n  plug on');
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ file: 'a/b.scenario', line: 4, column: 8 });
  }
});

test('the whole file is checked, wherever the mistake stands', () => {
  expect(complaintOf('plug in', 'after 5 s pull', 'repeat 2 times', 'plug on', 'end')).toMatch(
    /^f:5:6/,
  );
  expect(complaintOf('repeat 2 times', 'plug in', 'repeat 3 times', 'pull', 'end')).toBe(
    'f:6:1: expected "end" of the repeated block',
  );
  expect(complaintOf('plug on', 'xyzzyx')).toMatch(/^f:2:6/);
});

test('every value of a sweep is checked', () => {
  expect(complaintOf('sweep place over in half on', 'plug {place}')).toBe(
    'f:3:6: expected in | half, found "on"; did you mean "in"? (as in: plug <in|half>)',
  );
});

test('what the world cannot do is refused: a time that goes back, a block run less than never', () => {
  expect(complaintOf('after -5 s')).toMatch(/^f:2:7: /);
  expect(complaintOf('expect phase idle within -5 s')).toMatch(/^f:2:26: /);
  expect(complaintOf('repeat -1 times', 'pull', 'end')).toMatch(/^f:2:8: /);
  expect(complaintOf('repeat 1.5 times', 'pull', 'end')).toMatch(/^f:2:8: /);
  expect(complaintOf('spike -12 V for 5 ms')).toBe('');
  expect(complaintOf('given temperature -10 C')).toBe('');
});

test('the tick is 10 or 20 ms, as the words say', () => {
  expect(complaintOf('given tick 10 ms')).toBe('');
  expect(complaintOf('given tick 20 ms')).toBe('');
  expect(complaintOf('given tick 15 ms')).toMatch(/^f:2:7: /);
});

test('given lines come first: after the story has begun they would mean nothing', () => {
  expect(complaintOf('given tick 20 ms', 'plug in')).toBe('');
  expect(complaintOf('plug in', 'given tick 20 ms')).toMatch(/^f:3:1: /);
  expect(complaintOf('repeat 2 times', 'given tick 20 ms', 'end')).toMatch(/^f:3:1: /);
});

test('given lines that contradict each other are refused, at the line from which on they do', () => {
  expect(complaintOf('given lock capacitor none', 'given on-power-loss release')).toBe(
    'f:3:7: release on power loss needs a declared lock capacitor, and a controller that lives as long',
  );
  expect(complaintOf('given on-power-loss release', 'given lock capacitor none')).toBe(
    'f:3:7: release on power loss needs a declared lock capacitor, and a controller that lives as long',
  );
  expect(
    complaintOf('given lock harting-magnetic', 'given coil hold none', 'given seed 3'),
  ).toMatch(/^f:3:7: a hold-to-lock solenoid lets go at every reset/);
  expect(complaintOf('given coil hold none', 'given seed 3')).toBe('');
});

test('a sweep of more values than anybody means is refused', () => {
  expect(complaintOf('sweep x from 0 ms to 999 ms step 1 ms', 'after {x}')).toBe('');
  expect(complaintOf('sweep x from 0 ms to 1 s step 1 us', 'after {x}')).toMatch(
    /^f:2:\d+: expected at most 1000 values, found 1000001$/,
  );
});

test('quantities are understood with their units, apart or together', () => {
  const waits = (text: string): unknown => read(`after ${text}`)[0];
  for (const [text, us] of [
    ['40 ms', 40000],
    ['40ms', 40000],
    ['1.5 s', 1500000],
    ['7 us', 7],
    ['2 min', 120000000],
    ['1 h', 3600000000],
  ] as const) {
    expect(waits(text)).toMatchObject({ kind: 'wait', us });
  }
});

test('an after line waits, and then does what follows', () => {
  expect(read('after 5 s pull').map(({ kind }) => kind)).toEqual(['wait', 'do']);
  expect(read('after 5 s expect phase idle within 1 s').map(({ kind }) => kind)).toEqual([
    'wait',
    'expect',
  ]);
});

test('conditions are understood term by term', () => {
  expect(
    read('expect phase not idle and offer above 6 A not-before 1 s within 2 s')[0],
  ).toMatchObject({
    kind: 'expect',
    notBeforeUs: 1000000,
    withinUs: 2000000,
    condition: {
      text: 'phase not idle and offer above 6 A',
      terms: [
        { name: 'phase', negated: true, relation: 'is', value: 'idle' },
        { name: 'offer', negated: false, relation: 'above', value: 6000 },
      ],
    },
  });
  expect(read('expect answer unlock free within 1 s')[0]).toMatchObject({
    condition: { answer: 'unlock free', terms: [] },
  });
  expect(read('never phase fault until phase idle')[0]).toMatchObject({
    kind: 'never',
    forUs: null,
  });
});

test('console lines are passed on as they stand', () => {
  for (const [line, text] of [
    ['limit 10 A', 'limit 10 A'],
    ['stop', 'stop'],
    ['set release-delay 1 s', 'set release-delay 1 s'],
    ['trace off', 'trace off'],
    ['help', 'help'],
    ['pilot', 'pilot'],
    ['type  no such   command', 'no such command'],
  ] as const) {
    expect(read(line)[0]).toMatchObject({ kind: 'type', text });
  }
  expect(read('press stop')[0]).toMatchObject({ kind: 'do' });
});

test('blocks are repeated with what is inside, blocks as well', () => {
  const [outer] = read('repeat 2 times', 'pull', 'repeat 3 times', 'push', 'end', 'end', 'let go');
  expect(outer).toMatchObject({ kind: 'repeat', times: 2 });
  if (outer?.kind !== 'repeat') return;
  expect(outer.body.map(({ kind }) => kind)).toEqual(['do', 'repeat']);
  expect(outer.body[1]).toMatchObject({ times: 3, body: [{ kind: 'do' }] });
});

test('a sweep makes one scenario for each value', () => {
  const all = parseScenario('f', 'scenario Title\nsweep x from 0 ms to 2 ms step 1 ms\nafter {x}');
  expect(all.map(({ variant }) => variant)).toEqual(['x 0us', 'x 1000us', 'x 2000us']);
  expect(all.map(({ statements }) => statements[0])).toMatchObject([
    { us: 0 },
    { us: 1000 },
    { us: 2000 },
  ]);
  const over = parseScenario('f', 'scenario Title\nsweep v over 5ms 6s\nafter {v} pull');
  expect(over.map(({ statements }) => statements[0])).toMatchObject([
    { us: 5000 },
    { us: 6000000 },
  ]);
});

test('two sweeps make one scenario for each pair', () => {
  const text = 'scenario Title\nsweep x over 1s 2s\nsweep y over in half\nafter {x} plug {y}';
  const all = parseScenario('f', text);
  expect(all.map(({ variant }) => variant)).toEqual([
    'x 1s, y in',
    'x 1s, y half',
    'x 2s, y in',
    'x 2s, y half',
  ]);
  expect(all.map(({ statements }) => statements)).toMatchObject(
    [
      [1000000, 'in'],
      [1000000, 'half'],
      [2000000, 'in'],
      [2000000, 'half'],
    ].map(([us, place]) => [{ us }, { kind: 'do', args: [place] }]),
  );
});

test('two sweeps are refused together where they are too many, or one thing', () => {
  expect(complaintOf('sweep x over 1s', 'sweep x over 2s')).toBe('f:3:7: "x" is swept already');
  const many = 'from 0 ms to 39 ms step 1 ms';
  expect(complaintOf(`sweep x ${many}`, `sweep y ${many}`)).toBe(
    'f:3:7: expected at most 1000 variants, found 1600',
  );
  expect(complaintOf('sweep x over 1s', 'sweep y over 1s', 'sweep z over 1s')).toBe(
    'f:4:1: a file sweeps two things at most',
  );
});

test('title, reason, comments and empty lines', () => {
  const [one] = parseScenario(
    'f',
    '# head\nscenario  The title\nwhy One.\n\nwhy Two.\npull # now\n',
  );
  expect(one).toMatchObject({ title: 'The title', why: 'One. Two.', variant: '' });
  expect(one?.statements.length).toBe(1);
});
