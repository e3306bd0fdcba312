/**
 * Chip charger: an emulated chip with our program in its flash, as the target of one scenario after another.
 *
 * Before a story the charger is commissioned (its settings and `start` typed on its console), what that start has noted
 * is erased, and it has come to rest. All of this is done once for all scenarios with the same preconditions; the state
 * of the chip is then saved, and restored for each of them.
 */

import { createLimits } from '../../firmware/control/limits.ts';
import { ResetCause } from '../../firmware/hal.ts';
import { Role } from '../../firmware/storage/access.ts';
import { readField } from '../../firmware/storage/limit-field.ts';
import { writeValue } from '../../firmware/storage/setting-value.ts';
import { createSettings } from '../../firmware/storage/settings.ts';
import { ms } from '../clock.ts';
import { type PreconditionLine, setupOf } from '../scenario/precondition-lines.ts';
import { SimTarget } from '../scenario/target.ts';
import type { StartFirmware } from '../world/processor.ts';
import { createSetup, limitsOf, type Setup } from '../world/setup.ts';
import { TEST_KEYS, World } from '../world/world.ts';
import { ChipRunner, type Rest } from './chip-runner.ts';
import { withoutLedger } from './erased-ledger.ts';
import { everyMillisecond, type Installed } from './installed.ts';

/** From power to a charger that answers, and from the last setting to completed storage. */
const LISTENS_US = ms(12000);
const ANSWERS_US = ms(400);
const STORED_US = ms(1000);

/** What is typed on the console, and how its answer begins. */
interface Typed {
  readonly line: string;
  readonly answer: string;
}

/** Keys for everybody, and the end of commissioning, where the scenario's console has not every role. */
function roleLines(setup: Setup): Typed[] {
  if (setup.role === Role.Installer) return [];
  const keys = [...TEST_KEYS].map(([role, key]) => ({
    line: `key ${role} ${key}`,
    answer: `ok key ${role}`,
  }));
  return [...keys, { line: 'commission end', answer: 'ok commission end' }];
}

/** The firmware settings of the scenario, as a person types them. */
function settingLines(setup: Setup): Typed[] {
  const [given, shipped] = [limitsOf(setup), createLimits()];
  return createSettings()
    .filter((setting) => readField(given, setting.field) !== readField(shipped, setting.field))
    .map((setting) => ({
      line: `set ${setting.name} ${writeValue(setting, readField(given, setting.field))}`,
      answer: `ok ${setting.name} `,
    }));
}

function keyOf(lines: readonly PreconditionLine[]): string {
  return lines.map(({ given, args }) => `${given.pattern.text} ${args.join(' ')}`).join('; ');
}

/** State that is kept for the next scenario with the same preconditions. */
interface Kept<T> {
  readonly key: string;
  readonly value: T;
}

export class ChipCharger {
  private readonly chip;
  private runner: ChipRunner | null = null;
  /** The next start begins with this state. */
  private rest: Rest | null = null;
  private rested: Kept<Rest> | null = null;
  private commissioned: Kept<Uint8Array> | null = null;

  constructor(private readonly installed: Installed) {
    this.chip = installed.chip();
  }

  readonly start: StartFirmware = (board) => {
    this.runner = new ChipRunner(this.chip.pico, board, this.installed.map, this.rest);
    this.rest = null;
    this.runner.onReset = () => this.onReset();
    return this.runner;
  };

  /** Called when the chip's own watchdog has reset it in a story. */
  onReset: () => void = () => undefined;

  /** From power to the firmware's first output, in ms; 0 while there was none. */
  get startedAfterMs(): number {
    return this.runner?.startedAfterMs ?? 0;
  }

  /** Virtual seconds for which its chip has run; restored time does not count. */
  get ranS(): number {
    return this.chip.pico.ranNanos / 1e9;
  }

  /** State of chip and flash before such a story. */
  prepare(lines: readonly PreconditionLine[]): void {
    const setup = setupOf(lines);
    this.rest = setup.startsRested && this.rested?.key === keyOf(lines) ? this.rested.value : null;
    if (this.rest !== null) return;
    this.chip.pico.putFlash(this.flashFor(setup));
  }

  /** The story begins now. */
  begun(lines: readonly PreconditionLine[]): void {
    const key = keyOf(lines);
    const mayKeep = setupOf(lines).startsRested && this.rested?.key !== key;
    if (mayKeep && this.runner !== null) this.rested = { key, value: this.runner.keepRest() };
  }

  private flashFor(setup: Setup): Uint8Array {
    if (setup.journal === 'empty') return this.chip.installed;
    const lines = [...settingLines(setup), ...roleLines(setup)];
    const key = lines.map(({ line }) => line).join('; ');
    if (this.commissioned?.key !== key) {
      this.commissioned = { key, value: this.commission(lines) };
    }
    return this.commissioned.value;
  }

  /** @returns the content of the flash afterwards */
  private commission(lines: readonly Typed[]): Uint8Array {
    this.chip.pico.putFlash(this.chip.installed);
    const setup = createSetup();
    setup.startsRested = false;
    everyMillisecond(setup);
    const world = new World(setup, this.start);
    world.start();
    world.advance(LISTENS_US);
    for (const { line, answer } of lines) {
      const from = world.trace.events.length;
      world.type(line);
      world.advance(ANSWERS_US);
      const answers = world.trace.events.slice(from).filter(({ name }) => name === 'answer');
      const found = answers.map(({ value }) => value);
      // A warning may follow.
      if (!found.some((value) => value.startsWith(answer))) {
        throw new Error(
          `the charger on the chip received "${line}" and answered "${found.join(', ')}"`,
        );
      }
    }
    // A journal that nobody has written yet asks for a person before anything closes.
    world.type('start');
    world.advance(STORED_US);
    // A story begins with a first start, as in the simulator.
    return withoutLedger(this.installed.platform, this.chip.pico.flashNow());
  }
}

/** A scenario's target with the firmware on an emulated chip. */
export class ChipTarget extends SimTarget {
  constructor(private readonly charger: ChipCharger) {
    super(everyMillisecond, charger.start);
  }

  override async begin(preconditions: readonly PreconditionLine[]): Promise<void> {
    const { charger } = this;
    charger.onReset = () => undefined;
    charger.prepare(preconditions);
    await super.begin(preconditions);
    // What the firmware counts from its start is the same as in the simulator when the story begins.
    const laterMs = charger.startedAfterMs - createSetup().bootMs;
    if (this.setup.startsRested && laterMs > 0) this.world.advance(ms(laterMs));
    charger.begun(preconditions);
    charger.onReset = () => this.world.processor.reset(ResetCause.Watchdog);
  }

  /** Read after the story, for expectations that were met late. */
  override async close(): Promise<void> {}
}
