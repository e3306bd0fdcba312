/**
 * Log: actions, the trace in plain words, and a scenario's checks, the newest last. A click on a line goes to
 * its instant.
 */

import { createColors } from 'picocolors';
import type { Check } from '../scenario/result.ts';
import type { TraceEvent } from '../trace.ts';
import { Narrator } from '../view/narrator.ts';
import type { World } from '../world/world.ts';
import { byId, make } from './page-parts.ts';
import { clockText } from './page-texts.ts';

const LINES = 240;

interface LogLine {
  readonly atUs: number;
  readonly kind: string;
  readonly words: string;
}

export class Log {
  private read = 0;
  private checked = 0;
  private world: World | null = null;
  private startUs = 0;
  private narrator = new Narrator(createColors(false), 0);
  private readonly list = byId('log');

  /** @param seek goes to an instant of the story, in µs */
  constructor(private readonly seek: (us: number) => void) {}

  /**
   * @param startUs the story's beginning on the world's clock
   * @param checks the scenario's checks, in their order
   */
  draw(world: World, startUs: number, checks: readonly Check[]): void {
    const events = world.trace.events;
    if (world !== this.world) this.begin(world, startUs);
    const lines: LogLine[] = [];
    for (; this.read < events.length; this.read++) {
      const event = events[this.read] as TraceEvent;
      const words = event.name === 'action' ? event.value : this.narrator.newsOf(event);
      const isTold = words !== null && event.atUs >= startUs;
      if (isTold) lines.push({ atUs: event.atUs, kind: event.name, words });
    }
    for (; this.checked < checks.length; this.checked++) {
      const check = checks[this.checked] as Check;
      if (check.atUs > world.clock.nowUs) break;
      const kind = check.passed ? 'kept' : 'missed';
      lines.push({ atUs: check.atUs, kind, words: wordsOf(check) });
    }
    if (lines.length > 0) this.append(lines);
  }

  private begin(world: World, startUs: number): void {
    this.world = world;
    this.startUs = startUs;
    this.read = 0;
    this.checked = 0;
    this.narrator = new Narrator(createColors(false), startUs);
    this.list.replaceChildren();
  }

  private append(lines: LogLine[]): void {
    lines.sort((a, b) => a.atUs - b.atUs);
    for (const line of lines.slice(-LINES)) this.list.append(this.item(line));
    while (this.list.childElementCount > LINES) this.list.firstElementChild?.remove();
    this.list.scrollTop = this.list.scrollHeight;
  }

  private item({ atUs, kind, words }: LogLine): HTMLElement {
    const item = make('li', `of-${kind}`);
    const time = make('button', 'time', clockText(atUs - this.startUs));
    time.type = 'button';
    time.title = 'Go to this instant';
    time.addEventListener('click', () => this.seek(atUs - this.startUs));
    item.append(time, make('span', '', words));
    return item;
  }
}

function wordsOf(check: Check): string {
  const ms = check.measuredUs === null ? '' : `, ${Math.round(check.measuredUs / 1000)} ms`;
  return `${check.passed ? '✓' : '✗'} ${check.text}${ms}`;
}
