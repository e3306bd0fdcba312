/**
 * The doctor finds every wiring fault that can be put into the simulated charger, energises nothing
 * without a yes, and leaves everything as it was.
 */

import { expect, test } from 'vitest';
import { summarize } from '../../../bin/commands/hil/doctor.ts';
import {
  createBistableParts,
  createHoldToLockParts,
} from '../../../firmware/drivers/lock-parts.ts';
import { causes } from '../../../hil/doctor/causes.ts';
import { Device } from '../../../hil/doctor/device.ts';
import { type ConsoleLine, DoctorError, ExaminationLeft } from '../../../hil/doctor/examination.ts';
import { type ExaminationReport, examine } from '../../../hil/doctor/examine.ts';
import type { Chart } from '../../../hil/doctor/finding.ts';
import type { Step } from '../../../hil/simulated/doctor/scripted-person.ts';
import {
  createSimulatedCharger,
  type SimulatedCharger,
} from '../../../hil/simulated/doctor/simulated-charger.ts';
import type { WiringFault } from '../../../hil/simulated/doctor/wiring-fault.ts';
import { wiringFaults } from '../../../hil/simulated/doctor/wiring-faults.ts';
import { ms } from '../../../sim/clock.ts';
import type { Setup } from '../../../sim/world/setup.ts';

const silent: ExaminationReport = {
  begun: () => undefined,
  section: () => undefined,
  finding: () => undefined,
  warning: (text) => {
    throw new Error(text);
  },
};

interface Examined extends SimulatedCharger {
  readonly chart: Chart;
}

async function examined(
  fault: WiringFault | null,
  refuses: readonly Step[] = [],
  adjust?: (setup: Setup) => void,
): Promise<Examined> {
  const charger = createSimulatedCharger(fault, refuses, adjust);
  const known = { program: null, holdUpOf: async () => charger.holdUpMs };
  return { ...charger, chart: await examine(charger.line, charger.person, silent, known) };
}

const verdicts = (chart: Chart): string[] =>
  chart.findings
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ check, verdict, found }) => `${verdict} ${check}: ${found}`);

const eventsOf = (charger: SimulatedCharger, name: string): string[] =>
  charger.world.trace.events.filter((event) => event.name === name).map(({ value }) => value);

/** The simulated board has no hardware beside its interpreter, and does not report its memory. */
const ofTheBoard = [
  'skipped reflex: none: the interpreter alone opens the contactor',
  'skipped memory: this board does not report it',
];

test('a whole charger passes everything that it can tell', async () => {
  const { chart, person } = await examined(null);
  expect(verdicts(chart)).toEqual(ofTheBoard);
  expect(chart.findings.length).toBeGreaterThan(30);
  expect(summarize(chart, () => undefined)).toBe(0);
  expect(person.asked.slice(person.asked.indexOf('energise'))).toEqual([
    'energise',
    'pilot-duty',
    'tester-c',
    'tester-b',
    'tester-a',
    'tester-out',
    'isolator-off',
    'isolator-on',
    'set-jumper',
    'take-jumper-off',
  ]);
});

for (const fault of wiringFaults) {
  test(`finds ${fault.name}: ${causes[fault.finds].wrong}`, async () => {
    const charger = await examined(fault);
    expect(charger.chart.causes).toContain(fault.finds);
    expect(summarize(charger.chart, () => undefined)).toBe(1);
    // Whatever is wrong with the wiring, finding it endangers nobody. A weld was live before we came.
    const hazards = fault.name === 'contactor-welded' ? [] : eventsOf(charger, 'hazard');
    expect(hazards).toEqual([]);
    expect(eventsOf(charger, 'guard').filter((rule) => rule !== 'none')).toEqual([]);
    expect(eventsOf(charger, 'session').at(-1)).toBe('none');
  });
}

test('every wiring fault of the field failures is among them', () => {
  const fields = new Set(wiringFaults.map((fault) => fault.field));
  for (const name of ['F02', 'F03', 'F05', 'F06', 'F07', 'F09', 'F18', 'F19', 'F21', 'F23']) {
    expect(fields).toContain(name);
  }
  for (const name of ['F26', 'F27', 'F29']) expect(fields).toContain(name);
});

/** Causes that no simulated wiring fault stands for; each has its own test below or in doctor-verdict. */
const elsewhere = [
  'closed-without-yes',
  'contactor-does-not-open',
  'current-offset',
  'heap-low',
  'latch-between',
  'lock-does-not-go-out',
  'lock-does-not-hold',
  'lock-supply-high',
  'not-ready',
  'pilot-level-wrong',
  'plug-not-released',
  'program-damaged',
  'program-other',
  'proximity-plug',
  'proximity-pull-up',
  'supply-high',
];

test('every cause is found by a simulated fault, or has a test of its own', () => {
  const found = new Set<string>(wiringFaults.map((fault) => fault.finds));
  expect(
    Object.keys(causes)
      .filter((cause) => !found.has(cause))
      .sort(),
  ).toEqual(elsewhere);
});

test('what the charger remembers is told before the verdict, in plain words', async () => {
  const lived = createSimulatedCharger(null);
  const { world } = lived;
  world.plant.socket.insert('in');
  world.plant.car.plug(true);
  world.plant.settle();
  world.advance(ms(20000));
  world.plant.work('stopButton', true);
  world.plant.settle();
  world.advance(ms(300));
  world.plant.work('stopButton', false);
  world.plant.settle();
  world.advance(ms(15000));
  world.plant.socket.pull();
  world.plant.car.plug(false);
  world.plant.settle();
  world.advance(ms(5000));
  const printed: string[] = [];
  const chart = await examine(lived.line, lived.person, silent);
  summarize(chart, (line) => printed.push(line));
  const text = printed.join('\n');
  expect(text).toMatch(
    /What the charger remembers\n {2}since the board was new: strokes of the lock 3,/,
  );
  expect(text).toMatch(/start 1, \d+ s after it: the contactor closed/);
  expect(text).toMatch(/start 1, \d+ s after it: stopped at the button/);
  expect(text).not.toContain('the watchdog has bitten');
  // The examination itself has the watchdog bite: the next one says so.
  const again = await examine(lived.line, lived.person, silent);
  printed.length = 0;
  summarize(again, (line) => printed.push(line));
  expect(printed.join('\n')).toContain('! the watchdog has bitten');
});

test('without a yes nothing is ever energised', async () => {
  const charger = await examined(null, ['energise']);
  expect(verdicts(charger.chart)).toEqual([
    'skipped contactor closes: not confirmed with yes',
    ...ofTheBoard,
  ]);
  expect(eventsOf(charger, 'contactor')).not.toContain('closed');
  expect(eventsOf(charger, 'plug').at(-1)).toBe('out');
});

test('before the yes nothing was energised', async () => {
  const { world, line, person } = createSimulatedCharger(null);
  const ask = person.ask.bind(person);
  let before: string[] = [];
  person.ask = async (question) => {
    if (question === 'energise') {
      before = world.trace.events.filter(({ name }) => name === 'contactor').map((e) => e.value);
    }
    return ask(question);
  };
  await examine(line, person, silent);
  expect(before).toEqual(['open']);
  expect(world.trace.events.some((e) => e.name === 'contactor' && e.value === 'closed')).toBe(true);
});

test('a found fault keeps everything from being energised', async () => {
  const charger = await examined(wiringFaults.find(({ name }) => name === 'lock-stiff') ?? null);
  expect(eventsOf(charger, 'contactor')).not.toContain('closed');
});

test('without a tester nobody is asked about it, and nothing is passed for it', async () => {
  const { chart, person } = await examined(null, ['tester-in']);
  expect(verdicts(chart)).toEqual(['skipped tester and contactor: no tester', ...ofTheBoard]);
  expect(person.asked.filter((asked) => /tester|energise|plug-held/.test(asked))).toEqual([
    'tester-in',
  ]);
});

test('a plug that comes out of a locked socket is found', async () => {
  const { chart } = await examined(null, ['plug-held']);
  expect(chart.causes).toContain('lock-does-not-hold');
});

const settingOf = async (line: ConsoleLine, name: string): Promise<string> =>
  (await new Device(line).order(`get ${name}`)).split(' ').slice(2).join(' ');

test('the settings are put back', async () => {
  const { line, chart } = await examined(null, [], (setup) => {
    setup.limits.push((limits) => {
      limits.authorizationMs = 90000;
    });
  });
  expect(chart.failures).toEqual([]);
  expect(await settingOf(line, 'authorization')).toBe('off');
  expect(await settingOf(line, 'authorization-time')).toBe('90000 ms');
});

test('the settings are put back when the person gives up', async () => {
  const { line, person } = createSimulatedCharger(null, ['plug-out']);
  await expect(examine(line, person, silent)).rejects.toThrow(/empty socket-outlet/);
  expect(await settingOf(line, 'authorization')).toBe('off');
});

const parts = [...createBistableParts(), ...createHoldToLockParts()].map(({ name }) => name);

for (const part of parts) {
  test(`a whole charger with ${part} passes`, async () => {
    const { chart } = await examined(null, [], (setup) => {
      setup.lock = part;
    });
    expect(verdicts(chart)).toEqual(ofTheBoard);
  });
}

test('the supply is held against the window that its owner has set', async () => {
  const narrow = (setup: Setup): void => {
    setup.limits.push((limits) => {
      limits.lowSupplyDecivolts = 2200;
      limits.highSupplyDecivolts = 2290;
    });
  };
  const { chart } = await examined(null, [], narrow);
  const supply = chart.findings.find(({ check }) => check === 'supply voltage');
  expect(supply).toMatchObject({ verdict: 'fail', found: '230 V', expected: '220 to 229 V' });
  expect(chart.causes).toContain('supply-high');
});

test('a duty that nobody measures is left out, and not passed', async () => {
  const { chart } = await examined(null, ['pilot-duty']);
  expect(verdicts(chart)).toEqual(['skipped pilot duty at CP: left out', ...ofTheBoard]);
});

test('behind a wrong duty nothing is energised', async () => {
  const charger = await examined(
    wiringFaults.find(({ name }) => name === 'pilot-pulse-short') ?? null,
  );
  expect(charger.chart.causes).toEqual(['pilot-duty-wrong']);
  expect(eventsOf(charger, 'contactor')).not.toContain('closed');
});

test('a charger without sensor, meters and mirror says what it has not', async () => {
  const { chart } = await examined(null, [], (setup) => {
    setup.residualFitted = false;
    setup.currentMeter = false;
    setup.supplyMeter = false;
    setup.proofs = 2;
  });
  expect(chart.failures).toEqual([]);
  expect(verdicts(chart)).toEqual([
    'skipped current at rest: not fitted on this board',
    'skipped supply voltage: not fitted on this board',
    'skipped earth voltage: not fitted on this board',
    'skipped residual-current self-test: no sensor is fitted on this board',
    ...ofTheBoard,
  ]);
});

/** A line on which something else is. */
function strangeLine(says: string | null): ConsoleLine {
  let now = 0;
  return {
    name: '/dev/strange',
    write: async () => undefined,
    read: async (withinMs) => {
      now += says === null ? withinMs : 100;
      return says;
    },
    nowMs: () => now,
    close: async () => undefined,
  };
}

for (const says of [null, 'ERROR: unknown command', '']) {
  test(`a line that says ${JSON.stringify(says)} is told with its port`, async () => {
    const { person } = createSimulatedCharger(null);
    const end = examine(strangeLine(says), person, silent);
    await expect(end).rejects.toThrow(DoctorError);
    await expect(examine(strangeLine(says), person, silent)).rejects.toThrow(
      /^\/dev\/strange: nothing answers "hello"/,
    );
  });
}

test('a person who leaves while the tester is supplied leaves nothing live, and every setting as it was', async () => {
  const charger = createSimulatedCharger(null);
  const { line, person, world } = charger;
  const typed: string[] = [];
  const written = Object.assign(Object.create(line) as ConsoleLine, {
    write: (text: string) => {
      typed.push(text);
      return line.write(text);
    },
  });
  const leaves = Object.assign(Object.create(person) as typeof person, {
    act: async (task: Parameters<typeof person.act>[0]) => {
      if (world.trace.valueOf('contacts') === 'closed') throw new ExaminationLeft('interrupted');
      return person.act(task);
    },
  });
  await expect(examine(written, leaves, silent)).rejects.toThrow(ExaminationLeft);
  // A vehicle has its time to stop drawing, and nothing closes again behind it.
  world.advance(ms(30000));
  expect(eventsOf(charger, 'contactor')).toEqual(expect.arrayContaining(['closed']));
  expect(world.trace.valueOf('contactor')).toBe('open');
  const set = typed.filter((text) => text.startsWith('set '));
  expect(typed).toContain('stop');
  expect(set.slice(-2).sort()).toEqual([
    'set authorization off',
    expect.stringMatching(/^set authorization-time \d+ ms$/),
  ]);
});
