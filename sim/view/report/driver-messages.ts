/**
 * Driver messages: the texts that the driver saw, in the order in which they were on the display.
 */

import { faultWords } from '../../../firmware/fault-words.ts';
import type { Recording } from '../export/signals.ts';
import { reasons } from '../narrator.ts';

export interface DriverMessage {
  /** From the start of the story. */
  readonly atUs: number;
  readonly text: string;
  /** What the driver can do, if anything. */
  readonly steps: readonly string[];
}

/** A fault's text takes precedence over the reason why the plug is held. */
function wordsFor(fault: string, why: string): Omit<DriverMessage, 'atUs'> {
  const words = faultWords[fault];
  if (words !== undefined) return { text: words.driver, steps: words.steps };
  const reason = reasons[why] ?? why;
  return { text: `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}.`, steps: [] };
}

export function driverMessagesOf(recording: Recording): DriverMessage[] {
  const told: DriverMessage[] = [];
  let fault = 'none';
  let why = '';
  for (const { atUs, name, value } of recording.events) {
    if (name === 'fault') fault = value;
    else if (name === 'why') why = value;
    else continue;
    if (why === '') continue;
    const words = { atUs: Math.max(0, atUs - recording.startUs), ...wordsFor(fault, why) };
    const last = told[told.length - 1];
    if (last?.text === words.text) continue;
    // Of several texts at one instant, or before the story, the last one counts.
    if (last?.atUs === words.atUs) told.pop();
    if (told[told.length - 1]?.text !== words.text) told.push(words);
  }
  return told;
}
