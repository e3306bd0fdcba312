/**
 * `holdfast doctor`: examines a charger on the bench over its console, together with a person in front of it.
 * The charger is a board behind a serial line, or this computer's pins.
 */

import { fileURLToPath } from 'node:url';
import { causes } from '../../../hil/doctor/causes.ts';
import { DoctorError } from '../../../hil/doctor/examination.ts';
import { type ExaminationReport, examine } from '../../../hil/doctor/examine.ts';
import type { Chart, Finding } from '../../../hil/doctor/finding.ts';
import type { ExpectedProgram } from '../../../hil/doctor/program.ts';
import { SerialLine } from '../../../hil/doctor/serial-line.ts';
import { TerminalPerson } from '../../../hil/doctor/terminal-person.ts';
import { checkPort, listCandidates } from '../../../hil/flash/candidates.ts';
import { checkSignature } from '../../../hil/flash/signature.ts';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { describeMemory, remarksOn } from '../../../hil/line/charger-memory.ts';
import { findPort, openPort } from '../../../hil/line/port.ts';
import { openProcess } from '../../../hil/line/process-port.ts';
import { readLinuxMap } from '../../../hil/linux/read-map.ts';
import { createSimulatedCharger } from '../../../hil/simulated/doctor/simulated-charger.ts';
import { wiringFaults } from '../../../hil/simulated/doctor/wiring-faults.ts';
import { UsageError } from '../../../sim/errors.ts';
import { didYouMean } from '../../../sim/scenario/source.ts';
import { paint } from '../../../sim/view/colours.ts';
import { readBuilt } from './built-program.ts';
import { readKeyFile } from './given-keys.ts';
import { showPorts } from './ports.ts';

type Print = (line: string) => void;

export interface DoctorOptions {
  readonly port?: string;
  /** A map of this computer's pins: the charger is then a program of this project. */
  readonly board?: string;
  readonly baudRate: string;
  readonly ports?: boolean;
  readonly sim?: boolean;
  /** The installer's key, where commissioning has ended. */
  readonly keyFile?: string;
  /** The program that should be on the board. */
  readonly file?: string;
  /** The Ed25519 public key that must have signed it. */
  readonly verifyKey?: string;
  /** A name of `wiringFaults`, or `list`. */
  readonly fault?: string;
}

/** The person named something that does not exist. Exit code 2. */
export class DoctorUsageError extends UsageError {}

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
  if (file === undefined) {
    if (verifyKey === undefined) return null;
    throw new DoctorUsageError('--verify-key checks a program: name it with --file');
  }
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
  const expected = expectedProgram(options);
  const { line, person } = createSimulatedCharger(fault);
  return summarize(await examine(line, person, createReport(print), expected), print);
}

async function choosePort(options: DoctorOptions): Promise<string> {
  if (options.port !== undefined) {
    checkPort(options.port, await listCandidates());
    return findPort(options.port);
  }
  const known = (await listCandidates()).filter((port) => port.vendorId !== undefined);
  const [first, second] = known;
  if (first === undefined) {
    throw new DoctorError('no board is there: no USB serial port; name one with --port');
  }
  if (second !== undefined) {
    const paths = known.map((port) => port.path).join(', ');
    throw new DoctorUsageError(`more than one port is there (${paths}); name one with --port`);
  }
  return first.path;
}

async function serialLine(options: DoctorOptions): Promise<SerialLine> {
  const baud = Number(options.baudRate);
  if (!Number.isInteger(baud) || baud < 300) {
    throw new DoctorUsageError(
      `--baud-rate expects a speed such as 115200, found "${options.baudRate}"`,
    );
  }
  const port = await choosePort(options);
  const keys = options.keyFile === undefined ? new Map() : readKeyFile(options.keyFile);
  return new SerialLine(port, (events) => openPort(port, baud, events), keys);
}

/** @throws LinuxMapError */
async function computerLine(root: string, board: string): Promise<SerialLine> {
  // Errors in the map are reported before anything is started.
  await readLinuxMap(root, board);
  const program = fileURLToPath(new URL('bin/holdfast.mjs', root));
  const command = [process.execPath, program, 'hil', 'linux', '--board', board];
  return new SerialLine(board, (events) => openProcess(board, command, events));
}

async function examineDevice(root: string, options: DoctorOptions, print: Print): Promise<number> {
  const { board } = options;
  if (board !== undefined && options.port !== undefined) {
    throw new DoctorUsageError(
      '--port is a board behind a line, --board are the pins of this computer: one of them',
    );
  }
  const expected = expectedProgram(options);
  const line = board === undefined ? await serialLine(options) : await computerLine(root, board);
  if (process.stdin.isTTY !== true) {
    throw new DoctorUsageError('doctor asks a person at the bench: run it in a terminal');
  }
  await line.open();
  const person = new TerminalPerson();
  try {
    return summarize(await examine(line, person, createReport(print), expected), print);
  } finally {
    person.close();
    await line.close();
  }
}

/** @returns 0 nothing wrong found, 1 something is wrong, 3 no board or no answer */
export async function doctor(root: string, options: DoctorOptions, print: Print): Promise<number> {
  if (options.ports === true) return showPorts(print);
  if (options.fault === 'list') return listFaults(print);
  if (options.fault !== undefined && options.sim !== true) {
    throw new DoctorUsageError('--fault belongs to --sim: a real charger brings its own');
  }
  const given = [options.sim, options.board, options.port].filter((one) => one !== undefined);
  if (given.length > 1) {
    throw new DoctorUsageError('--sim, --board and --port name three chargers: give one of them');
  }
  try {
    return options.sim === true
      ? await examineSimulated(options, print)
      : await examineDevice(root, options, print);
  } catch (error) {
    if (!(error instanceof DoctorError || error instanceof BenchError)) throw error;
    print(paint.red(error.message));
    return 3;
  }
}
