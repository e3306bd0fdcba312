/**
 * Jig target: a board with the firmware that ships, and a jig beside it that switches its inputs.
 *
 * The jig switches the inputs with relays and stamps the edges of the outputs: those stamps are judged. The
 * firmware's signals come over its own console, are stamped when they arrive here, and are less exact.
 */

import type { Fittings } from '../../firmware/charger.ts';
import type { Limits } from '../../firmware/control/limits.ts';
import { dutyOf } from '../../firmware/control/offer.ts';
import { DUTY_STEADY } from '../../firmware/control/outputs.ts';
import type { PreconditionLine } from '../../sim/scenario/precondition-lines.ts';
import { setupOf } from '../../sim/scenario/precondition-lines.ts';
import { observables } from '../../sim/scenario/vocabulary.ts';
import type { SimBoard } from '../../sim/world/board.ts';
import { limitsOf, type Setup } from '../../sim/world/setup.ts';
import { BenchError, LackingError } from '../line/bench-error.ts';
import type { ProductConsole } from '../line/product-console.ts';
import type { RigConnection } from '../line/rig-connection.ts';
import type { JigFacts } from './jig-facts.ts';
import { applySeen, jigWords, SeenBridge } from './jig-words.ts';
import { Lateness } from './lateness.ts';
import { PlayedTarget } from './played-target.ts';
import { ProductReport } from './product-report.ts';
import { untilLockRests, untilSupplyIsGone, whyNotIdle } from './product-rest.ts';
import { changeSettings, type Restore } from './product-settings.ts';

/** The shortest delay of a console line: it waits for the end of its tick, plus its own length. */
const CONSOLE_US = 25000;
/** The longest delay of a console line behind others; a longer one is not awaited. */
const QUEUE_US = 150000;
/** From supply to a board that waits for a plug: restart, lock reset, rest of the actuator, minimum off time. */
const REST_WITHIN_MS = 60000;
/** A board that is not at rest by then gets a stop, and a reset where there is one. */
const HELP_AFTER_MS = 20000;
const GREET_EVERY_MS = 500;
/** No line of the console waits this long behind others. */
const LATEST_MS = 5000;
/** Time between two checks whether the board is at rest. */
const LOOK_US = 20000;
/** The jig's answer where one of its words has no switch on it; the rig file does not know them one by one. */
const NO_SWITCH = /^error this jig has no switch (\S+)/;

export class JigTarget extends PlayedTarget {
  private readonly report = new ProductReport();
  private readonly bridge = new SeenBridge();
  private readonly sent = new Map<string, string>();
  private readonly nets = new Map<string, string>();
  private restore: Restore | null = null;
  /** Delay of two lines and a row of relays, which is longer than over one line. */
  protected override readonly lagUs = 20000;
  private isPlaying = false;
  /** Since when the contactor is sensed open, in the world's time; infinite while it is closed. */
  private openSinceUs = 0;
  /** The board is held in reset. */
  private isHeld = false;
  private lateUs = 0;
  /** The scenario has asked for a switch that this jig has not. */
  private lacking: LackingError | null = null;
  private greeting: NodeJS.Timeout | null = null;
  private readonly onLine = (line: string): void => this.hearConsole(line);

  constructor(
    connection: RigConnection,
    private readonly product: ProductConsole,
    private readonly facts: JigFacts,
    lateness = new Lateness(),
  ) {
    super(connection, lateness);
    product.emitter.on('message', this.onLine);
  }

  protected override get down(): BenchError | null {
    return this.connection.down ?? this.product.down ?? this.lacking;
  }

  override uncertaintyUs(names: readonly string[], isSo = false): number {
    const isSaid = (name: string): boolean =>
      name === 'answer' || observables.get(name)?.from === 'firmware';
    const jigUs = this.facts.uncertaintyMs * 1000 + this.lateness.extraUs;
    if (!names.some(isSaid)) return jigUs;
    return jigUs + CONSOLE_US + (isSo ? this.lateUs : QUEUE_US);
  }

  /**
   * The story begins when the board waits for a plug. The time before, from mains on to the end of the lock
   * reset, is simulated and traced as well: a rule about a closing contactor needs the time before it.
   */
  async begin(preconditions: readonly PreconditionLine[]): Promise<void> {
    this.connection.send('off');
    this.connection.send('look');
    await this.learnClock();
    const limits = limitsOf(setupOf(preconditions));
    this.report.forget();
    await this.product.ask('trace on', ['ok trace on']);
    await this.untilWithoutMains();
    this.restore = await changeSettings(this.product, limits);
    this.makeWorld(preconditions, (setup) => this.adjust(setup));
    this.world.plant.contactor.sensedLive = this.facts.seesLive ? false : null;
    // Nothing is known of the time before the world began, so the first closing cannot be judged by it.
    this.openSinceUs = this.nets.get('contactor') === '1' ? Number.POSITIVE_INFINITY : 0;
    this.isPlaying = true;
    this.world.start();
    await this.comeToRest(limits);
  }

  /** The world contains only what the jig can switch and sense. */
  private adjust(setup: Setup): void {
    setup.lock = this.facts.lock;
    setup.furnish.push((plant) => {
      // With a real lock, the pin is where the firmware senses it, and not where our model would put it.
      plant.pin.seized = !this.facts.parts.has('latch');
    });
  }

  protected begun(board: SimBoard, fittings: Fittings, _limits: Limits): void {
    this.bridge.ratedMs = fittings.bistablePart?.ratedMs ?? 0;
    for (const [name, value] of this.nets) this.apply(board, `net ${name} ${value}`);
    if (this.isHeld) this.letReset();
    else for (const line of this.report.lines()) board.console.write(`${line}\n`);
    this.tellInputs(board);
  }

  protected ended(): void {
    if (this.isPlaying) this.holdReset();
  }

  private holdReset(): void {
    this.isHeld = true;
    this.connection.send('set reset pressed');
  }

  private letReset(): void {
    this.isHeld = false;
    this.connection.send('set reset released');
    this.openSinceUs = this.rigNowUs;
    this.greet();
  }

  protected tellInputs(_board: SimBoard): boolean {
    let news = false;
    for (const [name, word] of jigWords(this.world, this.facts.parts, this.sent)) {
      if (this.sent.get(name) === word) continue;
      this.sent.set(name, word);
      this.connection.send(`set ${name} ${word}`);
      news = true;
    }
    return news;
  }

  protected override tell(atUs: number, message: string): void {
    const [kind, name = '', value = ''] = message.split(' ');
    const missing = NO_SWITCH.exec(message)?.[1];
    if (missing !== undefined)
      this.lacking ??= new LackingError(this.connection.name, `the switch "${missing}"`);
    if (kind === 'net') {
      this.nets.set(name, value);
      if (name === 'contactor' && value === '1') this.openSinceUs = Number.POSITIVE_INFINITY;
      else if (name === 'contactor')
        this.openSinceUs = Math.min(this.openSinceUs, Math.max(0, atUs));
    }
    super.tell(atUs, message);
  }

  private hearConsole(line: string): void {
    const lateMs = this.report.take(line, performance.now());
    if (lateMs > LATEST_MS) {
      const what = `its uptime is ${Math.round(lateMs)} ms behind: its clock stands still, or its lines wait`;
      this.product.fail(new BenchError(this.product.name, what, 'press reset on the board'));
    }
    if (this.greeting !== null && line.startsWith('ok trace')) return;
    if (this.report.isWhole) this.stopGreeting();
    if (this.isPlaying) super.tell(this.rigNowUs, `say ${Math.round(lateMs * 1000)} ${line}`);
  }

  protected apply(board: SimBoard, message: string): void {
    const words = message.split(' ');
    if (words[0] === 'net') {
      const isUnfitted = words[1] === 'live' && !this.facts.seesLive;
      this.bridge.lateUs = this.lateness.extraUs;
      if (!isUnfitted) applySeen(this.world, board, this.bridge, words);
    } else if (words[0] === 'say') {
      this.lateUs = Number(words[1]);
      const line = words.slice(2).join(' ');
      if (!this.facts.parts.has('latch')) this.followLatch(line);
      if (!this.facts.seesDuty) this.followOffer(line);
      board.console.write(`${line}\n`);
    }
  }

  private followLatch(line: string): void {
    const latch = /^~ \d+ latch (locked|unlocked)$/.exec(line)?.[1];
    if (latch !== undefined) this.world.plant.pin.place(latch === 'locked' ? 1 : 0);
  }

  private followOffer(line: string): void {
    const offer = /^~ \d+ offer (\d+) mA$/.exec(line)?.[1];
    if (offer === undefined) return;
    const { plant } = this.world;
    plant.offerMilliamps = Number(offer);
    plant.car.see(offer === '0' ? DUTY_STEADY : dutyOf(Number(offer)));
  }

  /** Requests every reported value, and waits until each has arrived. */
  private greet(): void {
    this.stopGreeting();
    this.report.forget();
    const ask = (): void => {
      if (this.down === null) this.product.type('trace on');
    };
    this.greeting = setInterval(ask, GREET_EVERY_MS);
  }

  private stopGreeting(): void {
    if (this.greeting !== null) clearInterval(this.greeting);
    this.greeting = null;
  }

  /** Every story begins with mains on, which ends whatever an earlier story has left behind. */
  private async untilWithoutMains(): Promise<void> {
    const { product, report } = this;
    if (this.facts.parts.has('supply')) await untilSupplyIsGone(product, report, () => this.down);
    await untilLockRests(product, report, () => this.down);
  }

  /** Waits until the board waits for a plug, and nothing of an earlier story is left. */
  private async comeToRest(limits: Limits): Promise<void> {
    const fromMs = performance.now();
    let isHelped = false;
    for (;;) {
      await this.advanceTo(this.nowUs + LOOK_US, () => false);
      const missing = this.whyNotAtRest(limits.minOpenMs);
      if (missing === '') return;
      const waitedMs = performance.now() - fromMs;
      if (waitedMs > REST_WITHIN_MS) {
        const what = `the board has not come to rest within ${REST_WITHIN_MS / 1000} s: ${missing}`;
        throw new BenchError(this.product.name, what, 'ask it: holdfast hil console');
      }
      if (waitedMs > HELP_AFTER_MS && !isHelped) {
        isHelped = true;
        await this.help();
      }
    }
  }

  private async help(): Promise<void> {
    this.product.type('stop');
    if (!this.facts.parts.has('reset')) return;
    this.holdReset();
    await this.clock.ping();
    this.letReset();
  }

  private whyNotAtRest(minOpenMs: number): string {
    const missing = whyNotIdle(this.report);
    if (missing !== '') return missing;
    if (this.nets.get('contactor') !== '0') return 'the jig sees the contactor closed';
    const openMs = (this.nowUs - this.openSinceUs) / 1000;
    return openMs >= minOpenMs ? '' : `open for ${Math.round(openMs)} of ${minOpenMs} ms`;
  }

  async type(line: string): Promise<void> {
    this.product.type(line);
  }

  override async close(): Promise<void> {
    this.isPlaying = false;
    this.stopGreeting();
    this.product.emitter.off('message', this.onLine);
    const restore = this.restore;
    this.restore = null;
    await super.close();
    if (restore !== null && this.product.down === null) await restore();
  }
}
