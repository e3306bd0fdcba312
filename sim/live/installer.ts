/**
 * The installer's view: phase, timers, reason of the lock, faults, guard; as the firmware keeps them. Ages
 * are read from its own records, beside the limits that they are compared with.
 */

import type { Charger } from '../../firmware/charger.ts';
import { ruleWords } from '../../firmware/control/words.ts';
import { faultWords } from '../../firmware/fault-words.ts';
import { Rule } from '../../firmware/guard/memory.ts';
import { observables } from '../scenario/vocabulary.ts';
import type { World } from '../world/world.ts';
import { byId, make, setText } from './page-parts.ts';
import { ageText, volts } from './page-texts.ts';

/** A row that is a word of the trace, or of the plant. */
type Fact = readonly [string, (world: World, charger: Charger | null) => string];

const facts: readonly Fact[] = [
  ['phase', (w) => said(w, 'phase')],
  ['session', (w) => said(w, 'session')],
  ['why', (w) => said(w, 'why')],
  ['fault', (w) => said(w, 'fault')],
  ['guard', (_, charger) => guardOf(charger)],
  ['pilot', (w) => `${said(w, 'pilot')} · ${Number.parseFloat(said(w, 'duty')) / 10} %`],
  ['offer', (w) => amps(said(w, 'offer'))],
  ['cable', (w) => `${said(w, 'proximity')} · ${amps(said(w, 'cable'))}`],
  ['latch', (w) => said(w, 'latch')],
  ['contacts', (w) => said(w, 'contacts')],
  ['supply', (w) => `${said(w, 'supply')} · ${said(w, 'mains')}`],
  ['lock supply', (w) => `${volts(w.plant.capacitor.nowVolts)} · ${said(w, 'lock-supply')}`],
  ['self-test', (w) => said(w, 'self-test')],
  ['heat', (w) => said(w, 'heat')],
];

/** The value in the trace; none while the firmware does not run. */
function said(world: World, name: string): string {
  const isMute = world.processor.loop === null && observables.get(name)?.from === 'firmware';
  return isMute ? '–' : (world.trace.valueOf(name) ?? '–');
}

/** The trace uses mA. */
function amps(value: string): string {
  const milliamps = Number.parseFloat(value);
  return Number.isNaN(milliamps) ? value : `${milliamps / 1000} A`;
}

function guardOf(charger: Charger | null): string {
  if (charger === null) return '–';
  const guard = charger.guard;
  if (guard.tripped !== Rule.None) return `rule ${ruleWords[guard.tripped]} was broken`;
  return guard.welded ? 'quiet, remembers a weld' : 'quiet';
}

/** An age, and the limit that it is compared with; null where there is no limit. */
type Timer = readonly [string, (charger: Charger) => number, ((charger: Charger) => number) | null];

const timers: readonly Timer[] = [
  ['in phase for', (c) => c.state.phaseForMs, null],
  ['pilot so for', (c) => c.state.pilotForMs, null],
  ['locked for', (c) => c.state.lockedForMs, (c) => c.limits.latchProofMs],
  ['open for', (c) => c.state.openForMs, (c) => c.limits.minOpenMs],
  ['dead for', (c) => c.state.deadForMs, (c) => releaseAfterMs(c)],
  ['not open for', (c) => c.state.unopenForMs, (c) => c.limits.weldVerdictMs],
  ['not closed for', (c) => c.state.unclosedForMs, (c) => c.limits.closeVerdictMs],
  ['last stroke', (c) => c.state.effortForMs, null],
];

function releaseAfterMs(charger: Charger): number {
  return Math.max(charger.limits.deadProofMs, charger.limits.releaseDelayMs);
}

interface TimerRow {
  readonly value: HTMLElement;
  readonly bar: HTMLElement;
}

export class Installer {
  private readonly cells: HTMLElement[] = [];
  private readonly rows: TimerRow[] = [];

  constructor() {
    const list = byId('facts');
    for (const [name] of facts) {
      const cell = make('dd', '');
      cell.dataset['fact'] = name;
      list.append(make('dt', '', name), cell);
      this.cells.push(cell);
    }
    const table = byId('timers');
    for (const [name, , limit] of timers) {
      const value = make('dd', limit === null ? '' : 'limited');
      const bar = make('i', 'bar');
      table.append(make('dt', '', name), value);
      const text = make('span', '');
      value.append(bar, text);
      this.rows.push({ value: text, bar });
    }
  }

  draw(world: World, charger: Charger | null): void {
    facts.forEach(([, read], i) => {
      setText(this.cells[i] as HTMLElement, read(world, charger));
    });
    timers.forEach(([, age, limit], i) => {
      this.drawTimer(this.rows[i] as TimerRow, charger, age, limit);
    });
    const fault = said(world, 'fault');
    setText('installer-words', faultWords[fault]?.installer ?? '');
  }

  private drawTimer(row: TimerRow, charger: Charger | null, age: Timer[1], limit: Timer[2]): void {
    const ageMs = charger === null ? -1 : age(charger);
    const limitMs = charger === null || limit === null ? 0 : limit(charger);
    const ofLimit = limitMs > 0 ? ` / ${ageText(limitMs)}` : '';
    const isCapped = charger !== null && ageMs >= charger.limits.ageCapMs;
    const text =
      ageMs < 0
        ? 'not so'
        : isCapped
          ? 'long ago'
          : ageMs >= limitMs && limitMs > 0
            ? `${ageText(ageMs)} ✓`
            : ageText(ageMs) + ofLimit;
    setText(row.value, text);
    const share = ageMs < 0 || limitMs === 0 ? 0 : Math.min(1, ageMs / limitMs);
    row.bar.style.transform = `scaleX(${share.toFixed(3)})`;
  }
}
