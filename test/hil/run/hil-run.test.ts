/**
 * Runs on a rig, as a test engineer starts them: the firmware is a process behind a pseudo-terminal.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { type StandIn, startStandIn, whyNoStandIn } from '../../../hil/device/stand-in.ts';
import { BenchClient } from '../../../hil/line/client.ts';
import { Link } from '../../../hil/line/link.ts';
import { blindGuard, buildDevice, plantDevice } from '../../support/bench-device.ts';
import { isLong, whyTooBusy } from '../../support/rig-device.ts';

const why = whyNoStandIn();
const folder = mkdtempSync(join(tmpdir(), 'holdfast-run-'));
const good = 'sim/story/4-the-isolator.scenario';
const bad = join(folder, 'bad.scenario');
writeFileSync(
  bad,
  'scenario The socket should be live at once\nplug in\ncar in\nexpect socket live within 10 ms\n',
);

/** A rig file; returns its path. */
function rig(name: string, more: object): string {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ name, ...more }));
  return file;
}

function holdfast(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['bin/holdfast.mjs', ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}

/** The run folder of a rig below an output folder. */
function runFolder(out: string, name: string): string {
  const found = readdirSync(out).find((entry) => entry.startsWith(`${name}-`));
  expect(found).toBeDefined();
  return join(out, found as string);
}

async function junitComplaints(run: string): Promise<readonly { message: string }[]> {
  const contents = readFileSync(join(run, 'junit.xml'), 'utf8');
  const schema = readFileSync('test/schemas/junit.xsd', 'utf8');
  const { errors } = await validateXML({ xml: { fileName: 'junit.xml', contents }, schema });
  return errors;
}

/** Whether a run below a folder has talked to its board for a while. @param rig where there are several */
const isTalking = (out: string, rig = ''): boolean =>
  existsSync(out) &&
  readdirSync(out).some((run) => {
    const log = join(out, run, rig, 'serial.log');
    return existsSync(log) && statSync(log).size > 100000;
  });

/**
 * Waits until a run below a folder has talked to its board for a while; a run that has ended never will.
 *
 * @param said what the run has said until now
 * @returns why this computer was too busy for it; '' where it was not
 */
async function untilTalking(out: string, run: ChildProcess, said: () => string): Promise<string> {
  while (!isTalking(out)) {
    if (run.exitCode !== null) {
      const busy = whyTooBusy(said());
      if (busy !== '') return busy;
      throw new Error(`the run has ended by itself with ${run.exitCode}: ${said()}`);
    }
    await wait(20);
  }
  return '';
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(why !== '')(`a rig behind a pseudo-terminal ${why}`, () => {
  let device: string;
  beforeAll(async () => {
    device = await buildDevice();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a pass and a failure: reports for people and machines, and a pack that replays the same', async (context) => {
    const out = join(folder, 'mixed');
    const { status, stdout } = holdfast('hil', 'run', good, bad, '--out', out);
    if (whyTooBusy(stdout) !== '') return context.skip(whyTooBusy(stdout));
    expect(stdout).toMatch(/PASSED .*isolator/);
    expect(stdout).toMatch(/FAILED .*at once\n.*bad\.scenario:4: socket live: not within 10 ms/);
    expect(status).toBe(1);
    const run = runFolder(out, 'stand-in');
    expect(await junitComplaints(run)).toEqual([]);
    const junit = readFileSync(join(run, 'junit.xml'), 'utf8');
    expect(junit).toContain('tests="2" failures="1" errors="0"');
    expect(junit).toContain('type="product"');
    const results = JSON.parse(readFileSync(join(run, 'results.json'), 'utf8'));
    expect(results.exitCode).toBe(1);
    expect(results.entries.map((entry: { outcome: string }) => entry.outcome)).toEqual([
      'passed',
      'failed',
    ]);
    const page = readFileSync(join(run, 'report.html'), 'utf8');
    const [, failed = '', passed = ''] = page.split('<article');
    expect(failed).toContain('data-kind="fail"');
    expect(failed).toContain('socket live: not within 10 ms');
    expect(failed).toContain(`npx holdfast hil run ${bad}`);
    expect(failed).toContain('<svg');
    expect(passed).toContain('✓ passed');
    const log = readFileSync(join(run, 'serial.log'), 'utf8');
    expect(log).toMatch(/^ +\d+\.\d{4} > \S+:start 0 /m);
    expect(log).toMatch(/^ +\d+\.\d{4} < \S+:net contactor 1 /m);
    expect(readdirSync(join(run, 'vcd'))).toHaveLength(2);
    const pack = join(run, 'packs', '0002-bad');
    expect(existsSync(join(pack, 'trace.vcd'))).toBe(true);

    const same = holdfast('replay', pack);
    expect(same.stdout).toContain('in the simulator: same');
    expect(same.status).toBe(0);
    const told = JSON.parse(readFileSync(join(pack, 'pack.json'), 'utf8'));
    const closed = told.events.find(
      (event: { name: string; value: string; atUs: number }) =>
        event.name === 'plug' && event.atUs >= told.startUs,
    );
    closed.value = 'half';
    writeFileSync(join(pack, 'pack.json'), JSON.stringify(told));
    const differs = holdfast('replay', pack);
    expect(differs.stdout).toContain(
      'differs at t=0 ms: on the rig plug half, in the simulator plug in',
    );
    expect(differs.status).toBe(1);
  });

  test('a rule that only the host sees broken fails the product; what cannot be judged is named', async (context) => {
    const hasty = {
      file: 'firmware/control/limits.ts',
      from: 'minOpenMs: 10000',
      to: 'minOpenMs: 3000',
    };
    const program = await plantDevice('hasty', [blindGuard, hasty]);
    const story = join(folder, 'hasty.scenario');
    const lines = [
      'given residual sensor none',
      'plug in',
      'car in',
      'expect contacts closed within 5 s',
    ];
    lines.push('after 2 s car B', 'after 4 s car C', 'expect contactor closed within 20 s');
    writeFileSync(story, ['scenario A car that comes back', ...lines].join('\n'));
    const out = join(folder, 'hasty');
    const file = rig('hasty', { board: { process: [process.execPath, program] } });
    const { status, stdout } = holdfast('hil', 'run', story, '--rig', file, '--out', out);
    if (whyTooBusy(stdout) !== '') return context.skip(whyTooBusy(stdout));
    expect(stdout).toMatch(
      /FAILED .*\n.*rule R5 is broken \(never close again before the minimum open time\): contactor closed just now/,
    );
    const unjudged = ['R4', 'R8', 'R10'].map((rule) => `${rule} by residual: not fitted`);
    expect(stdout).toContain(`not judged: ${unjudged.join('; ')}`);
    expect(status).toBe(1);
    const run = runFolder(out, 'hasty');
    expect(await junitComplaints(run)).toEqual([]);
    const results = JSON.parse(readFileSync(join(run, 'results.json'), 'utf8'));
    expect(results.rules.notJudged).toEqual(unjudged);
    expect(results.entries[0].attempts).toHaveLength(1);
    expect(results.entries[0].attempts[0].rules.judged).toContain('R5');
    expect(readFileSync(join(run, 'report.html'), 'utf8')).toContain(`not judged: ${unjudged[0]}`);
    const pack = join(run, 'packs', '0001-hasty');
    expect(JSON.parse(readFileSync(join(pack, 'pack.json'), 'utf8')).failure.message).toMatch(
      /^rule R5/,
    );
  });

  test('a bench that fails is tried again, and never called a failure of the product; a stand-in is never marked', async () => {
    const program = join(folder, 'dies.mjs');
    writeFileSync(program, `setTimeout(() => process.exit(1), 700);\nawait import('${device}');\n`);
    const file = rig('dying', { board: { process: [process.execPath, program] } });
    const out = join(folder, 'dying');
    const long = 'test/scenarios/field/f09-actuator-never-overdriven.scenario';
    const { status, stdout } = holdfast(
      'hil',
      'run',
      long,
      good,
      '--rig',
      file,
      '--out',
      out,
      '--retries',
      '1',
    );
    expect(stdout).toMatch(/ERROR .*\[2 attempts\]\n.*the port is gone/);
    expect(stdout).toMatch(/dying could not be used any more/);
    expect(status).toBe(3);
    const run = runFolder(out, 'dying');
    expect(await junitComplaints(run)).toEqual([]);
    const results = JSON.parse(readFileSync(join(run, 'results.json'), 'utf8'));
    expect(results.entries[0].attempts).toHaveLength(2);
    expect(results.entries[1].message).toMatch(/^not run: /);
    expect(existsSync(`${file}.broken`)).toBe(false);
  });

  test('a rig proves itself, and a rig without the line says what is missing', (context) => {
    const proved = holdfast('hil', 'check');
    const busy = whyTooBusy(proved.stdout + proved.stderr);
    if (busy !== '') return context.skip(busy);
    expect(proved.stdout).not.toContain('WRONG');
    expect(proved.stdout).toMatch(/ok +latch: latch locked: "latch locked" after \d+ ms/);
    expect(proved.status).toBe(0);
    const file = rig('absent', { board: { port: '/dev/no-such-port' } });
    const out = join(folder, 'absent-out');
    const unopened = holdfast('hil', 'run', good, '--rig', file, '--out', out);
    expect(unopened.stdout).toMatch(/ERROR .*\n.*not run: .*there is no such port/);
    expect(unopened.status).toBe(3);
    expect(existsSync(join(runFolder(out, 'absent'), 'junit.xml'))).toBe(true);
    writeFileSync(`${file}.broken`, '2 checks failed\n');
    const marked = holdfast('hil', 'run', good, '--rig', file, '--out', join(folder, 'marked'));
    expect(marked.stdout).toMatch(/absent: declared broken: 2 checks failed; holdfast hil check/);
    expect(marked.status).toBe(3);
    const absent = holdfast('hil', 'check', '--rig', file);
    expect(absent.stderr).toContain('/dev/no-such-port: there is no such port');
    expect(absent.status).toBe(3);
    const skipped = holdfast(
      'hil',
      'run',
      good,
      '--out',
      join(folder, 'skip'),
      '--rig',
      rig('bare', { board: { process: [] }, fitted: ['car'] }),
    );
    expect(skipped.stdout).toMatch(/SKIPPED .*\n.*line \d+ needs "\w+", which bare has not/);
    expect(skipped.status).toBe(3);
  });

  test('a part, or a rig, for which no scenario is left has nothing to do, and has not failed', () => {
    const out = join(folder, 'few');
    const files = ['few-a', 'few-b', 'few-c'].map((name) => rig(name, { board: { process: [] } }));
    const part = holdfast('hil', 'run', good, '--shard', '2/3', '--out', out);
    expect(part.stdout).toBe('part 2/3: nothing to do, there are fewer scenarios than parts\n');
    expect(part.status).toBe(0);
    const half = holdfast('hil', 'run', good, '--shard', '1/2', '--out', out, '--rig', ...files);
    expect(half.stdout).toBe(
      ['a', 'b', 'c']
        .map((name) => `few-${name}: nothing to do, there are fewer scenarios than rigs\n`)
        .join(''),
    );
    expect(half.status).toBe(0);
    expect(readdirSync(out)).toEqual([]);
  });

  test('runs that begin in the same second have a folder each', async (context) => {
    const out = join(folder, 'at-once');
    const runs = [1, 2, 3].map(async () => {
      const run = spawn(process.execPath, ['bin/holdfast.mjs', 'hil', 'run', bad, '--out', out]);
      let said = '';
      run.stdout.on('data', (text) => {
        said += String(text);
      });
      const [code] = await once(run, 'close');
      return { code, said };
    });
    const ended = await Promise.all(runs);
    for (const { said } of ended)
      if (whyTooBusy(said) !== '') return context.skip(whyTooBusy(said));
    expect(ended.map(({ code }) => code)).toEqual([1, 1, 1]);
    const folders = ended.map(({ said }) => /results in (\S+)/.exec(said)?.[1]);
    expect(new Set(folders).size).toBe(3);
  });

  test.runIf(isLong)(
    'rigs share the work, and one that breaks hides nothing of the others',
    async () => {
      const dies = join(folder, 'dies-soon.mjs');
      writeFileSync(dies, `setTimeout(() => process.exit(1), 700);\nawait import('${device}');\n`);
      const files = [
        rig('left', { board: { process: [] } }),
        rig('dying-soon', { board: { process: [process.execPath, dies] } }),
        rig('gone', { board: { port: '/dev/no-such-port' } }),
      ];
      const swept = 'test/scenarios/field/f09-actuator-never-overdriven.scenario';
      const stories = [bad, 'sim/story', swept];
      const out = join(folder, 'three');
      const options = ['--out', out, '--retries', '0'];
      const run = holdfast('hil', 'run', ...stories, ...options, '--rig', ...files);
      const shares = { left: 4, 'dying-soon': 4, gone: 3 };
      expect(run.stdout).toContain('exit codes: left 1, dying-soon 3, gone 3');
      expect(run.status).toBe(1);

      const joined = runFolder(out, 'rigs');
      expect(await junitComplaints(joined)).toEqual([]);
      const junit = readFileSync(join(joined, 'junit.xml'), 'utf8');
      const suites = junit.split('<testsuite ').slice(1);
      expect(
        suites.map((suite) => /<property name="rig" value="([^"]*)"/.exec(suite)?.[1]),
      ).toEqual(Object.keys(shares));
      expect(suites.map((suite) => (suite.match(/<testcase /g) ?? []).length)).toEqual(
        Object.values(shares),
      );
      for (const suite of suites) expect(suite).toContain(`hostname="${hostname()}"`);
      expect(suites[0]).toMatch(/<failure message="[^"]*socket live: not within 10 ms/);
      expect(suites[1]).toMatch(/<error message="[^"]*the port is gone/);
      expect(suites[2]).toMatch(/<error message="not run: [^"]*there is no such port/);

      const { format, rigs } = JSON.parse(readFileSync(join(joined, 'results.json'), 'utf8'));
      expect(format).toBe('holdfast-hil-rigs-1');
      expect(rigs.map((one: { exitCode: number }) => one.exitCode)).toEqual([1, 3, 3]);
      const page = readFileSync(join(joined, 'report.html'), 'utf8');
      for (const name of Object.keys(shares)) expect(page).toContain(`${name} (stepped`);
      expect(page.match(/<article /g)).toHaveLength(7);
      expect(page).toContain('socket live: not within 10 ms');
      // Every rig that ran has its own folder as well, and nothing of the joining is left in it.
      // A log of some megabytes comes in parts.
      const isPart = (name: string): boolean => /^serial-\d+\.log/.test(name);
      const names = readdirSync(join(joined, 'left')).filter((name) => !isPart(name));
      expect(names.sort()).toEqual(
        [
          'junit.xml',
          'packs',
          'report.html',
          'results.json',
          'serial.log',
          'summary.md',
          'vcd',
        ].sort(),
      );
    },
  );

  test('two rigs of one name are refused', () => {
    const twins = [
      rig('twin', { board: { process: [] } }),
      rig('twin', { board: { process: [] } }),
    ];
    const { status, stderr } = holdfast('hil', 'run', good, '--rig', ...twins);
    expect(stderr).toContain('two of the rigs are called "twin"');
    expect(status).toBe(2);
  });

  test('several rigs that are interrupted are dead, and their results are joined all the same', async () => {
    const files = ['early', 'late'].map((name) => rig(name, { board: { process: [] } }));
    const out = join(folder, 'interrupted');
    const args = ['hil', 'run', 'sim/story', '--repeat', '50', '--out', out, '--rig', ...files];
    const child = spawn(process.execPath, ['bin/holdfast.mjs', ...args], { stdio: 'ignore' });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    while (!isTalking(out, 'early') || !isTalking(out, 'late')) await wait(20);
    child.kill('SIGINT');
    expect(await ended).toBe(3);
    const results = readFileSync(join(runFolder(out, 'rigs'), 'results.json'), 'utf8');
    expect(results.match(/interrupted by SIGINT/g)?.length).toBeGreaterThanOrEqual(2);
  });

  for (const [how, signal] of [
    ['Ctrl-C', 'SIGINT'],
    ['a crash', 'SIGKILL'],
  ] as const) {
    test(`after ${how} the rig is dead`, async (context) => {
      const board: StandIn = await startStandIn([process.execPath, device]);
      const file = rig(`killed-${signal}`, { board: { port: board.path } });
      const out = join(folder, signal);
      const args = ['hil', 'run', 'sim/story', '--repeat', '50', '--rig', file, '--out', out];
      const child = spawn(process.execPath, ['bin/holdfast.mjs', ...args]);
      let complaint = '';
      child.stderr.on('data', (text) => {
        complaint += text;
      });
      let said = '';
      child.stdout.on('data', (text) => {
        said += text;
      });
      const busy = await untilTalking(out, child, () => said);
      if (busy !== '') {
        board.stop();
        return context.skip(busy);
      }
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      child.kill(signal);
      const code = await ended;
      if (signal === 'SIGINT') {
        expect([code, complaint]).toEqual([3, '']);
        const results = readFileSync(
          join(runFolder(out, `killed-${signal}`), 'results.json'),
          'utf8',
        );
        expect(results).toContain('interrupted by SIGINT');
        // The host's last word was off, whatever the board would have done by itself.
        const log = readFileSync(join(runFolder(out, `killed-${signal}`), 'serial.log'), 'utf8');
        const said = log.split('\n').filter((line) => /^ +[\d.]+ > \S+:/.test(line));
        expect(said.at(-1)).toMatch(/:off [0-9a-f]{4}$/);
        // Who interrupts says nothing against the rig.
        expect(existsSync(`${file}.broken`)).toBe(false);
      } else await wait(1700);
      const link = new Link(board.path);
      await link.open();
      const client = new BenchClient(link);
      expect(await client.hello()).toBe('bench node off');
      await link.close();
      board.stop();
    });
  }
});
