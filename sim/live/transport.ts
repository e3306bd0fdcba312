/**
 * Transport: the speed of time, and the position of the show on the tape.
 */

import { byId, make, setText } from './page-parts.ts';
import { clockText } from './page-texts.ts';
import { PauseField } from './pause-field.ts';
import { PauseWhen } from './pause-when.ts';
import type { Show } from './show.ts';

export const speeds: readonly number[] = [0.1, 1, 10, 100, 1000];
/** Real time for the virtual time of one frame; if it is exceeded, the show is slower than selected. */
const BUDGET_MS = 10;
/** Virtual time between two readings of the real clock. */
const SLICE_US = 200000;
/** The longest tape of one show, which limits the page's memory. */
const LONGEST_US = 48 * 3600000000;

export class Transport {
  isPlaying = true;
  speed = 1;
  /** A loaded tape plays to its end and stops there; from then on it may grow. */
  private goesOn = true;
  private owedUs = 0;
  readonly pause = new PauseWhen();
  readonly pauseField = new PauseField(this.pause, () => this.pause.begin(this.show().world.trace));

  constructor(
    private readonly show: () => Show,
    private readonly changed: () => void,
    private readonly complain: (words: string) => void,
  ) {
    for (const speed of speeds) this.offerSpeed(speed);
    byId('play').addEventListener('click', () => this.toggle());
    byId('tick').addEventListener('click', () => this.tick());
    byId('rewind').addEventListener('click', () => this.seek(0));
    const slider = byId('place') as HTMLInputElement;
    slider.addEventListener('input', () => this.seek(Number(slider.value) * 1000));
    this.drawSpeed();
  }

  private offerSpeed(speed: number): void {
    const button = make('button', 'speed', `${speed}×`);
    button.type = 'button';
    button.dataset['speed'] = String(speed);
    button.title = `${speed} virtual seconds in one second`;
    button.addEventListener('click', () => this.setSpeed(speed));
    byId('speeds').append(button);
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.drawSpeed();
  }

  private drawSpeed(): void {
    for (const button of byId('speeds').querySelectorAll('button')) {
      const isChosen = button.dataset['speed'] === String(this.speed);
      button.setAttribute('aria-pressed', isChosen ? 'true' : 'false');
    }
  }

  /** A new tape: an empty one grows from the beginning, a scenario is played first. */
  load(isBlank: boolean, plays = true): void {
    this.goesOn = isBlank;
    this.isPlaying = plays;
    this.pauseField.tell('');
    this.changed();
  }

  toggle(): void {
    const show = this.show();
    if (!this.isPlaying && show.nowUs >= show.endUs) this.goesOn = true;
    this.isPlaying = !this.isPlaying;
    if (this.isPlaying && this.pause.text !== '') this.pauseField.tell('');
    this.changed();
  }

  tick(): void {
    this.isPlaying = false;
    this.show().tick();
    this.pause.begin(this.show().world.trace);
    this.changed();
  }

  seek(us: number): void {
    this.isPlaying = false;
    this.show().seek(us);
    this.pause.begin(this.show().world.trace);
    this.changed();
  }

  /** An action removes the rest of the tape: from now on it grows. */
  cut(): void {
    this.goesOn = true;
    this.changed();
  }

  /** Lets virtual time pass for a stretch of real time. */
  pass(realUs: number): void {
    if (!this.isPlaying) return;
    const show = this.show();
    const endUs = this.goesOn ? LONGEST_US : show.endUs;
    this.owedUs += realUs * this.speed;
    let leftUs = Math.min(Math.floor(this.owedUs), endUs - show.nowUs);
    this.owedUs -= Math.floor(this.owedUs);
    this.pause.watch(show.world.trace);
    const stops = (): boolean => this.pause.look(show.world.trace);
    const stopAt = performance.now() + BUDGET_MS;
    while (leftUs > 0 && performance.now() < stopAt) {
      const sliceUs = Math.min(leftUs, SLICE_US);
      if (sliceUs === leftUs) show.look();
      if (show.advance(sliceUs, stops)) {
        this.rest(show);
        return;
      }
      leftUs -= sliceUs;
    }
    if (show.nowUs < endUs) return;
    show.advance(0);
    this.isPlaying = false;
    if (endUs === LONGEST_US) this.complain('This story is 48 hours long: begin a new one.');
    this.changed();
  }

  /** The condition that pauses has come true. */
  private rest(show: Show): void {
    this.isPlaying = false;
    this.owedUs = 0;
    this.pauseField.tell(`paused at ${clockText(show.nowUs)}: ${this.pause.text}`);
    this.changed();
  }

  drawClock(): void {
    setText('now', clockText(this.show().nowUs));
  }

  draw(): void {
    const show = this.show();
    const endUs = show.endUs;
    setText('play-text', this.isPlaying ? 'Pause' : 'Play');
    byId('play').dataset['plays'] = this.isPlaying ? 'yes' : 'no';
    setText('end', clockText(endUs));
    const slider = byId('place') as HTMLInputElement;
    slider.max = String(Math.max(1, Math.ceil(endUs / 1000)));
    slider.value = String(Math.round(show.nowUs / 1000));
    slider.setAttribute('aria-valuetext', `${clockText(show.nowUs)} of ${clockText(endUs)}`);
  }
}
