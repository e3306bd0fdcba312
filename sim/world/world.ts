/**
 * World: the plant and the processor with the firmware that ships, in one virtual time.
 */

import type { Fittings } from '../../firmware/charger.ts';
import { Fault } from '../../firmware/control/faults.ts';
import { Session } from '../../firmware/control/state.ts';
import type { BistablePart } from '../../firmware/drivers/lock-parts.ts';
import { type ConsolePort, ResetCause, type Storage } from '../../firmware/hal.ts';
import { createAccess, keepAccess, Role } from '../../firmware/storage/access.ts';
import { crc16 } from '../../firmware/storage/crc16.ts';
import { createJournal, note } from '../../firmware/storage/journal.ts';
import { answerLine, type KeyRole } from '../challenge.ts';
import { Clock, ms } from '../clock.ts';
import { Plant } from '../plant/plant.ts';
import { createRandom } from '../random.ts';
import { Trace } from '../trace.ts';
import type { BoardOutside } from './board.ts';
import { Hazards, hazardWords } from './hazards.ts';
import { Probes } from './probes.ts';
import { Processor, type StartFirmware, startFirmware } from './processor.ts';
import type { Schematic } from './schematic.ts';
import { createSetup, fittingsOf, polesOf, type Setup } from './setup.ts';

/** Without a lock capacitor the lock's supply falls with mains, as fast as its smoothing lets it. */
const SMOOTHING_TAU_US = ms(50);

export class World {
  readonly clock = new Clock();
  readonly trace = new Trace();
  readonly plant: Plant;
  readonly processor: Processor;
  readonly hazards: Hazards;
  readonly probes: Probes;
  readonly fittings: Fittings;
  /** Texts in the slots of the storage; survives everything. */
  readonly slots = new Map<number, string>();
  /** Every write to the storage: when, to which slot, and how many characters. */
  readonly writes: { readonly atUs: number; readonly slot: number; readonly length: number }[] = [];
  /** When the traced event really happened, where that is known better; null for now. */
  stampUs: number | null = null;
  /** The next write to the storage is cut off after this many characters. */
  tearAfter: number | null = null;
  /** What is typed does not arrive: the serial line is cut. */
  lineCut = false;

  /** Called with every line that the firmware writes, as a serial port would be. */
  listener: ((line: string) => void) | null = null;

  private readonly typed: string[] = [];
  private readonly random: () => number;
  private railWasOn = false;

  /** @param start how the firmware is started: in this process, or behind a serial line */
  constructor(
    readonly setup: Setup = createSetup(),
    start: StartFirmware = startFirmware,
  ) {
    this.random = createRandom(setup.seed);
    this.fittings = fittingsOf(setup);
    const bistable = this.fittings.bistablePart;
    const tell = (name: string, value: string): void =>
      this.trace.note(this.clock.nowUs, name, value);
    this.plant = new Plant(this.clock, () => this.settled());
    this.probes = new Probes(this.clock, this.plant, tell);
    this.plant.fit(bistable);
    if (!setup.storedEnergy) this.plant.capacitor.onlySmooth(SMOOTHING_TAU_US);
    // Whoever has been idle for a while has been charged for as long.
    if (setup.startsRested) this.plant.capacitor.fill(this.plant.capacitor.fullVolts);
    this.plant.line.noiseSeed = setup.seed;
    this.processor = new Processor({
      clock: this.clock,
      plant: this.plant,
      setup,
      schematic: schematicOf(setup, this.fittings),
      fittings: this.fittings,
      outside: () => this.outside(),
      tell,
      complain: (words) => this.trace.record(this.clock.nowUs, 'rule', words),
      start,
    });
    this.hazards = new Hazards(this.clock, this.plant, ratingOf(bistable), (hazard) =>
      this.trace.record(this.clock.nowUs, 'hazard', `${hazard}: ${hazardWords[hazard]}`),
    );
    if (setup.journal === 'idle') {
      note(createJournal(this.storage), Session.None, false, Fault.None, 0);
    }
    if (setup.role !== Role.Installer) this.endCommissioning();
    this.plant.rail.holdUpMs = setup.holdUpMs;
    this.plant.contactor.fit(polesOf(setup));
    this.plant.residual.isFitted = setup.residualFitted;
    for (const furnish of setup.furnish) furnish(this.plant);
  }

  /** Mains comes on: the world begins. */
  start(): void {
    this.plant.settle();
  }

  /** Roles count from the start on, and each has a key. */
  private endCommissioning(): void {
    const access = createAccess(this.storage);
    access.isCommissioned = true;
    access.keys[Role.Owner] = TEST_KEYS.get('owner') as string;
    access.keys[Role.Installer] = TEST_KEYS.get('installer') as string;
    keepAccess(access);
  }

  /** Whether somebody with the test's keys answers every challenge, as in a scenario. */
  answersChallenges = true;

  /** Somebody with the key asks for a role, and answers the challenge. */
  identify(role: KeyRole): void {
    this.type(`role ${role}`);
  }

  /**
   * Advances to the next event that is due, and performs it, unless it is a tick: that is left to the caller.
   *
   * @returns what was reached; `end` with the clock at `untilUs` where nothing is due by then
   */
  goOn(untilUs: number): 'alarm' | 'tick' | 'skipped' | 'end' {
    const clock = this.clock;
    const processor = this.processor;
    const alarmAtUs = clock.nextAtUs;
    const tickAtUs = processor.tickAtUs;
    if (alarmAtUs > untilUs && tickAtUs > untilUs) {
      clock.nowUs = untilUs;
      return 'end';
    }
    if (alarmAtUs <= tickAtUs) {
      clock.ringNext();
      return 'alarm';
    }
    if (this.setup.skipsIdle && this.typed.length === 0) {
      if (processor.skip(Math.min(alarmAtUs, untilUs))) return 'skipped';
    }
    clock.nowUs = tickAtUs;
    return 'tick';
  }

  /**
   * Runs up to and including an instant.
   *
   * @param onInstant called after every instant at which something was traced; true ends the run there
   * @returns whether it ended early
   */
  advanceTo(untilUs: number, onInstant: () => boolean = () => false): boolean {
    const events = this.trace.events;
    for (;;) {
      const traced = events.length;
      const reached = this.goOn(untilUs);
      if (reached === 'end') return false;
      if (reached === 'tick') this.processor.tick();
      if (events.length > traced && onInstant()) return true;
    }
  }

  advance(us: number): void {
    this.advanceTo(this.clock.nowUs + us);
  }

  /** Types a line on the firmware's console. */
  type(line: string): void {
    if (!this.lineCut) this.typed.push(`${line}\n`);
  }

  /** The plant has settled after a change. */
  private settled(): void {
    const railOn = this.plant.rail.on;
    if (railOn !== this.railWasOn) {
      this.railWasOn = railOn;
      if (railOn) {
        this.typed.length = 0;
        this.processor.boot(ResetCause.PowerOn);
        if (this.setup.role === Role.Owner) this.identify('owner');
      } else this.processor.kill();
    }
    this.processor.disturb();
    this.hazards.look();
    this.tracePlant();
    this.probes.look();
  }

  private outside(): BoardOutside {
    return {
      storage: this.storage,
      console: this.port,
      watchdog: { feed: () => this.processor.feed() },
      entropy: Math.floor(this.random() * 1000000),
      busy: (us) => this.processor.busy(us),
      net: (name, value) => this.trace.note(this.stampUs ?? this.clock.nowUs, name, value),
    };
  }

  private readonly storage: Storage = {
    read: (slot) => this.slots.get(slot) ?? '',
    sum: crc16,
    write: (slot, text) => {
      const tear = this.tearAfter;
      this.tearAfter = null;
      this.writes.push({ atUs: this.clock.nowUs, slot, length: text.length });
      this.slots.set(slot, tear === null ? text : text.substring(0, tear));
      if (tear !== null) this.plant.rail.set(false);
    },
  };

  private readonly port: ConsolePort = {
    read: () => this.typed.splice(0).join(''),
    write: (text) => {
      this.hearFirmware(text.trimEnd());
      return true;
    },
  };

  /** A line from the firmware: a change of the trace, or an answer. */
  private hearFirmware(line: string): void {
    this.listener?.(line);
    const answer = this.answersChallenges ? answerLine(TEST_KEYS, line) : null;
    if (answer !== null) this.type(answer);
    const nowUs = this.stampUs ?? this.clock.nowUs;
    if (!line.startsWith('~ ')) {
      this.trace.record(nowUs, 'answer', line);
      return;
    }
    const words = line.split(' ');
    this.trace.note(nowUs, words[2] as string, words.slice(3).join(' '));
  }

  private tracePlant(): void {
    const nowUs = this.clock.nowUs;
    const plant = this.plant;
    const pin = plant.pin;
    const place = pin.engaged ? 'extended' : pin.withdrawn ? 'withdrawn' : 'between';
    this.trace.note(nowUs, 'isolator', plant.mains.isolatorClosed ? 'on' : 'off');
    this.trace.note(nowUs, 'grid', plant.mains.present ? 'on' : 'off');
    this.trace.note(nowUs, 'rail', plant.rail.on ? 'on' : 'off');
    this.trace.note(nowUs, 'socket', plant.contactor.live ? 'live' : 'dead');
    this.trace.note(nowUs, 'plug', plant.socket.plug);
    this.trace.note(nowUs, 'pin', place);
    this.trace.note(nowUs, 'connector', plant.car.holdsConnector ? 'held' : 'free');
    this.trace.note(nowUs, 'breaker', plant.mains.breakerClosed ? 'closed' : 'open');
  }
}

/** The keys of every simulated charger whose commissioning has ended. */
export const TEST_KEYS: ReadonlyMap<KeyRole, string> = new Map([
  ['owner', '000102030405060708090a0b0c0d0e0f'],
  ['installer', 'f0e1d2c3b4a5968778695a4b3c2d1e0f'],
]);

function schematicOf(setup: Setup, fittings: Fittings): Schematic {
  const { stored } = setup;
  return {
    proofs: setup.proofs,
    holdToLock: fittings.holdToLockPart !== null,
    coilHold: setup.coilHold,
    thermometer: true,
    currentMeter: setup.currentMeter,
    supplyMeter: setup.supplyMeter,
    pilotBreak: setup.pilotBreak,
    trip: setup.trip,
    oneShot: setup.oneShot,
    reflex: setup.reflex,
    program: stored === null ? null : { stored: () => stored },
    lookTakesUs: setup.lookTakesUs,
    sense: fittings.sense,
  };
}

function ratingOf(part: BistablePart | null): number {
  return part === null ? 0 : part.ratedMs;
}
