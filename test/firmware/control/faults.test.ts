/**
 * Faults: the enum, the table and the words say the same, and the table says what people are promised.
 */

import { expect, test } from 'vitest';
import {
  driverCodeOf,
  faultWords,
  PORT_LOCKED,
  wordsOf,
} from '../../../firmware/control/fault-words.ts';
import {
  Action,
  actionOf,
  Clears,
  clearsOf,
  codeOf,
  Fault,
  faultRows,
} from '../../../firmware/control/faults.ts';

const inOrder: [Fault, string][] = [
  [Fault.None, 'none'],
  [Fault.Welded, 'welded'],
  [Fault.ResidualCurrent, 'residual-current'],
  [Fault.EmergencyStop, 'emergency-stop'],
  [Fault.PowerLoss, 'power-loss'],
  [Fault.EarthFault, 'earth-fault'],
  [Fault.Undervoltage, 'undervoltage'],
  [Fault.Overvoltage, 'overvoltage'],
  [Fault.OverTemperature, 'over-temperature'],
  [Fault.ThermometerLost, 'thermometer-lost'],
  [Fault.OverCurrent, 'over-current'],
  [Fault.LatchLost, 'latch-lost'],
  [Fault.PlugLost, 'plug-lost'],
  [Fault.ContactorOpen, 'contactor-open'],
  [Fault.PilotShort, 'pilot-short'],
  [Fault.PilotDiode, 'pilot-diode'],
  [Fault.PilotInvalid, 'pilot-invalid'],
  [Fault.LockJam, 'lock-jam'],
  [Fault.AuthorizationTimeout, 'authorization-timeout'],
  [Fault.SelfTestFailed, 'self-test-failed'],
  [Fault.ProximityShort, 'proximity-short'],
  [Fault.PartialInsertion, 'partial-insertion'],
  [Fault.NoPlug, 'no-plug'],
  [Fault.VentilationRequired, 'ventilation-required'],
  [Fault.LockSupplyLow, 'lock-supply-low'],
  [Fault.ReleaseJam, 'release-jam'],
];
const real = inOrder.slice(1);

test('the table has as many rows as there are faults', () => {
  expect(faultRows.length).toBe(Fault.Count);
  expect(inOrder.length).toBe(Fault.Count);
});

for (const [fault, name] of inOrder) {
  test(`row ${fault} of the table is ${name}`, () => {
    expect(faultRows[fault]?.name).toBe(name);
  });
}

test('every fault but none has words, and there are no words without a fault', () => {
  expect(Object.keys(faultWords).sort()).toEqual(real.map(([, name]) => name).sort());
  expect(wordsOf(Fault.None)).toBeUndefined();
});

test('the words stand in the order of precedence', () => {
  expect(Object.keys(faultWords)).toEqual(real.map(([, name]) => name));
});

for (const [fault, name] of real) {
  test(`${name} tells the driver what to do, and the installer where to look`, () => {
    const words = wordsOf(fault);
    expect(words?.driver).toMatch(/^[A-Z].*\.$/);
    expect(words?.installer).toMatch(/^\S.*[.?]$/s);
    expect(words?.steps.length).toBeGreaterThan(0);
    for (const step of words?.steps ?? []) expect(step).toMatch(/^[A-Z].*\.$/);
    expect(['socket', 'vehicle', 'unknown']).toContain(words?.end);
    expect(codeOf(fault)).toMatch(/^CX0\d\d$/);
  });
}

test('nobody is told to lever, and whoever may be holding a live plug is told not to pull', () => {
  for (const [, name] of real) {
    for (const step of faultWords[name]?.steps ?? []) {
      if (/lever|prise/.test(step)) expect(step).toMatch(/never|not/);
    }
  }
  expect(wordsOf(Fault.Welded)?.steps[0]).toBe('Do not pull the plug.');
});

test('a plug that cannot be taken out has the public name, and nothing else has', () => {
  const named = real.filter(([fault]) => driverCodeOf(fault) === PORT_LOCKED);
  expect(named.map(([, name]) => name)).toEqual(['welded', 'release-jam']);
  expect(PORT_LOCKED).toBe('ChargePortLocked');
  expect(driverCodeOf(Fault.LatchLost)).toBe('CX025');
  expect(driverCodeOf(Fault.None)).toBe('');
});

test('a graver action never stands below a milder one that it would hide', () => {
  const opening = real.filter(([fault]) => actionOf(fault) >= Action.Hold);
  const milder = real.filter(([fault]) => actionOf(fault) < Action.Hold);
  const lastOpening = opening.at(-1)?.[0] as Fault;
  expect(milder.every(([fault]) => fault > lastOpening)).toBe(true);
});

test('no fault but a weld holds the plug for ever: release, or a hold that something clears', () => {
  for (const [fault, name] of real) {
    if (actionOf(fault) !== Action.Hold) continue;
    const cleared = [Clears.ByItself, Clears.Pilot, Clears.Unplugging];
    if (fault === Fault.Welded) expect(clearsOf(fault)).toBe(Clears.Disproof);
    else expect(cleared, name).toContain(clearsOf(fault));
  }
});

/** What people are promised of every fault: what it does, what ends it, and its code. */
const promised: Record<string, [Action, Clears, string]> = {
  none: [Action.Notice, Clears.ByItself, ''],
  welded: [Action.Hold, Clears.Disproof, 'CX017'],
  'residual-current': [Action.Release, Clears.SelfTest, 'CX002'],
  'emergency-stop': [Action.Release, Clears.ByItself, 'CX008'],
  'power-loss': [Action.Hold, Clears.ByItself, 'CX015'],
  'earth-fault': [Action.Hold, Clears.ByItself, 'CX002'],
  undervoltage: [Action.Hold, Clears.ByItself, 'CX006'],
  overvoltage: [Action.Hold, Clears.ByItself, 'CX005'],
  'over-temperature': [Action.Hold, Clears.ByItself, 'CX019'],
  'thermometer-lost': [Action.Hold, Clears.ByItself, 'CX003'],
  'over-current': [Action.Release, Clears.Person, 'CX004'],
  'latch-lost': [Action.Release, Clears.Person, 'CX025'],
  'plug-lost': [Action.Release, Clears.Person, 'CX023'],
  'contactor-open': [Action.Release, Clears.Person, 'CX017'],
  'pilot-short': [Action.Hold, Clears.Pilot, 'CX014'],
  'pilot-diode': [Action.Hold, Clears.Unplugging, 'CX014'],
  'pilot-invalid': [Action.Hold, Clears.Pilot, 'CX014'],
  'lock-jam': [Action.Release, Clears.Person, 'CX001'],
  'authorization-timeout': [Action.Release, Clears.Person, 'CX009'],
  'self-test-failed': [Action.Refuse, Clears.ByItself, 'CX002'],
  'proximity-short': [Action.Refuse, Clears.ByItself, 'CX023'],
  'partial-insertion': [Action.Refuse, Clears.ByItself, 'CX020'],
  'no-plug': [Action.Refuse, Clears.ByItself, 'CX023'],
  'ventilation-required': [Action.Refuse, Clears.ByItself, 'CX010'],
  'lock-supply-low': [Action.Notice, Clears.ByItself, 'CX001'],
  'release-jam': [Action.Notice, Clears.ByItself, 'CX001'],
};

for (const [fault, name] of inOrder) {
  test(`${name} does what is promised, and ends as promised`, () => {
    expect([actionOf(fault), clearsOf(fault), codeOf(fault)]).toEqual(promised[name]);
  });
}
