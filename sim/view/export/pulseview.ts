/**
 * PulseView session: the logic lines and the voltages as samples, in sigrok's own file.
 *
 * An hour has many samples: 1 kHz up to twenty minutes, then a tenth, and so on.
 */

import { strToU8, zipSync } from 'fflate';
import { type LogicLine, logicLines } from './logic.ts';
import { durationUs, type Recording, type Signal, signalsOf } from './signals.ts';

const MOST_SAMPLES = 1200000;
const SECOND_US = 1000000;
const curves: readonly string[] = ['pilot-high', 'pilot-low', 'outgoing', 'stored', 'drawn'];

/** The sample rate, per second, for a recording of this length. */
export function sampleRateOf(lengthUs: number): number {
  const seconds = lengthUs / SECOND_US;
  for (const hertz of [1000, 100, 10]) if (seconds * hertz <= MOST_SAMPLES) return hertz;
  return 1;
}

/** Calls with each interval of samples: from, to (exclusive), and the value in it. */
function eachStretch<T extends { readonly atUs: number }>(
  changes: readonly T[],
  count: number,
  hertz: number,
  fill: (from: number, to: number, change: T) => void,
): void {
  changes.forEach((change, i) => {
    const next = changes[i + 1];
    const from = Math.ceil((change.atUs * hertz) / SECOND_US);
    const to = next === undefined ? count : Math.ceil((next.atUs * hertz) / SECOND_US);
    if (from < Math.min(to, count)) fill(from, Math.min(to, count), change);
  });
}

function sampleLogic(lines: readonly LogicLine[], count: number, hertz: number): Uint8Array {
  const unitBytes = Math.ceil(lines.length / 8);
  const samples = new Uint8Array(count * unitBytes);
  lines.forEach(({ changes }, index) => {
    const byte = index >> 3;
    const bit = 1 << (index & 7);
    eachStretch(changes, count, hertz, (from, to, { high }) => {
      if (!high) return;
      for (let i = from; i < to; i++) {
        const at = i * unitBytes + byte;
        samples[at] = (samples[at] as number) | bit;
      }
    });
  });
  return samples;
}

/** Little-endian floats, as sigrok stores them. */
function sampleCurve(signal: Signal, count: number, hertz: number): Uint8Array {
  const samples = new Float32Array(count);
  eachStretch(signal.changes, count, hertz, (from, to, { value }) => {
    samples.fill(value, from, to);
  });
  return new Uint8Array(samples.buffer);
}

export function writePulseview(recording: Recording): Uint8Array {
  const signals = signalsOf(recording);
  const lines = logicLines(signals);
  const analog = signals.filter((signal) => curves.includes(signal.name));
  const hertz = sampleRateOf(durationUs(recording));
  const count = Math.floor((durationUs(recording) * hertz) / SECOND_US) + 1;
  const metadata = [
    '[global]',
    'sigrok version=0.5.2',
    '',
    '[device 1]',
    'capturefile=logic-1',
    `total probes=${lines.length}`,
    `samplerate=${hertz} Hz`,
    `total analog=${analog.length}`,
    ...lines.map(({ label }, i) => `probe${i + 1}=${label}`),
    ...analog.map(
      ({ name, unit }, i) => `analog${lines.length + i + 1}=${name.replaceAll('-', '_')}_${unit}`,
    ),
    `unitsize=${Math.ceil(lines.length / 8)}`,
    '',
  ].join('\n');
  const files: Record<string, Uint8Array> = {
    version: strToU8('2'),
    metadata: strToU8(metadata),
    'logic-1-1': sampleLogic(lines, count, hertz),
  };
  analog.forEach((signal, i) => {
    files[`analog-1-${lines.length + i + 1}-1`] = sampleCurve(signal, count, hertz);
  });
  // The same bytes for the same run: no time of day in the archive.
  return zipSync(files, { level: 6, mtime: new Date(2000, 0, 1) });
}
