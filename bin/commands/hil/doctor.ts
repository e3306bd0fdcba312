/**
 * `holdfast doctor`: examines a charger on the bench over its console, together with a person in front of it.
 * The charger is a board behind a serial line, or this computer's pins.
 */

import { fileURLToPath } from 'node:url';
import { causes } from '../../../hil/doctor/causes.ts';
import { DoctorError, ExaminationLeft } from '../../../hil/doctor/examination.ts';
import { type ExaminationReport, examine, type Known } from '../../../hil/doctor/examine.ts';
import type { Chart, Finding } from '../../../hil/doctor/finding.ts';
import type { ExpectedProgram } from '../../../hil/doctor/program.ts';
import { TerminalPerson } from '../../../hil/doctor/terminal-person.ts';
import { checkSignature } from '../../../hil/flash/signature.ts';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { describeMemory, remarksOn } from '../../../hil/line/charger-memory.ts';
import { endSignals } from '../../../hil/line/end-signals.ts';
import { createSimulatedCharger } from '../../../hil/simulated/doctor/simulated-charger.ts';
import { wiringFaults } from '../../../hil/simulated/doctor/wiring-faults.ts';
import { didYouMean } from '../../../sim/scenario/source.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT, INTERRUPTED } from '../../exit-codes.ts';
import { readBuilt } from './built-program.ts';
import { lineOf } from './doctor-line.ts';
import { checkOptions, type DoctorOptions, DoctorUsageError } from './doctor-options.ts';
import { showPorts } from './ports.ts';

const marks: Record<Finding['verdict'], string> = {
  pass: paint.green('✓'),
  fail: paint.red('✗'),
  skipped: paint.yellow('–'),
};

/** A short note stays on the line of its check. */
const COLUMNS = 78;

function findingLine(finding: Finding): string {
  const { check, found, expected, verdict } = finding;
  const head = `  ${check.padEnd(26)} ${found}`;
  const beside = expected === '' ? '' : `(${verdict === 'fail' ? 'expected ' : ''}${expected})`;
  const gap = head.length + beside.length + 3 > COLUMNS ? `\n${' '.repeat(31)}` : ' ';
  return `  ${marks[verdict]}${head.slice(1)}${beside === '' ? '' : gap + paint.dim(beside)}`;
}

function createReport(print: Print): ExaminationReport {
  return {
    begun: ({ device, lock }) => {
      print(`${paint.bold(device)}, lock ${lock}`);
      print(
        paint.dim('Nothing is energised without your yes; the settings are restored at the end.'),
      );
    },
    section: (title) => print(`\n${paint.bold(title)}`),
    finding: (finding) => print(findingLine(finding)),
    warning: (text) => print(paint.yellow(text)),
  };
}

/** What the charger remembered before it was examined: no verdict, but often the answer. */
function tellMemory({ memory }: Chart, print: Print): void {
  print(`\n${paint.bold('What the charger remembers')}`);
  if (memory === null) {
    print('  nothing was told: "events" and "counters" were not answered as expected');
    return;
  }
  for (const line of describeMemory(memory)) print(`  ${line}`);
  for (const remark of remarksOn(memory)) print(paint.yellow(`  ! ${remark}`));
}

/** What the charger remembers, the causes in plain words, and the count of the checks. */
export function summarize(chart: Chart, print: Print): number {
  const count = (verdict: Finding['verdict']): number =>
    chart.findings.filter((finding) => finding.verdict === verdict).length;
  tellMemory(chart, print);
  print('');
  for (const cause of chart.causes) {
    const { wrong, todo } = causes[cause];
    print(paint.red(`✗ ${wrong}`));
    print(`  ${todo}`);
  }
  const left = count('skipped');
  const leftOut = left === 0 ? '' : paint.yellow(`, ${left} left out (left out is not passed)`);
  const failed = count('fail');
  const verdict =
    failed === 0 ? paint.green('nothing wrong was found') : paint.red(`${failed} failed`);
  print(`${count('pass')} passed, ${verdict}${leftOut}`);
  return failed === 0 ? 0 : 1;
}

function listFaults(print: Print): number {
  for (const fault of wiringFaults) {
    print(
      `${fault.name.padEnd(26)} ${fault.field.padEnd(4)} ${paint.dim(causes[fault.finds].wrong)}`,
    );
  }
  return 0;
}

/** @throws UsageError where the file is not whole, or not signed by the key */
function expectedProgram({ file, verifyKey }: DoctorOptions): ExpectedProgram | null {
  if (file === undefined) return null;
  const program = readBuilt(file);
  if (verifyKey !== undefined) checkSignature(program, verifyKey);
  const { version, map } = program.head;
  return { file, version, map, isSigned: verifyKey !== undefined };
}

async function examineSimulated(options: DoctorOptions, print: Print): Promise<number> {
  const name = options.fault;
  const fault = wiringFaults.find((one) => one.name === name) ?? null;
  if (name !== undefined && fault === null) {
    const names = wiringFaults.map((one) => one.name);
    throw new DoctorUsageError(
      `no fault "${name}"${didYouMean(name, names)}; doctor --sim --fault list lists them`,
    );
  }
  const program = expectedProgram(options);
  const { line, person, holdUpMs } = createSimulatedCharger(fault);
  const known = { program, holdUpOf: async () => holdUpMs };
  return summarize(await examine(line, person, createReport(print), known), print);
}

/** What the map of a name declares in this project; null where it has none, or nothing that reads maps. */
function holdUpIn(root: string): Known['holdUpOf'] {
  return async (name) => {
    if (!/^[\w-]+$/.test(name)) return null;
    const folder = fileURLToPath(root);
    const file = `${folder}firmware/boards/${name}.ts`;
    try {
      const { readSource } = await import(new URL('build/boards/source.mjs', root).href);
      const { map } = await readSource(file, 'pinMap', folder);
      return map?.name === name && Number.isFinite(map.holdUpMs) ? map.holdUpMs : null;
    } catch {
      return null;
    }
  };
}

async function examineDevice(root: string, options: DoctorOptions, print: Print): Promise<number> {
  const known = { program: expectedProgram(options), holdUpOf: holdUpIn(root) };
  const line = await lineOf(root, options);
  if (process.stdin.isTTY !== true) {
    throw new DoctorUsageError('doctor asks a person at the bench: run it in a terminal');
  }
  await line.open();
  const person = new TerminalPerson();
  // The settings that were borrowed are given back first, which a process that is ended at once does not do.
  const leave = (signal: string): void => person.leave(signal);
  for (const signal of endSignals) process.once(signal, leave);
  try {
    return summarize(await examine(line, person, createReport(print), known), print);
  } finally {
    for (const signal of endSignals) process.off(signal, leave);
    person.close();
    await line.close();
  }
}

/** @returns 0 nothing wrong found, 1 something is wrong, 3 no board or no answer, 130 interrupted */
export async function doctor(root: string, options: DoctorOptions, print: Print): Promise<number> {
  checkOptions(options);
  if (options.ports === true) return showPorts(print);
  if (options.fault === 'list') return listFaults(print);
  try {
    return options.sim === true
      ? await examineSimulated(options, print)
      : await examineDevice(root, options, print);
  } catch (error) {
    if (!(error instanceof DoctorError || error instanceof BenchError)) throw error;
    print(paint.red(error.message));
    return error instanceof ExaminationLeft ? INTERRUPTED : ENVIRONMENT;
  }
}
