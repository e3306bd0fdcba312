/**
 * The demonstration of the README, in real time: a foreign back-end frees a plug, in less than a minute, and what it tells
 * is what the README shows.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { playDemo } from '../../../bridge/simulated/demo.ts';

/** Instants and durations are others every time. */
function untimed(line: string): string {
  return line.replace(/^ *[\d.]+ s {2}/, '').replace(/\d+ ms/, '… ms');
}

/** What the README shows of it, behind the gap. */
function shown(): string[] {
  const readme = readFileSync('README.md', 'utf8');
  const blocks = [...readme.matchAll(/```\n(.*?)```/gs)].map((match) => match[1] as string);
  const lines = blocks
    .find((text) => text.includes('asks UnlockConnector'))
    ?.trimEnd()
    .split('\n');
  return (lines ?? [])
    .slice((lines ?? []).findIndex((line) => line.trim() === '…') + 1)
    .map(untimed);
}

test('a back-end that others wrote frees the plug, as the README shows it', async () => {
  const told: string[] = [];
  const beganMs = performance.now();
  expect(await playDemo((line) => told.push(line))).toBe(true);
  expect(performance.now() - beganMs).toBeLessThan(60000);
  expect(told.join('\n')).toMatch(/answers Unlocked[^\n]*\n[^\n]*is dead, the pin is withdrawn/);
  const lines = told.map(untimed);
  const tail = lines.slice(lines.lastIndexOf('back-end  hears StatusNotification Charging'));
  // The driver pulls while the back-end is told of the end: these two do not wait for each other.
  const hears = (line: string): boolean => line.startsWith('back-end');
  const both = shown();
  // A status that lasts for a moment is told in some runs only.
  const lasting = tail.filter((line) => hears(line) && both.includes(line));
  expect(lasting).toEqual(both.filter(hears));
  expect(tail.filter((line) => !hears(line))).toEqual(both.filter((line) => !hears(line)));
  // A back-end that waits for an answer is told nothing before it (docs/bridge.md).
  for (const one of [tail, both]) {
    const answer = one.findIndex((line) => line.includes('answers Unlocked'));
    expect(one.findIndex((line) => line.includes('hears StopTransaction'))).toBeGreaterThan(answer);
  }
});
