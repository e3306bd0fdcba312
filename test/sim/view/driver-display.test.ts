/**
 * The driver's display says something of its own, with a step to take, in every state of the lock.
 */

import { expect, test } from 'vitest';
import { whyWords } from '../../../firmware/control/words.ts';
import { faultWords } from '../../../firmware/fault-words.ts';
import { displayOf } from '../../../sim/view/driver-display.ts';

/** What the display says of these values of the trace. */
function shown(values: Record<string, string>) {
  const all: Record<string, string> = {
    processor: 'on',
    fault: 'none',
    latch: 'locked',
    ...values,
  };
  return displayOf((name) => all[name]);
}

test('every reason has words of its own', () => {
  // A weld and a fault that holds speak in the words of their faults.
  const byFault = ['welded', 'welded-free', 'fault-holds'];
  const spoken = whyWords.filter((why) => !byFault.includes(why));
  const headlines = spoken.map((why) => shown({ why, proximity: 'seated' }));
  for (const [i, display] of headlines.entries()) {
    expect(display.headline, spoken[i]).not.toBe(spoken[i]);
    expect(display.detail, spoken[i]).toMatch(/\.$/);
  }
});

test('every fault is told whole, with its steps and its code', () => {
  for (const [fault, words] of Object.entries(faultWords)) {
    const display = shown({ why: 'fault-holds', fault });
    const told = `${display.headline}. ${display.detail}`.trim().replace(/\.$/, '');
    expect(`${told}.`.replace(/\.\.$/, '.')).toBe(words.driver);
    expect(display).toMatchObject({ steps: words.steps, mood: 'fault' });
    // What only concerns this charger's own memory has no public code.
    const isOwn = fault === 'settings-lost' || fault === 'journal-unreadable';
    expect(display.code === '', fault).toBe(isOwn);
  }
});

test('a plug that is let go is told to be pulled, an empty socket to be used', () => {
  expect(
    shown({ why: 'free', proximity: 'seated', phase: 'released', latch: 'unlocked' }),
  ).toMatchObject({ headline: 'Free', held: false });
  expect(shown({ why: 'free', proximity: 'absent', phase: 'idle' }).headline).toBe('Ready');
  expect(shown({ why: 'free', proximity: 'seated', phase: 'idle' }).headline).toBe(
    'Plug in the car',
  );
});

test('a stroke that has failed asks for a push, whatever the reason says', () => {
  expect(shown({ why: 'releasing', light: 'push-plug-in' }).headline).toBe('Push the plug in');
});

test('without power nothing is said of the lock', () => {
  expect(shown({ processor: 'off', why: 'charging' })).toMatchObject({ mood: 'dark', held: null });
});
