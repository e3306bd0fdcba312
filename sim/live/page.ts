/**
 * Page: the shipping firmware and the plant, running in a browser. Every frame lets time pass, and draws the
 * trace, the records and the plant.
 */

import 'uplot/dist/uPlot.min.css';
import './theme.css';
import './page.css';
import './panels.css';
import './readings.css';
import './picture.css';
import './cable.css';
import './narrow.css';
import type { Result } from '../scenario/run.ts';
import type { Scenario } from '../scenario/statement.ts';
import { writeJsonl } from '../view/export/jsonl.ts';
import { ChargerForm } from './charger.ts';
import { Controls } from './controls.ts';
import { DriverScreen } from './driver-screen.ts';
import { History } from './history.ts';
import { Installer } from './installer.ts';
import { Log } from './log.ts';
import { byId, clockText, make, saveAs, setText } from './page-parts.ts';
import picture from './picture.svg';
import { Picture } from './picture.ts';
import { Plots } from './plots.ts';
import { Show } from './show.ts';
import { Stories } from './stories.ts';
import { blankTape, type Tape, tapeScenario, writeTape } from './tape.ts';
import { Transport } from './transport.ts';

/** A late frame lets at most this much time pass, in ms. */
const LONGEST_FRAME_MS = 100;
/** Numbers are updated once in this many frames. */
const READING_FRAMES = 6;
const FREE_TITLE = 'Clicked in the live page';
const INVITATION = 'Plug in, charge, stop; then break things.';

class Page {
  private show: Show;
  private history: History;
  private result: Result | null = null;
  /** A loaded story has been continued by hand. */
  private isChanged = false;
  private isStale = true;
  private frameAtMs = performance.now();
  private frames = 0;

  private readonly picture: Picture;
  private readonly installer = new Installer();
  private readonly plots = new Plots();
  private readonly transport: Transport;
  private readonly controls: Controls;
  private readonly log: Log;
  private readonly charger: ChargerForm;
  private readonly screen: DriverScreen;

  constructor() {
    byId('stage').innerHTML = picture;
    this.picture = new Picture(matchMedia('(max-width: 700px)'));
    const stale = (): void => {
      this.isStale = true;
    };
    const complain = (words: string): void => setText('complaint', words);
    this.transport = new Transport(() => this.show, stale, complain);
    this.controls = new Controls(
      (line) => this.perform(line),
      () => this.show.world,
    );
    this.screen = new DriverScreen(stale);
    this.log = new Log((us) => this.transport.seek(us));
    this.charger = new ChargerForm((tape) => this.play(tape, null), complain, FREE_TITLE);
    this.history = undefined as unknown as History;
    this.show = this.begin(blankTape(FREE_TITLE));
    new Stories((scenario) => void this.load(scenario), complain);
    byId('save').addEventListener('click', () => {
      const title = `${this.show.tape.title}${this.isChanged ? ', gone on with by hand' : ''}`;
      saveAs('live.scenario', writeTape({ ...this.show.played, title }));
    });
    byId('save-trace').addEventListener('click', () => {
      saveAs('live.jsonl', writeJsonl(this.show.recording));
    });
    byId('span').addEventListener('change', stale);
    addEventListener('resize', stale);
    addEventListener('keydown', (event) => this.onKey(event));
    requestAnimationFrame((atMs) => this.frame(atMs));
  }

  private begin(tape: Tape): Show {
    this.show = new Show(tape);
    this.history = new History(this.show.world);
    this.isStale = true;
    return this.show;
  }

  /** Plays a scenario from its beginning, or starts a free show. */
  private async load(scenario: Scenario | null): Promise<void> {
    if (scenario === null) this.play(blankTape(FREE_TITLE), null);
    else {
      const { tape, result } = await tapeScenario(scenario);
      this.play(tape, result);
    }
    setText('why', scenario?.why ?? INVITATION);
  }

  /** @param result the result of the tape's scenario; null for a free show */
  private play(tape: Tape, result: Result | null): void {
    setText('complaint', '');
    this.result = result;
    this.isChanged = false;
    this.begin(tape);
    this.charger.show(tape.givenLines);
    this.transport.load(result === null);
    this.markChecks();
  }

  private perform(line: string): void {
    try {
      this.show.do(line);
      this.transport.cut();
      if (this.result !== null) {
        this.result = null;
        this.isChanged = true;
        this.markChecks();
      }
      setText('complaint', '');
    } catch (error) {
      setText('complaint', (error as { complaint?: string }).complaint ?? (error as Error).message);
    }
  }

  /** Marks on the slider: the instants at which the expectations of a loaded scenario were met. */
  private markChecks(): void {
    const result = this.result;
    const place = byId('checks');
    place.replaceChildren();
    setText('verdict', result === null ? '' : verdictOf(result));
    byId('verdict').dataset['passed'] = result?.passed === false ? 'no' : 'yes';
    if (result === null) return;
    const lengthUs = Math.max(1, this.show.endUs);
    for (const check of result.checks) {
      const mark = make('i', check.passed ? 'check' : 'check failed');
      mark.title = `${check.text}: ${clockText(check.atUs - result.startUs)}`;
      mark.style.left = `${(100 * (check.atUs - result.startUs)) / lengthUs}%`;
      place.append(mark);
    }
  }

  /** Keys for the most frequent actions; off while a person types. */
  private onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const isTyping = target.matches('input:not([type=range]), select, textarea');
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: Record<string, () => void> = {
      k: () => this.transport.toggle(),
      '.': () => this.transport.tick(),
      0: () => this.transport.seek(0),
      s: () => this.perform('press stop'),
    };
    keys[event.key]?.();
  }

  private frame(atMs: number): void {
    const passedMs = Math.min(LONGEST_FRAME_MS, Math.max(0, atMs - this.frameAtMs));
    this.frameAtMs = atMs;
    const wasPlaying = this.transport.isPlaying;
    this.transport.pass(passedMs * 1000);
    if (wasPlaying || this.isStale || !this.picture.isAtRest) this.draw();
    requestAnimationFrame((nextMs) => this.frame(nextMs));
  }

  private draw(): void {
    const { world, startUs } = this.show;
    // A step back has built a new world.
    if (this.history.world !== world) this.history = new History(world);
    const display = this.screen.draw(this.show);
    this.picture.draw(world, display, this.transport.isPlaying && world.plant.milliamps > 0);
    this.transport.drawClock();
    this.frames++;
    if (this.isStale || this.frames % READING_FRAMES === 0) this.drawNumbers();
    const spanS = Number((byId('span') as HTMLSelectElement).value);
    const spanUs = spanS > 0 ? spanS * 1000000 : Math.max(1000000, this.show.nowUs);
    this.plots.draw(this.history, startUs, world.clock.nowUs, spanUs);
    this.isStale = false;
  }

  /** Texts to read: updated less often, because sixty changes a second cannot be read. */
  private drawNumbers(): void {
    const { world, startUs } = this.show;
    this.controls.draw();
    this.installer.draw(world, this.show.charger);
    this.transport.draw();
    this.log.draw(world, startUs, this.result?.checks ?? []);
    this.warn();
  }

  /** The world's own verdict, in every view. */
  private warn(): void {
    const found = this.history.of('hazard');
    const last = found[found.length - 1];
    setText('hazard', last === undefined ? '' : `Hazard: ${last.value}`);
  }
}

function verdictOf(result: Result): string {
  const count = `${result.checks.length} checks`;
  return result.failure === null
    ? `kept, ${count}`
    : `line ${result.failure.line}: ${result.failure.message}`;
}

new Page();
