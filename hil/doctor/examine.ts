/**
 * Examine: the whole examination, in order. Settings that would start the charger by itself are changed first
 * and restored last, in every case.
 */

import { examineAtRest } from './at-rest.ts';
import { examineButtons, examineIsolator } from './buttons.ts';
import { examineContactor } from './contactor.ts';
import { examineController } from './controller.ts';
import { Device } from './device.ts';
import { type ConsoleLine, DoctorError, type Person } from './examination.ts';
import { Chart, type Finding, skipped } from './finding.ts';
import { type Fittings, readFittings } from './fittings.ts';
import { examineLock } from './lock.ts';
import { examineTester } from './tester.ts';

/** During the examination nothing is energised without `start`, and a plug at B is locked. */
const borrowed = [
  ['authorization', 'on'],
  ['lock-policy', 'while-connected'],
  ['lock-before-authorization', 'on'],
  ['authorization-time', '0 ms'],
] as const;

export interface Told {
  /** Called once, when the device has identified itself. */
  begun(fittings: Fittings): void;
  /** The next section begins. */
  section(title: string): void;
  finding(finding: Finding): void;
  /** A setting that could not be restored. */
  warning(text: string): void;
}

async function borrow(device: Device): Promise<string[]> {
  const giveBack: string[] = [];
  for (const [name, value] of borrowed) {
    const was = (await device.ask(`get ${name}`, [`ok ${name} `])).split(' ').slice(2).join(' ');
    if (was === value) continue;
    const answer = await device.order(`set ${name} ${value}`);
    if (!answer.startsWith('ok')) {
      throw new DoctorError(`${device.line.name}: "set ${name} ${value}" was refused: ${answer}`);
    }
    giveBack.push(`set ${name} ${was}`);
  }
  return giveBack;
}

async function giveBack(device: Device, lines: readonly string[], told: Told): Promise<void> {
  for (const line of lines) {
    const answer = await device.order(line).catch(() => 'no answer');
    if (!answer.startsWith('ok')) told.warning(`type "${line}" by hand: ${answer}`);
  }
}

async function walk(
  device: Device,
  person: Person,
  fittings: Fittings,
  chart: Chart,
  told: Told,
): Promise<void> {
  told.section('Inputs at rest');
  chart.add(...(await examineAtRest(device, fittings)));
  told.section('Buttons');
  chart.add(...(await examineButtons(device, person)));
  told.section('Lock');
  chart.add(...(await examineLock(device, person, fittings)));
  await device.becomes('phase', ['idle'], 20000);
  told.section('Pilot and proximity with the tester');
  const isDead = device.valueOf('contacts') === 'open';
  if (isDead && device.valueOf('latch') === 'unlocked') {
    const tested = await examineTester(device, person);
    chart.add(...(tested ?? [skipped('tester and contactor', 'no tester')]));
    if (tested !== null) {
      told.section('Contactor');
      const isHealthy = chart.failures.length === 0;
      chart.add(...(await examineContactor(device, person, fittings, isHealthy)));
    }
  } else {
    const why = isDead
      ? 'the pin is not proven back: a plug would not go in, or not come out again'
      : 'the outgoing side is not proven dead: nobody should put a plug in';
    chart.add(skipped('tester and contactor', why));
  }
  told.section('Controller');
  chart.add(...(await examineController(device)));
  told.section('Isolator');
  chart.add(...(await examineIsolator(device, person)));
}

/**
 * @returns all findings; the device has its own settings again
 * @throws DoctorError where the device does not answer
 */
export async function examine(line: ConsoleLine, person: Person, told: Told): Promise<Chart> {
  const device = new Device(line);
  const chart = new Chart((finding) => told.finding(finding));
  await device.greet(5000);
  const fittings = await readFittings(device);
  told.begun(fittings);
  const settings = await borrow(device);
  try {
    if (!(await person.act('plug-out'))) {
      throw new DoctorError('the examination begins with an empty socket-outlet');
    }
    await walk(device, person, fittings, chart, told);
  } finally {
    await giveBack(device, settings, told);
  }
  return chart;
}
