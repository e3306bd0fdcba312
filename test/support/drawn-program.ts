/**
 * Random programs: little ones in the dialect of the sources, written along a tape of numbers. Numbers meet
 * numbers only, and texts texts, as TypeScript would have it; functions call only those above them.
 */

/** Three records, a list, a variable that everybody writes, and functions whose names hide others. */
export class RandomProgram {
  private at = 0;
  private records = ['a', 'b', 'c'];
  private numbers = ['count'];
  private callable = 0;

  constructor(private readonly tape: readonly number[]) {}

  private pick<T>(...choices: [T, ...T[]]): T {
    const i = (this.tape[this.at++] ?? 0) % choices.length;
    return choices[i] as T;
  }

  private literal(): string {
    return this.pick('0', '1', '-1', '2', '5');
  }

  private record(): string {
    return this.pick('a', ...this.records);
  }

  private member(): string {
    return `${this.record()}.${this.pick('ms', 'late')}`;
  }

  private lamp(): string {
    const record = this.record();
    return `(${record}.lamp === null ? ${this.literal()} : ${record}.lamp.on)`;
  }

  private called(depth: number): string {
    if (this.callable === 0) return 'next()';
    const name = `f${this.pick(0, 1, 2) % this.callable}`;
    return `${name}(${this.record()}, ${this.number(depth)})`;
  }

  private number(depth: number): string {
    const leaf = this.pick(
      () => this.literal(),
      () => this.member(),
      () => this.pick('count', ...this.numbers),
      () => this.pick('(count + 1)', 'count'),
      () => `list[${this.pick('0', '1', 'a.late & 1')}]`,
      () => this.lamp(),
      () => 'next()',
    );
    if (depth <= 0) return leaf();
    return this.pick(
      leaf,
      () => this.called(depth - 1),
      () => `(${this.called(depth - 1)} + ${this.number(depth - 1)})`,
      () => `(${this.number(depth - 1)} + ${this.number(depth - 1)})`,
      () => `(${this.test(depth - 1)} ? ${this.number(depth - 1)} : ${this.number(depth - 1)})`,
      () => `-(${this.number(0)})`,
    )();
  }

  private test(depth: number): string {
    return this.pick(
      () => `${this.number(depth)} === ${this.number(depth)}`,
      () => `${this.number(depth)} > ${this.number(depth)}`,
      () => `${this.record()}.word ${this.pick('===', '!==')} "${this.pick('x', 'y')}"`,
      () => `${this.record()}.lamp ${this.pick('===', '!==')} null`,
      () => `!(${this.test(depth - 1)})`,
    )();
  }

  private lampMade(): string {
    return this.pick('null', `{ on: ${this.number(0)} }`, `${this.record()}.lamp`);
  }

  private statement(depth: number): string {
    return this.pick(
      () => `seen(${this.number(2)});`,
      () => `${this.member()} ${this.pick('=', '=', '+=')} ${this.number(1)};`,
      () => `${this.record()}.word = "${this.pick('x', 'y')}";`,
      () => `${this.record()}.lamp = ${this.lampMade()};`,
      () => `count = ${this.number(0)};`,
      () => 'count += 5;',
      () => `${this.called(1)};`,
      () => `list[1] = ${this.number(1)};`,
      () => (depth > 0 ? `if (${this.test(1)}) { ${this.statement(depth - 1)} }` : 'next();'),
    )();
  }

  private function(i: number): string {
    const record = this.pick('x', 'a', 'c');
    const number = this.pick('y', 'z');
    this.records = [record, 'b'];
    this.numbers = [number];
    const local = this.pick('', '', `const v = ${this.number(1)};`);
    if (local !== '') this.numbers.push('v');
    const body = this.pick('', '', this.statement(1));
    return `function f${i}(${record}, ${number}) { ${local} ${body} return ${this.number(2)}; }`;
  }

  private literalRecord(name: string): string {
    const made = `ms: ${this.pick(this.literal(), 'next()')}, late: ${this.literal()}, word: "x"`;
    return `const ${name} = { ${made}, lamp: ${this.pick('null', '{ on: 3 }')} };`;
  }

  text(): string {
    const lines = ['let count = 1;', 'const list = [4, 7];'];
    for (const name of this.records) lines.push(this.literalRecord(name));
    for (let i = 0; i < 3; i++) {
      lines.push(this.function(i));
      this.callable = i + 1;
    }
    this.records = ['a', 'b', 'c'];
    this.numbers = ['count'];
    for (let i = 0; i < 5; i++) lines.push(this.statement(1));
    lines.push(`seen(${this.number(2)});`);
    return lines.join('\n');
  }
}
