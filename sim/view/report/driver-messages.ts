/**
 * Driver messages: what the driver's display showed, in the order in which it was there; dark without power.
 */

import { displayOf } from '../driver-display.ts';
import type { Recording } from '../export/signals.ts';
import type { Language } from '../words/language.ts';

export interface DriverMessage {
  /** From the start of the story. */
  readonly atUs: number;
  readonly text: string;
  /** What the driver can do, if anything. */
  readonly steps: readonly string[];
  /** How the driver gets away now; empty where nothing is held, or nothing may be pulled. */
  readonly leaving: readonly string[];
}

/** Of these values of the trace the display is made. */
const shownNames: readonly string[] = [
  'processor',
  'fault',
  'why',
  'phase',
  'session',
  'light',
  'latch',
  'proximity',
  'pilot',
  'heat',
];

/** What the display is made of, as far as it was said since power came. */
class Said {
  private readonly values = new Map<string, string>();
  private isOn = true;

  hear(name: string, value: string): void {
    if (name === 'processor') this.isOn = value === 'on';
    // What was said before the power went does not stand on the display when it returns.
    if (name === 'processor' && !this.isOn) this.values.clear();
    if (name !== 'processor') this.values.set(name, value);
  }

  /** The display shows something, or has gone dark. A bench without probes does not say that there is power. */
  get isShown(): boolean {
    return !this.isOn || this.values.has('why');
  }

  readonly of = (name: string): string | undefined => {
    return name === 'processor' ? (this.isOn ? 'on' : 'off') : this.values.get(name);
  };
}

function isSame(a: DriverMessage | undefined, b: DriverMessage): boolean {
  if (a?.text !== b.text) return false;
  return a.steps.join() === b.steps.join() && a.leaving.join() === b.leaving.join();
}

export function driverMessagesOf(recording: Recording, language: Language = 'en'): DriverMessage[] {
  const said = new Said();
  const told: DriverMessage[] = [];
  for (const { atUs, name, value } of recording.events) {
    if (!shownNames.includes(name)) continue;
    said.hear(name, value);
    if (!said.isShown) continue;
    const { headline, detail, steps, leaving } = displayOf(said.of, language);
    const text = `${headline}. ${detail}`.trim();
    const message = { atUs: Math.max(0, atUs - recording.startUs), text, steps, leaving };
    // Of several texts at one instant, or before the story, the last one counts.
    if (told.at(-1)?.atUs === message.atUs) told.pop();
    if (!isSame(told.at(-1), message)) told.push(message);
  }
  return told;
}
