/**
 * GPIO: lines of a small computer, against a stand-in tree and stand-in tools; no pin was harmed.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Gpio } from 'onoff';
import { afterAll, expect, test } from 'vitest';
import { findTools, openGpiod } from '../../../hil/gpio/gpiod.ts';
import type { Edge, LinesPlan } from '../../../hil/gpio/lines.ts';
import { findChip, openSysfs } from '../../../hil/gpio/sysfs.ts';
import { standInTools } from '../../support/gpiod-tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-gpio-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tree(name: string, chips: readonly (readonly [number, number, string])[]): string {
  const root = join(folder, name);
  for (const [base, count, label] of chips) {
    const chip = join(root, `gpiochip${base}`);
    mkdirSync(chip, { recursive: true });
    writeFileSync(join(chip, 'base'), `${base}\n`);
    writeFileSync(join(chip, 'ngpio'), `${count}\n`);
    writeFileSync(join(chip, 'label'), `${label}\n`);
  }
  return root;
}

function planOf(edges: Edge[] = [], gone: string[] = []): LinesPlan {
  return {
    outputs: [17, 27],
    inputs: [22],
    onEdge: (edge) => edges.push(edge),
    onGone: (error) => gone.push(error.message),
  };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('the chip of the header is found by its label, whatever number it begins at', () => {
  const expander: readonly [number, number, string] = [570, 8, 'raspberrypi-exp-gpio'];
  expect(findChip(tree('old', [[0, 54, 'pinctrl-bcm2835']]))?.base).toBe(0);
  expect(findChip(tree('new', [expander, [512, 54, 'pinctrl-bcm2711']]))?.base).toBe(512);
  expect(
    findChip(
      tree('pi5', [
        [512, 54, 'somewhere'],
        [571, 54, 'pinctrl-rp1'],
      ]),
    )?.base,
  ).toBe(571);
  expect(findChip(join(folder, 'nothing'))).toBe(null);
});

test('sysfs: numbers are base plus offset, outputs begin and end low', async () => {
  const done: string[] = [];
  class Pin {
    constructor(
      private readonly number: number,
      direction: string,
    ) {
      done.push(`${number} ${direction}`);
    }
    watch(): void {}
    readSync(): number {
      return this.number === 534 ? 1 : 0;
    }
    writeSync(value: number): void {
      done.push(`${this.number}=${value}`);
    }
    unexport(): void {
      done.push(`${this.number} released`);
    }
  }
  const chip = { base: 512, count: 54, label: 'pinctrl-bcm2711' };
  const lines = openSysfs(Pin as unknown as typeof Gpio, chip, planOf());
  expect([...lines.levels]).toEqual([[22, true]]);
  expect(lines.read(22)).toBe(true);
  lines.write(17, true);
  await lines.close();
  await lines.close();
  expect(lines.said).toBe('sysfs, chip pinctrl-bcm2711, numbers from 512');
  expect(done).toEqual([
    '529 low',
    '539 low',
    '534 in',
    '529=1',
    '529=0',
    '529 released',
    '539=0',
    '539 released',
    '534 released',
  ]);
});

test('sysfs: an edge that waited while this program was busy is stamped late, and says by how much', async () => {
  const watchers: ((error: null, value: number) => void)[] = [];
  class Pin {
    watch(seen: (error: null, value: number) => void): void {
      watchers.push(seen);
    }
    readSync(): number {
      return 0;
    }
    writeSync(): void {}
    unexport(): void {}
  }
  const edges: Edge[] = [];
  const chip = { base: 512, count: 54, label: 'pinctrl-bcm2711' };
  const lines = openSysfs(Pin as unknown as typeof Gpio, chip, planOf(edges));
  await wait(20);
  const fromMs = performance.now();
  while (performance.now() < fromMs + 80);
  watchers[0]?.(null, 1);
  await lines.close();
  expect(edges[0]?.lateMs).toBeGreaterThanOrEqual(78);
});

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !isSo(); i++) await wait(10);
}

test("libgpiod 2.x: one gpioset is told every change, edges carry the tool's own stamps", async () => {
  const { bin, told } = standInTools(
    folder,
    'v2.1.2',
    'echo "22 1 12.500000"; echo "22 2 12.750000"',
  );
  expect(findTools(bin)).toBe(2);
  const edges: Edge[] = [];
  const lines = await openGpiod(2, 'gpiochip0', planOf(edges), bin);
  lines.write(17, true);
  expect([...lines.levels]).toEqual([[22, true]]);
  expect(told()).toContain('gpioget --numeric --chip gpiochip0 22');
  await until(() => edges.length === 2 && told().includes('set 17=1'));
  await lines.close();
  await until(() => told().includes('exit'));
  expect(edges).toEqual([
    { offset: 22, on: true, atMs: 12500 },
    { offset: 22, on: false, atMs: 12750 },
  ]);
  expect(told()).toContain('gpioset --interactive --chip gpiochip0 17=0 27=0');
  expect(told()).toContain('gpiomon --chip gpiochip0 --format %o %e %S 22');
  expect(told()).toMatch(/set 17=1\n[\s\S]*set 17=0 27=0\nexit/);
});

test('a level that was read during a stroke is read again: its end came before the monitor', async () => {
  const readings = `grep -c gpioget "\${0%/*}/log"`;
  const levels = `$([ "$(${readings})" -lt 3 ] && echo 1 || echo 0)`;
  const { bin, told } = standInTools(folder, 'v2.1.2', 'echo "22 1 12.500000"', levels);
  const edges: Edge[] = [];
  const plan = { ...planOf(edges), comesToRest: true };
  const lines = await openGpiod(2, 'gpiochip0', plan, bin);
  expect([...lines.levels]).toEqual([[22, false]]);
  await until(() => edges.length > 0);
  await lines.close();
  const asked = told().match(/^gpio(get|mon)/gm);
  expect(asked).toEqual(['gpioget', 'gpioget', 'gpioget', 'gpiomon']);
});

test('a level that a busy computer took all the time to read is read once more', async () => {
  const readings = `grep -c gpioget "\${0%/*}/log"`;
  const levels = `$([ "$(${readings})" -lt 2 ] && { sleep 3.2; echo 1; } || echo 0)`;
  const { bin } = standInTools(folder, 'v2.1.2', ':', levels);
  const lines = await openGpiod(2, 'gpiochip0', { ...planOf(), comesToRest: true }, bin);
  expect([...lines.levels]).toEqual([[22, false]]);
  await lines.close();
});

test('libgpiod 2.3: what changed before gpiomon had the line is in the levels it begins with', async () => {
  const { bin, told } = standInTools(folder, 'v2.3', 'echo 0', '1');
  expect(findTools(bin)).toBe(2.3);
  const lines = await openGpiod(2.3, 'gpiochip0', planOf(), bin);
  expect([...lines.levels]).toEqual([[22, false]]);
  expect(lines.read(22)).toBe(false);
  await lines.close();
  expect(lines.said).toBe('libgpiod 2.x tools, gpiochip0');
  expect(told()).toContain(
    'gpiomon --initial-state --numeric --chip gpiochip0 --format %o %e %S 22',
  );
  expect(told()).toContain('gpioset --interactive --chip gpiochip0 17=0 27=0');
});

test('libgpiod 2.3: an edge in one piece with the first levels is in what the lines are opened with', async () => {
  const { bin } = standInTools(folder, 'v2.3', "printf '0\\n22 1 12.500000\\n'");
  const edges: Edge[] = [];
  const lines = await openGpiod(2.3, 'gpiochip0', planOf(edges), bin);
  expect([...lines.levels]).toEqual([[22, true]]);
  expect(edges).toEqual([{ offset: 22, on: true, atMs: 12500 }]);
  await lines.close();
});

test('libgpiod 2.3: a gpiomon that ends without a word is named, and not waited for', async () => {
  const { bin } = standInTools(folder, 'v2.4', 'exit 1');
  expect(findTools(bin)).toBe(2.3);
  const gone: string[] = [];
  const lines = await openGpiod(2.3, 'gpiochip0', planOf([], gone), bin);
  expect(gone).toEqual([
    'gpiochip0: gpiomon has ended by itself; does another program use these lines?',
  ]);
  await lines.close();
});

test('libgpiod 1.x: a change starts the next gpioset of that line alone, and the last one sets low', async () => {
  const { bin, told } = standInTools(
    folder,
    'v1.6.3',
    'echo "22 1 12 500000000"; echo "22 0 12 5000000"',
  );
  expect(findTools(bin)).toBe(1);
  const edges: Edge[] = [];
  const lines = await openGpiod(1, 'gpiochip0', planOf(edges), bin);
  await until(() => edges.length === 2 && told().includes('17=0'));
  lines.write(17, true);
  await until(() => told().includes('17=1'));
  await lines.close();
  await until(() => /17=1[\s\S]*17=0/.test(told()));
  expect(edges).toEqual([
    { offset: 22, on: true, atMs: 12500 },
    { offset: 22, on: false, atMs: 12005 },
  ]);
  const begun = told().match(/gpioset .*/g) ?? [];
  expect(begun.slice(0, 2).sort()).toEqual([
    'gpioset --mode=wait gpiochip0 17=0',
    'gpioset --mode=wait gpiochip0 27=0',
  ]);
  expect(begun.slice(2)).toEqual([
    'gpioset --mode=wait gpiochip0 17=1',
    'gpioset gpiochip0 17=0 27=0',
  ]);
  expect(told()).toContain('gpiomon --line-buffered --format=%o %e %s %n gpiochip0 22');
});

test('a tool that ends by itself is named', async () => {
  const { bin } = standInTools(folder, 'v2.1.2', 'exit 1');
  const gone: string[] = [];
  const lines = await openGpiod(2, 'gpiochip0', planOf([], gone), bin);
  await until(() => gone.length > 0);
  await lines.close();
  expect(gone[0]).toBe(
    'gpiochip0: gpiomon has ended by itself; does another program use these lines?',
  );
});

test('without the tools nothing is found', () => {
  expect(findTools(`${folder}/nowhere/`)).toBe(null);
});
