/**
 * Why a transaction has ended, in the words of each version: every reason has one, and each is a word of its schema.
 */

import { expect, test } from 'vitest';
import { reasonNumbers } from '../../../bridge/modbus/registers.ts';
import { reasonWords as words16 } from '../../../bridge/ocpp/v16/events16.ts';
import { reasonWords as words201 } from '../../../bridge/ocpp/v201/events201.ts';

/** Every text that a version's schemas have in a list of words. */
async function wordsOf(file: string): Promise<Set<string>> {
  const path = `ocpp-rpc/lib/schemas/${file}.json`;
  const { default: schemas } = await import(path, { with: { type: 'json' } });
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { enum: list } = value as { enum?: string[] };
    for (const word of list ?? []) found.add(word);
    for (const inner of Object.values(value)) look(inner);
  };
  look(schemas);
  return found;
}

test('every reason has its words, and a number of Modbus', () => {
  const names = reasonNumbers.filter((name) => name !== 'none').sort();
  expect(Object.keys(words16).sort()).toEqual(names);
  expect(Object.keys(words201).sort()).toEqual(names);
});

test('each is a word of its version', async () => {
  const known16 = await wordsOf('ocpp1_6');
  expect(Object.values(words16).filter((word) => !known16.has(word))).toEqual([]);
  for (const file of ['ocpp2_0_1', 'ocpp2_1']) {
    const known = await wordsOf(file);
    const used = Object.values(words201).flat();
    expect([file, ...used.filter((word) => !known.has(word))]).toEqual([file]);
  }
});

test('whoever has stopped is told apart', () => {
  expect([words16.local, words16.remote, words16.manager]).toEqual(['Local', 'Remote', 'Other']);
  expect([words16['car-gone'], words16['power-loss']]).toEqual(['EVDisconnected', 'PowerLoss']);
  expect(words201.remote).toEqual(['Remote', 'RemoteStop']);
  expect(words201.manager).toEqual(['Other', 'StopAuthorized']);
  expect(words201['ground-fault']).toEqual(['GroundFault', 'AbnormalCondition']);
  expect(words201['over-current']).toEqual(['OvercurrentFault', 'AbnormalCondition']);
});
