/** A record in two slots: the newest that can be read is read, whatever has happened to the other. */
import { expect, test } from 'vitest';
import { crc16 } from '../../../firmware/storage/crc16.ts';
import { createRecord, readRecord, writeRecord } from '../../../firmware/storage/record.ts';
import { Slots } from '../../support/journal-records.ts';

const SLOT = 5;

function readAgain(slots: Slots, layout = 1): { text: string; isLost: boolean } {
  const record = createRecord(slots, SLOT, layout);
  return { text: readRecord(record), isLost: record.isLost };
}

test('what was written last is read, over every wrap of the sequence', () => {
  const slots = new Slots();
  expect(readAgain(slots)).toEqual({ text: '', isLost: false });
  const record = createRecord(slots, SLOT, 1);
  record.sequence = 65530;
  for (let i = 0; i < 12; i++) {
    writeRecord(record, `a:b ${i}`);
    expect(readAgain(slots)).toEqual({ text: `a:b ${i}`, isLost: false });
  }
  expect(record.sequence).toBe(6);
});

test('of two the newer is read, up to half the range of the sequence before the other', () => {
  const read = (first: number, second: number): string => {
    const slots = new Slots();
    for (const [i, body] of [`1:${first}:one`, `1:${second}:two`].entries())
      slots.write(SLOT + i, `${body} ${crc16(body)}`);
    return readAgain(slots).text;
  };
  for (const first of [0, 0x8000, 0xfffe]) {
    for (const ahead of [1, 0x3fff, 0x4001, 0x7fff])
      expect(read(first, (first + ahead) & 0xffff)).toBe('two');
    for (const ahead of [0x8000, 0x8001, 0xc001, 0xffff])
      expect(read(first, (first + ahead) & 0xffff)).toBe('one');
  }
});

test('the checksum of nothing is no record', () => {
  const slots = new Slots();
  slots.write(SLOT, `${crc16('')}`);
  expect(readAgain(slots)).toEqual({ text: '', isLost: true });
});

test('whoever has read goes on behind what was read', () => {
  const slots = new Slots();
  writeRecord(createRecord(slots, SLOT, 1), 'one');
  const next = createRecord(slots, SLOT, 1);
  readRecord(next);
  writeRecord(next, 'two');
  expect(readAgain(slots).text).toBe('two');
  expect(slots.read(SLOT)).toContain(':two ');
  expect(slots.read(SLOT + 1)).toContain(':one ');
});

test('a write that is cut off anywhere leaves the text before', () => {
  const slots = new Slots();
  const record = createRecord(slots, SLOT, 1);
  writeRecord(record, 'one');
  writeRecord(record, 'two');
  const place = SLOT + (record.sequence & 1);
  const whole = slots.read(place);
  for (let length = 0; length < whole.length; length++) {
    slots.write(place, whole.substring(0, length));
    expect(readAgain(slots)).toEqual({ text: 'one', isLost: false });
  }
});

test('with both damaged nothing is read, and it is said that there was something', () => {
  const slots = new Slots();
  const record = createRecord(slots, SLOT, 1);
  writeRecord(record, 'one');
  slots.write(SLOT + 1, `${slots.read(SLOT + 1)}1`);
  expect(readAgain(slots)).toEqual({ text: '', isLost: true });
  slots.write(SLOT, 'x');
  slots.write(SLOT + 1, '');
  expect(readAgain(slots)).toEqual({ text: '', isLost: true });
});

test('another layout is not read, and neither is a sequence that is no number', () => {
  const slots = new Slots();
  writeRecord(createRecord(slots, SLOT, 1), 'one');
  expect(readAgain(slots, 2)).toEqual({ text: '', isLost: true });
  for (const body of ['1:x:one', '1:-1:one', '1', '']) {
    slots.write(SLOT + 1, `${body} ${crc16(body)}`);
    expect(readAgain(slots).text, body).toBe('');
  }
});
