/**
 * Indicator: each message by colour and by rhythm, and no change that nobody was told of.
 */

import { expect, test } from 'vitest';
import { Light } from '../../../firmware/control/outputs.ts';
import { lightWords } from '../../../firmware/control/words.ts';
import {
  createIndicator,
  indicatorDueMs,
  playIndicator,
} from '../../../firmware/drivers/indicator.ts';

const RED = 1;
const GREEN = 2;
const BLUE = 4;
const AMBER = RED | GREEN;

/** What is shown in each tenth of a second of two cycles, played in laps of this length. */
function play(light: Light, lapMs = 10): number[] {
  const indicator = createIndicator();
  const shown: number[] = [];
  playIndicator(indicator, light, lapMs);
  for (let ms = 0; ms < 2000; ms += lapMs) {
    if (ms % 100 < lapMs) shown.push(indicator.colour);
    playIndicator(indicator, light, lapMs);
  }
  return shown;
}

/** The rhythm alone: 1 where anything is lit. */
function rhythmOf(light: Light): string {
  return play(light)
    .map((colour) => (colour === 0 ? '.' : '#'))
    .join('');
}

const everyLight: Light[] = lightWords.map((_, index) => index);
const messages: [Light, number, string][] = [
  [Light.Dark, 0, '..........'],
  [Light.Ready, GREEN, '##########'],
  [Light.Locked, BLUE, '##########'],
  [Light.Charging, BLUE, '#####.....'],
  [Light.Finished, GREEN, '#####.....'],
  [Light.Releasing, AMBER, '##....##..'],
  [Light.PushPlugIn, AMBER, '#.#.......'],
  [Light.Fault, RED, '#.#.#.#.#.'],
];

for (const [light, colour, cycle] of messages) {
  test(`${lightWords[light]} is ${cycle} in its colour, second after second`, () => {
    expect(rhythmOf(light)).toBe(cycle + cycle);
    expect(new Set(play(light).filter((shown) => shown !== 0))).toEqual(
      new Set(colour === 0 ? [] : [colour]),
    );
  });
}

for (const [light, colour] of [
  [Light.Releasing, AMBER],
  [Light.Fault, RED],
] as const) {
  test(`${lightWords[light]} is quick: at least two flashes a second`, () => {
    const flashes = rhythmOf(light).match(/#+/g) ?? [];
    expect(flashes.length).toBeGreaterThanOrEqual(4);
    expect(new Set(play(light).filter((shown) => shown !== 0))).toEqual(new Set([colour]));
  });
}

test('a lamp that was never played is dark, at the beginning of its rhythm', () => {
  expect(createIndicator()).toEqual({ light: Light.Dark, beat: 0, beatForMs: 0, colour: 0 });
});

test('the first beat of a message is a whole one', () => {
  const indicator = createIndicator();
  playIndicator(indicator, Light.Charging, 50);
  playIndicator(indicator, Light.Fault, 10);
  expect(playIndicator(indicator, Light.Fault, 99)).toBe(RED);
  expect(playIndicator(indicator, Light.Fault, 1)).toBe(0);
});

test('no two messages look the same', () => {
  const looks = everyLight.map((light) => play(light).join(' '));
  expect(new Set(looks).size).toBe(everyLight.length);
});

test('who cannot tell red from green can tell every message by its rhythm or its blue', () => {
  const looks = everyLight.map((light) =>
    play(light)
      .map((colour) => (colour === 0 ? '.' : colour === BLUE ? 'b' : '#'))
      .join(''),
  );
  const alike = everyLight.filter((light) => looks.indexOf(looks[light] as string) !== light);
  expect(alike.map((light) => lightWords[light])).toEqual([]);
});

test('the rhythm does not depend on how often it is played', () => {
  for (const light of everyLight) {
    for (const lapMs of [20, 40, 50]) expect(play(light, lapMs)).toEqual(play(light, 10));
  }
});

test('beats that a late lap slept through are not made up for', () => {
  const indicator = createIndicator();
  playIndicator(indicator, Light.Charging, 10);
  expect(playIndicator(indicator, Light.Charging, 10300)).toBe(BLUE);
  expect(playIndicator(indicator, Light.Charging, 200)).toBe(0);
});

test('a new message begins at its first beat', () => {
  const indicator = createIndicator();
  playIndicator(indicator, Light.Charging, 10);
  playIndicator(indicator, Light.Charging, 700);
  expect(indicator.colour).toBe(0);
  expect(playIndicator(indicator, Light.Finished, 10)).toBe(GREEN);
  expect(playIndicator(indicator, Light.Finished, 490)).toBe(GREEN);
  expect(playIndicator(indicator, Light.Finished, 10)).toBe(0);
});

test('the lamp never changes before it said that it would', () => {
  for (const light of everyLight) {
    const indicator = createIndicator();
    playIndicator(indicator, light, 10);
    for (let i = 0; i < 50; i++) {
      const before = indicator.colour;
      const dueMs = indicatorDueMs(indicator);
      const early = { ...indicator };
      expect(playIndicator(early, light, Math.min(dueMs, 5000) - 1)).toBe(before);
      playIndicator(indicator, light, 30);
    }
  }
});

test('a steady lamp is never due', () => {
  for (const light of [Light.Dark, Light.Ready, Light.Locked]) {
    const indicator = createIndicator();
    playIndicator(indicator, light, 10);
    expect(indicatorDueMs(indicator), lightWords[light]).toBeGreaterThan(3600 * 1000);
  }
});
