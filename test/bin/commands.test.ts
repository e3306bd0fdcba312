/**
 * Commands as people call them: exit codes, what bad input is answered with, pipes and colours.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wantsColours } from '../../sim/view/colours.ts';
import { useCommand } from '../support/used-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function shell(command: string, env: Record<string, string> = {}) {
  return spawnSync('bash', ['-c', `set -o pipefail; ${command}`], {
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '', NO_COLOR: '', ...env },
  });
}

const holdfast = 'node bin/holdfast.mjs';
const good = file('good.scenario', 'scenario Good\nplug in\nexpect proximity seated within 1 s\n');
const failing = file('failing.scenario', 'scenario Fails\nexpect phase ready within 1 s\n');
const worse = file('worse.scenario', 'scenario Worse\nplgu in\nexpect phas idle for 1 s\n');
const misspelt = file('misspelt.scenario', 'scenario Bad\nplgu in\n');

for (const [args, code, said] of [
  [`sim run ${good}`, 0, /^pass Good\n1 scenario, all passed/],
  [`sim run ${failing}`, 1, /failing\.scenario:2 @1000 ms\n +phase ready: not within 1000 ms/],
  [`sim run ${misspelt}`, 2, /misspelt\.scenario:2:1: nothing begins with "plgu"; did you mean/],
  [
    'explore --set base --group contactor --states 1000 --out OUT',
    3,
    /more than 1000 states: give the search room for more \(--states\)/,
  ],
  ['--help', 0, /^Usage: holdfast/],
] as const) {
  test(`holdfast ${args.replaceAll(`${folder}/`, '')} ends with ${code}`, () => {
    const { status, stdout, stderr } = shell(`${holdfast} ${args.replace('OUT', folder)}`);
    expect(stdout + stderr).toMatch(said);
    expect(status).toBe(code);
    expect(stderr).not.toContain('    at ');
  });
}

// A file that is open for reading alone stands for a disk that is full.
test.skipIf(process.platform === 'win32')(
  'output that cannot be written ends with 3 and a line',
  () => {
    for (const command of [`sim run ${good}`, 'sim words', '--help']) {
      const { status, stderr } = shell(`${holdfast} ${command} 1<README.md`);
      expect([command, status, stderr]).toEqual([
        command,
        3,
        expect.stringMatching(/^standard output cannot be written: EBADF[^\n]*\n$/),
      ]);
    }
    expect(shell(`${holdfast} sim run ${misspelt} 2<README.md`).status).toBe(3);
  },
);

// The same code, in this process: a process each takes half a second.
for (const [args, said] of [
  [`sim run ${good} ${misspelt}`, /^[^\n]*misspelt\.scenario:2:1: [^\n]*\n$/],
  [
    `sim run ${misspelt} ${worse}`,
    /^[^\n]*misspelt\.scenario:2:1: [^\n]*\n[^\n]*worse\.scenario:2:1: [^\n]*\n[^\n]*worse\.scenario:3:8: [^\n]*\n$/,
  ],
  ['plgu', /^error: unknown command 'plgu'\nholdfast --help tells what can be written here\n$/],
  ['sim run missing.scenario', /^missing\.scenario: no such file or folder\n$/],
  ['sim run', /missing required argument 'paths'/],
  ['sim run --variant no test/scenarios/console', /no scenario with variant "no"/],
  [`sim run ${good} --platform kalumma`, /^no platform "kalumma", .*did you mean "kaluma"\?\n$/],
  ['explore --set bas', /there are base, .*did you mean "base"\?/],
  ['explore --threads none', /Expected a whole number from 1/],
  ['bench reaction --phases 0', /Expected a whole number from 1/],
  ['bench reaction --json missing/x.json', /The folder missing is not there/],
  ['hil link --steps many', /Expected a whole number from 1/],
  ['hil console /dev/null --baud-rate fast', /--baud-rate fast: expected a whole number from 300/],
  [`hil run ${good} --retries none`, /--retries: expected a whole number, found "none"/],
  [`hil run ${good} --timeout soon`, /--timeout: expected a whole number from 1, found "soon"/],
  [`hil run ${good} --allow-late 1s`, /--allow-late: expected a whole number, found "1s"/],
  [`hil run ${good} --rig missing.json`, /missing\.json: there is no such file/],
  [
    'sim run --lstfailed x',
    /^error: unknown option '--lstfailed'\n\(Did you mean --last-failed\?\)\nholdfast sim run --help [^\n]*\n$/,
  ],
] as const) {
  test(`holdfast ${args.replaceAll(`${folder}/`, '')} is refused`, async () => {
    const { code, text } = await useCommand(args);
    expect(text).toMatch(said);
    expect(code).toBe(2);
    expect(text).not.toContain('    at ');
  });
}

test('the scenarios of the project are found from any folder, by the names that they have in it', () => {
  const program = join(process.cwd(), 'bin/holdfast.mjs');
  const { status, stdout } = shell(
    `cd ${folder} && node ${program} sim run test/scenarios/console good.scenario`,
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(/pass Good\n\d+ scenarios, all passed/);
});

test('an interrupted run says how far it came, and leaves no report that looks like a pass', () => {
  const report = file('junit.xml', 'of the run before');
  const told = file('told', '');
  const run = `${holdfast} sim run test/scenarios/field --junit ${report} > ${told} & child=$!`;
  // A computer with much to do needs longer until the first scenario has run.
  const begun = `for i in $(seq 300); do [ -s ${told} ] && break; sleep 0.1; done`;
  const script = `(${run}; ${begun}; kill -INT $child; wait $child; echo ended $?; cat ${told})`;
  const { stdout } = shell(`set -m; ${script}`);
  expect(stdout).toMatch(/interrupted by SIGINT after \d+ of \d+ scenarios, \d+ failed; [^\n]*\n/);
  expect(stdout).toContain('ended 130');
  expect(stdout).not.toContain('all passed');
  expect(existsSync(report)).toBe(false);
});

test('whoever reads our lines may stop reading', () => {
  const { status, stderr, stdout } = shell(`${holdfast} sim words | head -1`);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toBe('given …\n');
});

test('a verdict that nobody waits for is no pass: what is interrupted says so, and what ends has its own code', () => {
  const run = shell(`${holdfast} sim run ${good} test/scenarios/timing | head -1`);
  expect(run.stdout.split('\n')).toHaveLength(2);
  expect(run.status).not.toBe(0);
  const check = shell(`${holdfast} board check README.md 2>&1 | true`);
  expect(check.status).not.toBe(0);
});

test('colours are for terminals, and for those who want them', () => {
  const sequence = '\u001b[';
  const run = `${holdfast} sim run ${good}`;
  // A CI server names itself so, and keeps what is printed in files.
  expect(shell(run, { CI: 'true' }).stdout).not.toContain(sequence);
  expect(shell(run, { CI: '' }).stdout).not.toContain(sequence);
  expect(shell(run, { FORCE_COLOR: '1' }).stdout).toContain(sequence);
});

for (const [env, terminal, wanted] of [
  [{}, true, true],
  [{}, false, false],
  [{ CI: 'true' }, false, false],
  [{ TERM: 'dumb' }, true, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: '' }, false, false],
] as const) {
  const where = terminal ? 'on a terminal' : 'into a pipe';
  test(`colours ${where} with ${JSON.stringify(env)}: ${wanted ? 'yes' : 'no'}`, () => {
    expect(wantsColours(env, terminal)).toBe(wanted);
  });
}

test('the language is printed in lines that fit a wide terminal', async () => {
  const lines = (await useCommand('sim words')).text.split('\n');
  expect(lines.length).toBeGreaterThan(50);
  expect(lines.filter((line) => line.length > 120)).toEqual([]);
});
