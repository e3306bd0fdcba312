/**
 * GTKWave's save file beside a VCD: which signals, in which order, and the voltages as curves.
 */

import { durationUs, nameOf, type Recording, type Signal, signalsOf } from './signals.ts';
import { vcdName } from './vcd.ts';

/** GTKWave's trace flags. */
const BIT = '@28';
const TEXT = '@820';
const CURVE = '@8420';
const HEADING = '@200';
/** An empty row, over which the curve above is stretched. */
const STRETCH = '@20000';
const CURVE_ROWS = 2;
/** The window's size, and how many of GTKWave's frames of 200 pixels its waves have room for. */
const WINDOW = '1400 900';
const FRAMES = 4.5;

/** The first signals, by heading. */
const groups: readonly (readonly [string, readonly string[]])[] = [
  ['Session', ['phase', 'why', 'fault', 'guard']],
  ['Pilot', ['pilot', 'pilot-high', 'pilot-low', 'duty']],
  ['Plug and lock', ['plug', 'drive', 'latch', 'pin', 'pin-position', 'stored']],
  ['Contactor', ['contactor', 'contacts', 'socket', 'outgoing', 'drawn']],
  ['Supply', ['isolator', 'grid', 'rail', 'processor', 'breaker']],
];

function rowsOf(signal: Signal): string[] {
  const name = vcdName(signal.name);
  const full = `holdfast.${signal.from}.${name}`;
  if (signal.shape === 'bit') return [BIT, full];
  if (signal.shape === 'words') return [TEXT, `holdfast.words.${name}`];
  return [CURVE, full, ...Array.from({ length: CURVE_ROWS }, () => [STRETCH, '-']).flat()];
}

/** @param vcdFile the VCD's name, beside which this is saved */
export function writeGtkwaveSave(recording: Recording, vcdFile: string): string {
  const signals = signalsOf(recording);
  // The zoom is the time of one frame, as a power of two; this one shows the whole story.
  const zoom = -Math.log2(Math.max(1, durationUs(recording) / FRAMES));
  const lines = [
    `[*] ${nameOf(recording)}`,
    `[dumpfile] "${vcdFile}"`,
    `[size] ${WINDOW}`,
    '[timestart] 0',
    `*${zoom.toFixed(1)} 0${' -1'.repeat(26)}`,
  ];
  lines.push(HEADING, '-Story', TEXT, 'holdfast.story.action', 'holdfast.story.failure');
  for (const [heading, names] of groups) {
    const found = names.flatMap((name) => signals.filter((signal) => signal.name === name));
    if (found.length > 0) lines.push(HEADING, `-${heading}`, ...found.flatMap(rowsOf));
  }
  return `${lines.join('\n')}\n`;
}
