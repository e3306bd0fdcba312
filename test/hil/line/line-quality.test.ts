/**
 * Line quality: the bound above which a line is bad, what it is called then, and an echo.
 */

import { expect, test } from 'vitest';
import { LineQuality, MOST_FAULTS, writeFigures } from '../../../hil/line/line-quality.ts';

function heard(quality: LineQuality, frames: number): void {
  for (let i = 0; i < frames; i++) quality.receive('0000. 1234', 0);
}

test('a few flaws are counted and shown, and are no bad line', () => {
  const quality = new LineQuality();
  heard(quality, 100);
  for (let i = 0; i < MOST_FAULTS; i++) quality.flaw('damaged');
  quality.trip(3);
  quality.trip(1);
  quality.trip(40);
  expect(quality.whyBad).toBe('');
  expect(writeFigures(quality.figures)).toBe(
    'line: 0 frames out, 100 in, 6 damaged, 0 missing, 0 repeated, 0 unanswered; round trip 3.0 ms median, 40 ms worst',
  );
});

test('more of them among two hundred frames are a bad line, named by what was wrong', () => {
  const quality = new LineQuality();
  for (let i = 0; i < 3; i++) quality.send('0000? 1234');
  for (let i = 0; i < 2; i++) quality.receive('0000? 1234', 0);
  quality.flaw('unanswered');
  expect(quality.whyBad).toBe('');
  quality.flaw('damaged');
  expect(quality.whyBad).toBe(
    'the line is bad: of the last 7 frames 1 damaged, 5 missing, 1 unanswered',
  );
});

test('flaws that are far apart add up in the figures, and not to a bad line', () => {
  const quality = new LineQuality();
  for (let i = 0; i < 50; i++) {
    quality.flaw('repeated');
    heard(quality, 49);
  }
  expect(quality.whyBad).toBe('');
  expect(quality.figures.repeated).toBe(50);
});

test('another connection begins without the flaws of the last', () => {
  const quality = new LineQuality();
  for (let i = 0; i < 20; i++) quality.flaw('missing');
  expect(quality.whyBad).not.toBe('');
  quality.begin();
  expect(quality.whyBad).toBe('');
  expect(quality.figures.missing).toBe(20);
});

test('our own frames that come back are an echo; an equal heartbeat of the board is none', () => {
  const quality = new LineQuality();
  for (const frame of ['0000. 1234', '0000!77 abcd', '0100:hello aaaa', '0200:ping 1 bbbb']) {
    quality.send(frame);
  }
  for (let i = 0; i < 9; i++) quality.receive('0000. 1234', 0);
  expect(quality.isEcho).toBe(false);
  quality.receive('0000!77 abcd', 0);
  quality.receive('0100:hello aaaa', 0);
  expect(quality.isEcho).toBe(false);
  quality.receive('0200:ping 1 bbbb', 0);
  expect(quality.isEcho).toBe(true);
});

test('a message that has arrived before is repeated, and a burst of them counts once', () => {
  const quality = new LineQuality();
  for (const frame of ['fe00:a 1234', 'ff00:b 1234', '0000:c 1234', 'ff00+b 1234']) {
    quality.receive(frame, 0);
  }
  expect(quality.figures.repeated).toBe(2);
});
