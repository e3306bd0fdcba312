import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareVariables } from '../../../build/compiler/shared-variables.mjs';

/** What a function of this text says, as written and with shared variables. */
function bothOf(body: string): { said: string; changed: string; text: string } {
  const code = `(function () {\n${body}\n})();`;
  const text = shareVariables(code, 0);
  const run = (script: string): string => {
    const start = 'const out = []; const seen = (x) => out.push(String(x));';
    return String(new Function(`${start} ${script}\nreturn out.join(' ');`)());
  };
  return { said: run(code), changed: run(text), text };
}

/** The different names of variables that a text has. */
const namesIn = (text: string): number => new Set(text.match(/\bshared\d+_\d+\b/g)).size;

test('variables that are never needed at the same time become one', () => {
  const { said, changed, text } = bothOf(
    'var a = 1; seen(a + 1); const b = 2; seen(b); { let c = 3; c += 4; seen(c); }',
  );
  expect(changed).toBe(said);
  expect(namesIn(text)).toBe(1);
});

test.each([
  ['both are needed', 'var a = 1; var b = 2; seen(a + b);'],
  ['one is read where the other is written', 'var a = 1; var b = a + 1; seen(b);'],
  ['a loop reads again', 'var a = 1; for (var i = 0; i < 2; i++) { seen(a); var b = 5; seen(b); }'],
  ['it may not be written', 'var z = 7; seen(z); var a; if (z > 9) a = 1; seen(a);'],
  [
    'a turn before has written it',
    'for (var i = 0; i < 3; i++) { var a; seen(a); a = i; var b = 9; seen(b); }',
  ],
  [
    'a break leaves it unwritten',
    'var z = 7; seen(z); here: { if (z > 1) break here; var a = 1; } seen(a);',
  ],
  [
    'an exception leaves it unwritten',
    'var z = 7; seen(z); try { null.x; var a = 1; } catch (e) {} seen(a);',
  ],
  [
    'an inner function uses it',
    'var a = 1; var f = () => a; seen(1); var b = 2; seen(b); seen(f());',
  ],
  ['it is the name of a field', 'var a = 1; var o = { a }; seen(o.a); var b = 2; seen(b);'],
])('not where %s', (_why, body) => {
  const { said, changed } = bothOf(body);
  expect(changed).toBe(said);
});

test('a function with few variables is left alone', () => {
  const code = '(function () { var a = 1; seen(a); var b = 2; seen(b); })();';
  expect(shareVariables(code)).toBe(code);
});

/** Little functions with branches, loops, blocks and jumps, written along a tape of numbers. */
class Drawn {
  private at = 0;
  private loops = 0;
  constructor(private readonly tape: readonly number[]) {}

  private pick<T>(...choices: [T, ...T[]]): T {
    return choices[(this.tape[this.at++] ?? 0) % choices.length] as T;
  }

  private name(): string {
    return this.pick('a', 'b', 'c', 'd', 'e');
  }

  private value(): string {
    return this.pick(
      () => this.pick('1', '2', '3'),
      () => this.name(),
      () => `(${this.name()} | 0) + ${this.pick('1', '4')}`,
      () => `(${this.name()} > 2 ? ${this.name()} = 5 : ${this.name()})`,
      () => `(${this.name()} > 1 && (${this.name()} = 8))`,
    )();
  }

  private loop(depth: number): string {
    const turn = `turn${this.loops++}`;
    const body = this.statements(depth - 1);
    const jump = this.pick(
      '',
      `if (${this.name()} > 3) continue;`,
      `if (${this.name()} > 4) break;`,
    );
    return this.pick(
      `for (var ${turn} = 0; ${turn} < 2; ${turn}++) { ${body} ${jump} ${this.pick('', body)} }`,
      `var ${turn} = 0; while (${turn}++ < 2) { ${body} ${jump} }`,
      `var ${turn} = 0; do { ${jump} ${body} } while (${turn}++ < 1);`,
    );
  }

  private statement(depth: number): string {
    const leaf = this.pick(
      () => `var ${this.name()} = ${this.value()};`,
      () => `${this.name()} = ${this.value()};`,
      () => `${this.name()} += ${this.pick('1', '2')};`,
      () => `seen(${this.name()});`,
      () => `var ${this.name()};`,
    );
    if (depth <= 0) return leaf();
    const inner = (): string => this.statements(depth - 1);
    return this.pick(
      leaf,
      () => `if (${this.name()} > 2) { ${inner()} } else { ${inner()} }`,
      () => this.loop(depth),
      () => `{ let f = ${this.value()}, g = 1; ${inner()} seen(f + g); }`,
      () => `here${depth}: { ${inner()} if (${this.name()} > 1) break here${depth}; ${inner()} }`,
      () =>
        `try { ${inner()} if (${this.name()} > 3) null.x; ${inner()} } catch (x) { ${inner()} }`,
    )();
  }

  private statements(depth: number): string {
    return Array.from({ length: this.pick(1, 2, 3, 4) }, () => this.statement(depth)).join('\n');
  }

  text(): string {
    return `${this.statements(3)}\n${this.statements(3)}\nvar a, b, c, d, e;`;
  }
}

test('a random function says the same with shared variables', () => {
  let shared = 0;
  const tape = fc.array(fc.nat(59), { minLength: 60, maxLength: 300 });
  fc.assert(
    fc.property(tape, (numbers) => {
      const { said, changed, text } = bothOf(new Drawn(numbers).text());
      expect(changed, text).toBe(said);
      if (namesIn(text) > 0) shared++;
    }),
    { numRuns: 150 },
  );
  expect(shared).toBeGreaterThan(15);
});
