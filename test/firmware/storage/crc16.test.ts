/** The checksum: the published check value, bytes above 127, and characters that are no bytes. */
import { expect, test } from 'vitest';
import { crc16 } from '../../../firmware/storage/crc16.ts';

test('it is CRC-16/CCITT-FALSE', () => {
  expect(crc16('123456789')).toBe(0x29b1);
  expect(crc16('')).toBe(0xffff);
  expect(crc16('\xff')).toBe(0xff00);
  expect(crc16('\x00')).toBe(0xe1f0);
});

test('a character beyond the bytes never passes for the byte in its lower half', () => {
  for (let upper = 1; upper < 256; upper++)
    expect(crc16(String.fromCharCode(0x41 + 256 * upper))).not.toBe(crc16('A'));
});
