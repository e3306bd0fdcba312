/**
 * Extent: a wait or a block out of all proportion is refused when it is read, and what people mean is not.
 */

import { expect, test } from 'vitest';
import { complaintOf } from '../../support/scenario-complaint.ts';

test('a time that is too long is told with the unit that was probably meant', () => {
  const tooLong = 'expected at most 9600 h, found 100000 h; did you mean "100000 min"?';
  expect(complaintOf('plug in', 'after 100000 h')).toBe(`f:3:7: ${tooLong}`);
  expect(complaintOf('after 100000h plug in')).toBe(`f:2:7: ${tooLong}`);
  expect(complaintOf('expect phase idle within 100000 h')).toBe(`f:2:26: ${tooLong}`);
  expect(complaintOf('expect phase idle for 100000 h')).toBe(`f:2:23: ${tooLong}`);
  expect(complaintOf('never socket live for 100000 h')).toBe(`f:2:23: ${tooLong}`);
  expect(complaintOf('after 40000000000 ms')).toContain(
    'found 11112 h; did you mean "40000000000 us"?',
  );
  expect(complaintOf('after 99999999999999999999 h')).toMatch(/found \d+ h$/);
});

test('a year is a story, also in parts; what the parts come to is bounded as well', () => {
  expect(complaintOf('after 8784 h')).toBe('');
  expect(complaintOf('repeat 366 times', 'after 24 h', 'end')).toBe('');
  expect(complaintOf('after 6000 h', 'after 6000 h pull')).toBe(
    'f:3:1: a story takes at most 9600 h, found up to 12000 h up to here',
  );
  expect(complaintOf('repeat 3660 times', 'after 24 h', 'end')).toMatch(/^f:2:8: .* 87840 h/);
});

test('a block is bounded by the lines that are done, an empty one too, and the innermost is told', () => {
  expect(complaintOf('repeat 1000000000 times', 'end')).toBe(
    'f:2:8: a story does at most 1000000 lines, found 1000000000 up to here',
  );
  const blocks = (inner: number): string[] => {
    return ['plug in', 'repeat 2000 times', `repeat ${inner} times`, 'pull', 'end', 'end'];
  };
  expect(complaintOf(...blocks(1000))).toMatch(/^f:3:8: /);
  expect(complaintOf(...blocks(2000000))).toMatch(/^f:4:8: /);
  expect(complaintOf('repeat 100000 times', 'push', 'pull', 'end')).toBe('');
});
