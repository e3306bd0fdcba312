/**
 * Examine: the whole examination, in order. Settings that would start the charger by itself are changed first
 * and restored last, in every case.
 */

import { recallMemory } from '../line/charger-memory.ts';
import { examineAtRest } from './at-rest.ts';
import { examineButtons, examineJumper } from './buttons.ts';
import { examineContactor } from './contactor.ts';
import { examineController } from './controller.ts';
import { Device } from './device.ts';
import { type ConsoleLine, DoctorError, type Person } from './examination.ts';
import { Chart, type Finding, skipped } from './finding.ts';
import { type Fittings, mapOf, readFittings } from './fittings.ts';
import { examineIsolator } from './isolator.ts';
import { examineLock } from './lock.ts';
import { type ExpectedProgram, examineProgram } from './program.ts';
import { examineTester } from './tester.ts';

/** During the examination nothing is energised without `start`, and a plug at B is locked. */
const borrowed = [
  ['authorization', 'on'],
  ['lock-policy', 'while-connected'],
  ['lock-before-authorization', 'on'],
  ['authorization-time', '0 ms'],
] as const;

/** What is known of the charger without asking it. */
export interface Known {
  /** The program that should be on the device; null where nobody says. */
  readonly program: ExpectedProgram | null;
  /** How long the controller lives without mains as a map declares it, by its name; null where it is not at hand. */
  readonly holdUpOf: (map: string) => Promise<number | null>;
}

const nothingKnown: Known = { program: null, holdUpOf: async () => null };

export interface ExaminationReport {
  /** Called once, when the device has identified itself. */
  begun(fittings: Fittings): void;
  /** The next section begins. */
  section(title: string): void;
  finding(finding: Finding): void;
  /** A setting that could not be restored. */
  warning(text: string): void;
}

/** @param giveBack the lines that undo it are added one by one, because any of the orders may fail */
async function borrow(device: Device, giveBack: string[]): Promise<void> {
  for (const [name, value] of borrowed) {
    const was = (await device.ask(`get ${name}`, [`ok ${name} `])).split(' ').slice(2).join(' ');
    if (was === value) continue;
    const answer = await device.order(`set ${name} ${value}`);
    if (!answer.startsWith('ok')) {
      throw new DoctorError(`${device.line.name}: "set ${name} ${value}" was refused: ${answer}`);
    }
    giveBack.push(`set ${name} ${was}`);
  }
}

async function giveBack(
  device: Device,
  lines: readonly string[],
  report: ExaminationReport,
): Promise<void> {
  for (const line of lines) {
    const answer = await device.order(line).catch(() => 'no answer');
    if (!answer.startsWith('ok')) report.warning(`type "${line}" by hand: ${answer}`);
  }
}

async function walk(
  device: Device,
  person: Person,
  fittings: Fittings,
  chart: Chart,
  report: ExaminationReport,
): Promise<void> {
  report.section('Inputs at rest');
  chart.add(...(await examineAtRest(device, fittings)));
  report.section('Buttons');
  chart.add(...(await examineButtons(device, person)));
  report.section('Lock');
  chart.add(...(await examineLock(device, person, fittings)));
  await device.becomes('phase', ['idle'], 20000);
  report.section('Pilot and proximity with the tester');
  const isDead = device.valueOf('contacts') === 'open';
  if (isDead && device.valueOf('latch') === 'unlocked') {
    const tested = await examineTester(device, person);
    chart.add(...(tested ?? [skipped('tester and contactor', 'no tester')]));
    if (tested !== null) {
      report.section('Contactor');
      const isHealthy = chart.failures.length === 0;
      chart.add(...(await examineContactor(device, person, fittings, isHealthy)));
    }
  } else {
    const why = isDead
      ? 'the pin is not proven back: a plug would not go in, or not come out again'
      : 'the outgoing side is not proven dead: do not insert a plug';
    chart.add(skipped('tester and contactor', why));
  }
  report.section('Controller');
  chart.add(...(await examineController(device)));
}

/**
 * @returns all findings; the device has its own settings again
 * @throws DoctorError where the device does not answer
 */
export async function examine(
  line: ConsoleLine,
  person: Person,
  report: ExaminationReport,
  known: Known = nothingKnown,
): Promise<Chart> {
  const device = new Device(line);
  const chart = new Chart((finding) => report.finding(finding));
  await device.greet(5000);
  const fittings = await readFittings(device);
  report.begun(fittings);
  report.section('Program');
  chart.add(...(await examineProgram(device, fittings, known.program)));
  // Before anything is done: the examination itself moves the lock, and restarts the board.
  chart.memory = await recallMemory((line, end, withinMs) => device.list(line, end, withinMs));
  const settings: string[] = [];
  try {
    await borrow(device, settings);
    if (!(await person.act('plug-out'))) {
      throw new DoctorError('the examination begins with an empty socket-outlet');
    }
    await walk(device, person, fittings, chart, report);
    report.section('Isolator');
    const declaredMs = await known.holdUpOf(mapOf(fittings));
    chart.add(...(await examineIsolator(device, person, fittings, declaredMs)));
  } catch (error) {
    // A tester at C, or a car, would be supplied on and on behind a doctor that has left.
    await device.order('stop').catch(() => undefined);
    throw error;
  } finally {
    await giveBack(device, settings, report);
  }
  report.section('Service jumper');
  chart.add(...(await examineJumper(device, person)));
  return chart;
}
