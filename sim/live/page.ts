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
import './scenario-text.css';
import './narrow.css';
import type { Result } from '../scenario/run.ts';
import type { Scenario } from '../scenario/statement.ts';
import type { Recording } from '../view/export/signals.ts';
import { ChargerForm } from './charger.ts';
import { Controls } from './controls.ts';
import { offerDownloads, upTo } from './downloads.ts';
import { DriverScreen } from './driver-screen.ts';
import { embed } from './embed.ts';
import { History } from './history.ts';
import { Installer } from './installer.ts';
import { emptyLink, type Link, readLink } from './link.ts';
import { Log } from './log.ts';
import { byId, closeDialogs, saveAs, setText } from './page-parts.ts';
import picture from './picture.svg';
import { Picture } from './picture.ts';
import { Plots } from './plots.ts';
import { OWN_FILE, ScenarioText } from './scenario-text.ts';
import { Share, type Shown } from './share.ts';
import { Show } from './show.ts';
import { Stories } from './stories.ts';
import { blankTape, type Tape, tapeScenario, writeTape } from './tape.ts';
import { Transport } from './transport.ts';
import { markChecks } from './verdict-marks.ts';

/** A late frame lets at most this much time pass, in ms. */
const LONGEST_FRAME_MS = 100;
/** Numbers are updated once in this many frames. */
const READING_FRAMES = 6;
const FREE_TITLE = 'Clicked in the live page';
/** What the scenario of a link is called. */
const LINKED_FILE = 'linked.scenario';
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
  /** What the page's address asks for, until it has been done. */
  private asked: Link = emptyLink;

  private readonly picture: Picture;
  private readonly installer = new Installer();
  private readonly plots: Plots;
  private readonly transport: Transport;
  private readonly controls: Controls;
  private readonly log: Log;
  private readonly charger: ChargerForm;
  private readonly stories: Stories;
  private readonly script: ScenarioText;
  private readonly screen: DriverScreen;

  constructor() {
    byId('stage').innerHTML = picture;
    this.picture = new Picture();
    const stale = (): void => {
      this.isStale = true;
    };
    this.screen = new DriverScreen(stale);
    this.transport = new Transport(() => this.show, stale, complain);
    this.plots = new Plots(stale, (us) => this.transport.seek(us));
    this.controls = new Controls(
      (line) => this.perform(line),
      () => this.show.world,
    );
    this.log = new Log((us) => this.transport.seek(us));
    this.charger = new ChargerForm((tape) => this.leave(tape), FREE_TITLE);
    this.history = undefined as unknown as History;
    this.show = this.begin(blankTape(FREE_TITLE));
    this.script = new ScenarioText(
      (text) => this.run(text),
      () => this.written(),
    );
    this.stories = new Stories((scenario) => void this.load(scenario), complain);
    closeDialogs();
    new Share(() => this.shown(), complain);
    byId('save').addEventListener('click', () => saveAs('live.scenario', this.written()));
    offerDownloads(() => this.recording());
    addEventListener('resize', stale);
    addEventListener('keydown', (event) => this.onKey(event));
    addEventListener('hashchange', () => this.follow());
    requestAnimationFrame((atMs) => this.frame(atMs));
    if (location.hash.length > 1) this.follow();
  }

  /** Does what the page's address asks for. */
  private follow(): void {
    try {
      const link = readLink(location.hash);
      this.asked = link;
      this.transport.pauseField.set(link.pause);
      embed(link);
      if (link.text !== '') this.stories.keep(LINKED_FILE, link.text, link.variant);
      else this.stories.open(link.story, link.variant);
    } catch (error) {
      complain((error as Error).message);
    }
    this.asked = emptyLink;
  }

  private begin(tape: Tape): Show {
    this.show = new Show(tape);
    this.history = new History(this.show.world);
    this.isStale = true;
    return this.show;
  }

  /** What was done up to now, as the text of a scenario. */
  private written(): string {
    const title = `${this.show.tape.title}${this.isChanged ? ', gone on with by hand' : ''}`;
    return writeTape({ ...this.show.played, title });
  }

  /** Plays the text of the editor, with the variant that was shown. */
  private run(text: string): void {
    const { file, variant, isOfPage } = this.stories;
    const isSame = isOfPage && text === this.stories.text;
    this.stories.keep(isSame || (file !== '' && !isOfPage) ? file : OWN_FILE, text, variant);
  }

  /** Plays a scenario from its beginning, or starts a free show. */
  private async load(scenario: Scenario | null): Promise<void> {
    const { atUs, isEmbedded } = this.asked;
    if (scenario === null) this.play(blankTape(FREE_TITLE), null);
    else {
      const { tape, result } = await tapeScenario(scenario);
      this.play(tape, result);
      this.script.show(scenario.lines.join('\n'));
      this.remark(result);
    }
    setText('why', scenario === null ? INVITATION : scenario.why);
    // Somebody reads the page around a frame first.
    if (isEmbedded) this.transport.load(scenario === null, false);
    if (atUs !== null) this.transport.seek(atUs);
  }

  /** The failure, at its line in the editor. */
  private remark({ failure }: Result): void {
    if (failure === null) return;
    const { line, message } = failure;
    // A hazard has no line of its own.
    if (line > 0) this.script.remark([{ line, column: 1, words: message }]);
  }

  /** A show of one's own, over another charger. */
  private leave(tape: Tape): void {
    this.stories.leave();
    this.play(tape, null);
  }

  /** @param result the result of the tape's scenario; null for a free show */
  private play(tape: Tape, result: Result | null): void {
    complain('');
    this.result = result;
    this.isChanged = false;
    this.begin(tape);
    this.charger.show(tape.givenLines);
    this.transport.load(result === null);
    markChecks(this.result, this.show.endUs);
  }

  private perform(line: string): void {
    try {
      this.show.do(line);
      this.transport.cut();
      if (this.result !== null) {
        this.result = null;
        this.isChanged = true;
        markChecks(this.result, this.show.endUs);
      }
      complain('');
    } catch (error) {
      complain((error as { complaint?: string }).complaint ?? (error as Error).message);
    }
  }

  /** The trace up to now; of a scenario as it stands in its file, with its checks. */
  private recording(): Recording {
    const { recording, world } = this.show;
    return this.result === null ? recording : upTo(this.result, recording, world.clock.nowUs);
  }

  private shown(): Shown {
    const { stories } = this;
    const isDone = this.show.played.steps.some(({ kind }) => kind === 'do');
    const isOwn = this.result === null && (isDone || this.show.tape.givenLines.length > 0);
    const link: Shown['link'] = {
      text: isOwn ? this.written() : stories.isOfPage ? '' : stories.text,
      story: isOwn ? '' : stories.file,
      variant: isOwn ? '' : stories.variant,
      atUs: this.show.nowUs,
      pause: this.transport.pause.text,
      isEmbedded: false,
    };
    return { title: `Holdfast, live: ${this.show.tape.title}`, link };
  }

  /** Keys for the most frequent actions; off while a person types. */
  private onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const isTyping =
      target.isContentEditable || target.matches('input:not([type=range]), select, textarea');
    const isAway = document.querySelector('dialog[open]') !== null || event.defaultPrevented;
    if (isTyping || isAway || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: Record<string, () => void> = {
      k: () => this.transport.toggle(),
      '.': () => this.transport.tick(),
      0: () => this.transport.seek(0),
      s: () => this.perform('press stop'),
      '/': () => byId('find').click(),
    };
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
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
    this.plots.draw(this.history, startUs, world.clock.nowUs);
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

const complain = (words: string): void => setText('complaint', words);

new Page();
