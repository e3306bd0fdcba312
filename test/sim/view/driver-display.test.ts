/**
 * The driver's display says something of its own, with a step to take, in every state of the lock, and never says
 * that a plug is let go while it is held.
 */

import { expect, test } from 'vitest';
import { type FaultName, faultRows } from '../../../firmware/control/faults.ts';
import { whyWords } from '../../../firmware/control/words.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';
import { type DriverDisplay, displayOf } from '../../../sim/view/driver-display.ts';
import { driverMessagesOf } from '../../../sim/view/report/driver-messages.ts';
import { faultSteps } from '../../../sim/view/words/fault-steps.ts';
import { languageNames, wordsIn } from '../../../sim/view/words/language.ts';

const words = wordsIn('en');
const { steps, why: whys, asides } = words;
const faults = faultRows.slice(1).map(({ name }) => name) as FaultName[];
const dangers = faults.filter((fault) => faultSteps[fault].isDanger === true);

type Values = Record<string, string>;

function valuesOf(values: Values): Values {
  return {
    processor: 'on',
    fault: 'none',
    latch: 'locked',
    proximity: 'seated',
    pilot: 'B',
    ...values,
  };
}

/** What the display says of these values of the trace. */
function shown(values: Values): DriverDisplay {
  const all = valuesOf(values);
  return displayOf((name) => all[name]);
}

/** Everything that can stand together, and more. */
function everything(): Values[] {
  return ['none', ...faults].flatMap((fault) =>
    whyWords.flatMap((why) =>
      ['A', 'B'].flatMap((pilot) =>
        ['absent', 'seated'].map((proximity) => ({ fault, why, pilot, proximity })),
      ),
    ),
  );
}

test('every state has words, in every language', () => {
  const wrong = [undefined, 'undefined', ''];
  for (const language of languageNames) {
    for (const values of everything()) {
      const all = valuesOf(values);
      const {
        headline,
        detail,
        steps: todo,
        leaving,
        ends,
      } = displayOf((name) => all[name], language);
      expect(ends).not.toBe(undefined);
      const told = [headline, ...todo, ...leaving];
      expect(
        told.filter((text) => wrong.includes(text)),
        JSON.stringify(values),
      ).toEqual([]);
      expect(detail).not.toContain('undefined');
      expect(new Set([...todo, ...leaving]).size).toBe(todo.length + leaving.length);
    }
  }
});

test('no message says that the plug is let go while something holds it', () => {
  const isFree = ['free', 'welded-free'];
  const saysFree = [whys.free.detail, asides.unlocked, steps['wait-free']];
  for (const values of everything()) {
    if (isFree.includes(values['why'] ?? '')) continue;
    const { headline, detail, steps: todo } = shown(values);
    const told = [headline, detail].join(' ');
    expect(saysFree.filter((text) => told.includes(text))).toEqual([]);
    expect(told).not.toMatch(/lets go|is free\./);
    if (values['why'] === 'releasing') continue;
    expect(todo).not.toContain(steps['wait-free']);
  }
});

test('where the plug may be live, the danger stands first and nothing tells how to leave', () => {
  expect(dangers).toEqual(['welded', 'contacts-unsteady', 'earth-fault']);
  for (const values of everything()) {
    const isWelded = ['welded', 'welded-free'].includes(values['why'] ?? '');
    if (!isWelded && !dangers.includes(values['fault'] as FaultName)) continue;
    if (isWelded && values['fault'] !== 'none' && values['fault'] !== 'welded') continue;
    const { headline, steps: todo, leaving } = shown(values);
    expect(headline).toMatch(/^Do not (pull|touch)/);
    expect(todo[0]).toMatch(/^Do not (pull|touch)/);
    expect(leaving).toEqual([]);
  }
});

test('a jam behind any other fault asks for a push, and does not promise the plug', () => {
  for (const fault of faults.filter((one) => !dangers.includes(one))) {
    for (const values of [{ why: 'stuck' }, { why: 'releasing', light: 'push-plug-in' }]) {
      const { detail, leaving } = shown({ fault, ...values });
      if (faultSteps[fault].isAside !== true) expect(detail).toContain(whys.stuck.detail);
      expect(leaving[0]).toBe(steps['push-stop']);
      expect(leaving).toEqual(expect.arrayContaining([steps['no-force'], steps['leave-cable']]));
      expect(leaving.at(-1)).toBe(steps.installer);
      expect(shown({ fault, ...values }).steps).not.toContain(steps['plug-again']);
    }
  }
});

test('the session waits, and that is told apart from how to leave', () => {
  const { headline, detail, leaving } = shown({ why: 'paused' });
  expect(headline).toBe('Charging is paused');
  expect(detail).toContain('resume by itself');
  expect(leaving).toEqual([
    steps['stop-or-unplug'],
    steps['unlock-car'],
    steps['pull-car'],
    steps.pull,
  ]);
  const hot = shown({ why: 'fault-holds', fault: 'over-temperature', session: 'permitted' });
  expect(hot.detail).toContain(asides.resumes);
  expect(hot.leaving[0]).toBe(steps['press-stop']);
  // Who has pressed Stop is not told that the charge goes on.
  const stopped = shown({ why: 'free', fault: 'over-temperature', session: 'stopped' });
  expect(stopped.detail).not.toContain(asides.resumes);
});

test('the steps of the car are told while a car is plugged in, and no others are', () => {
  const alone = shown({ why: 'free', phase: 'released', latch: 'unlocked', pilot: 'A' });
  expect(alone).toMatchObject({ headline: 'Free', held: false, leaving: [steps.pull] });
  const car = shown({ why: 'free', phase: 'released', latch: 'unlocked' });
  const ends = [steps['unlock-car'], steps['pull-car'], steps.pull];
  // That the car holds is told once the charger does not.
  expect(car.leaving).toEqual([...ends, steps['relock-car'], steps['car-release']]);
});

test('an empty socket is there to be used, and there is nothing to take from it', () => {
  const ready = shown({ why: 'free', proximity: 'absent', phase: 'idle', latch: 'unlocked' });
  expect(ready).toMatchObject({ headline: 'Ready', leaving: [], ends: words.labels.away });
  expect(shown({ why: 'free', phase: 'idle', latch: 'unlocked' }).headline).toBe('Plug in the car');
  const hot = shown({ why: 'free', proximity: 'absent', fault: 'over-temperature' });
  expect(hot.detail).toContain(asides['ready-again']);
  expect(hot.leaving).toEqual([]);
});

test('without power it says which of unlocked or held is so', () => {
  const lost = (why: string, more: Values = {}) =>
    shown({ fault: 'power-loss', why, ...more }).detail;
  expect(lost('free', { latch: 'unlocked' })).toContain(asides.unlocked);
  expect(lost('power-lost')).toContain('held until power returns, as the owner chose');
  expect(lost('releasing')).toContain('being let go');
  expect(lost('stuck')).toContain('stuck');
  expect(lost('permanent')).toContain('keeps this cable locked');
});

test('behind a fault a plug is called locked only where the lock reads locked', () => {
  for (const latch of ['unlocked', 'unknown']) {
    for (const values of everything()) {
      const fault = (values['fault'] ?? 'none') as FaultName | 'none';
      if (fault !== 'none' && faultSteps[fault].isAside !== true) {
        expect(shown({ ...values, latch }).detail).not.toContain(asides.locked);
      }
    }
  }
  expect(shown({ fault: 'lock-supply-low', why: 'locking', latch: 'unlocked' }).detail).toContain(
    whys.locking.detail,
  );
});

test("the owner's lock is told by its reason, or by the setting where it is known", () => {
  const held = [steps['unplug-car'], steps['relock-car'], steps.owner];
  expect(shown({ why: 'permanent' }).leaving).toEqual(held);
  expect(shown({ why: 'charging', 'lock-policy': 'permanent' }).leaving).toEqual(held);
  expect(shown({ why: 'permanent', pilot: 'A' }).leaving).toEqual([steps.owner]);
  expect(shown({ why: 'charging', 'lock-policy': 'while-charging' }).leaving).not.toContain(
    steps.owner,
  );
});

test('the cold is told where the lock works, and first where it has failed', () => {
  expect(shown({ why: 'releasing', heat: 'cold' }).detail).toContain(asides.cold);
  expect(shown({ why: 'charging', heat: 'cold' }).detail).not.toContain(asides.cold);
  expect(shown({ why: 'stuck', heat: 'cold' }).leaving[0]).toBe(steps.cold);
  expect(shown({ why: 'stuck', heat: 'normal' }).leaving[1]).toBe(steps.cold);
});

test('a fault that stops nothing is added to what happens', () => {
  const display = shown({ why: 'charging', fault: 'settings-lost' });
  expect(display).toMatchObject({ headline: 'Charging', mood: 'charging' });
  expect(display.detail).toContain(words.faults['settings-lost'].headline);
  expect(display.steps).toEqual([steps.installer]);
});

test('a plug that lost contact may still be in the socket', () => {
  const lost = shown({
    fault: 'plug-lost',
    why: 'free',
    proximity: 'absent',
    latch: 'unlocked',
    phase: 'fault',
  });
  expect(lost.detail).toContain(whys.free.detail);
  expect(lost.leaving).toContain(steps.pull);
  // The detail says it already.
  expect(lost.ends).toBe('');
});

test('every other fault has its code', () => {
  for (const fault of faults) {
    const { code } = shown({ why: 'fault-holds', fault });
    // What only concerns this charger's own memory has no public code.
    const isOwn = fault === 'settings-lost' || fault === 'journal-unreadable';
    expect(code === '', fault).toBe(isOwn);
  }
});

test('which end holds is told as it is sensed', () => {
  expect(shown({ why: 'charging' }).ends).toBe(words.labels.held);
  expect(shown({ why: 'locking', latch: 'unlocked' }).ends).toBe(words.labels.free);
  expect(shown({ why: 'stuck', latch: 'unknown' })).toMatchObject({
    ends: words.labels.unsure,
    held: null,
  });
});

test('nothing is said twice', () => {
  const jam = shown({ fault: 'release-jam', why: 'stuck' });
  expect(jam.detail).toBe(whys.stuck.detail);
  const weld = shown({ fault: 'welded', why: 'welded-free', latch: 'unlocked' });
  expect(weld.detail).toBe(whys['welded-free'].detail);
});

test('a charger that does not answer a display beside it is not said to be without power', () => {
  const silent = shown({ processor: 'silent', why: 'charging' });
  expect(silent).toMatchObject({ headline: whys.silent.headline, mood: 'dark', leaving: [] });
});

test('without power the display is dark, and nothing is said of the lock', () => {
  const dark = shown({ processor: 'off', why: 'charging' });
  expect(dark).toMatchObject({ mood: 'dark', held: null, ends: '', leaving: [] });
});

test('a word of a newer firmware is taken as a plug that is held', () => {
  expect(shown({ why: 'new-word', fault: 'new-fault' }).headline).toBe(
    whys['fault-holds'].headline,
  );
});

test('nobody is told to lever', () => {
  for (const step of Object.values(steps)) {
    if (/lever|prise|twist/.test(step)) expect(step).toMatch(/never|not/);
  }
});

/** The headlines of a story, as they were shown. */
async function told(...lines: string[]): Promise<string[]> {
  const [scenario] = parseScenario('told.scenario', ['scenario Told', ...lines].join('\n'));
  if (scenario === undefined) throw new Error('no scenario');
  const result = await runScenario(scenario, new SimTarget());
  return driverMessagesOf(result).map(({ text }) => text);
}

test('a plug that loses contact and then jams is told as stuck, not as let go', async () => {
  const story = [
    'plug in',
    'car in',
    'after 5 s lock jammed',
    'after 1 s proximity wire cut',
    'after 60 s',
  ];
  const texts = await told(...story);
  expect(texts.at(-1)).toMatch(/^The plug lost contact\. Charging has stopped\. The lock is stuck/);
});

test('a display has no words while the controller has no power', async () => {
  const texts = await told('given hold-up 50 ms', 'plug in', 'after 2 s isolator off', 'after 3 s');
  expect(texts.at(-1)).toBe(`${whys.dark.headline}. ${whys.dark.detail}`);
});
