/**
 * Faults: the enum, the table and the words say the same, and the table says what people are promised.
 */

import { expect, test } from 'vitest';
import {
  Action,
  actionOf,
  Clears,
  clearsOf,
  codeOf,
  Fault,
  faultRows,
  retiredIds,
} from '../../../firmware/control/faults.ts';
import { driverCodeOf, PORT_LOCKED } from '../../../firmware/driver-code.ts';
import { faultWords, wordsOf } from '../../../firmware/fault-words.ts';

/** Every fault in the order of precedence, and its name as the enum spells it. */
const inOrder = Array.from({ length: Fault.Count }, (_, fault): [Fault, string] => [
  fault,
  (Fault[fault] as string).replace(/(?<=.)[A-Z]/g, '-$&').toLowerCase(),
]);
const real = inOrder.slice(1);

test('the table has as many rows as there are faults', () => {
  expect(faultRows.length).toBe(Fault.Count);
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
  test(`${name} tells the installer where to look, and a back-end where it belongs`, () => {
    const words = wordsOf(fault);
    expect(words?.installer).toMatch(/^\S.*[.?]$/s);
    expect(['socket', 'vehicle', 'unknown']).toContain(words?.end);
    // That list has no code for what concerns this charger's own memory only.
    const isOwn = fault === Fault.JournalUnreadable || fault === Fault.SettingsLost;
    if (isOwn) expect(codeOf(fault)).toBe('');
    else expect(codeOf(fault)).toMatch(/^CX0\d\d$/);
  });
}

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

test('no two faults share an identifier, and none has that of a fault that was removed', () => {
  const ids = [...faultRows.map(({ id }) => id), ...retiredIds];
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids)
    expect(Number.isSafeInteger(id) && id >= 0 && id < 4096, `${id}`).toBe(true);
});

test('every identifier below the highest belongs to a fault, or is kept as one of a fault that was removed', () => {
  const ids = [...faultRows.map(({ id }) => id), ...retiredIds].sort((a, b) => a - b);
  expect(ids).toEqual(ids.map((_, i) => i));
});

/**
 * What boards and people were promised of the faults of version 0.1: the identifier, what the fault does, what
 * ends it, and its code. The same of every fault stands in docs/faults.md, which a test compares.
 */
const promised: Record<string, [number, Action, Clears, string]> = {
  none: [0, Action.Notice, Clears.ByItself, ''],
  welded: [1, Action.Hold, Clears.Disproof, 'CX017'],
  'residual-current': [2, Action.Release, Clears.SelfTest, 'CX002'],
  'emergency-stop': [3, Action.Release, Clears.Act, 'CX008'],
  'power-loss': [4, Action.Hold, Clears.ByItself, 'CX015'],
  'contacts-unsteady': [30, Action.Hold, Clears.ByItself, 'CX017'],
  'earth-fault': [5, Action.Hold, Clears.ByItself, 'CX002'],
  undervoltage: [6, Action.Hold, Clears.ByItself, 'CX006'],
  overvoltage: [7, Action.Hold, Clears.ByItself, 'CX005'],
  'over-temperature': [8, Action.Hold, Clears.ByItself, 'CX019'],
  'thermometer-lost': [9, Action.Hold, Clears.ByItself, 'CX003'],
  'over-current': [10, Action.Release, Clears.Leaving, 'CX004'],
  'latch-lost': [11, Action.Release, Clears.Leaving, 'CX025'],
  'latch-lost-opening': [28, Action.Release, Clears.Leaving, 'CX025'],
  'plug-lost': [12, Action.Release, Clears.Person, 'CX023'],
  'proof-stuck': [33, Action.Release, Clears.Person, 'CX017'],
  'contactor-open': [13, Action.Release, Clears.Person, 'CX017'],
  'contactor-dropped': [31, Action.Release, Clears.Person, 'CX017'],
  'pilot-short': [14, Action.Hold, Clears.Pilot, 'CX014'],
  'pilot-diode': [15, Action.Hold, Clears.Unplugging, 'CX014'],
  'pilot-invalid': [16, Action.Hold, Clears.Pilot, 'CX014'],
  'lock-jam': [17, Action.Release, Clears.Person, 'CX001'],
  'authorization-timeout': [18, Action.Release, Clears.Person, 'CX009'],
  'journal-unreadable': [27, Action.Refuse, Clears.Act, ''],
  'latch-unproven': [32, Action.Refuse, Clears.ByItself, 'CX001'],
  'reflex-stopped': [34, Action.Refuse, Clears.ByItself, 'CX017'],
  'self-test-failed': [19, Action.Refuse, Clears.ByItself, 'CX002'],
  'proximity-short': [20, Action.Refuse, Clears.ByItself, 'CX023'],
  'partial-insertion': [21, Action.Refuse, Clears.ByItself, 'CX020'],
  'no-plug': [22, Action.Refuse, Clears.ByItself, 'CX023'],
  'ventilation-required': [23, Action.Refuse, Clears.ByItself, 'CX010'],
  'lock-supply-low': [24, Action.Notice, Clears.ByItself, 'CX001'],
  'release-jam': [25, Action.Notice, Clears.ByItself, 'CX001'],
};

for (const [name, promise] of Object.entries(promised)) {
  test(`${name} keeps its identifier, does what is promised, and ends as promised`, () => {
    const fault: Fault = faultRows.findIndex((row) => row.name === name);
    expect([faultRows[fault]?.id, actionOf(fault), clearsOf(fault), codeOf(fault)]).toEqual(
      promise,
    );
  });
}
