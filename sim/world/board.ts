/**
 * Board over the plant: the simulator's board file. Millivolts and booleans, as the contract asks.
 *
 * One instance per start of the processor. While the processor is in reset, or without a rail, every
 * output stands at its pull-down.
 */

import { Drive, DUTY_STEADY } from '../../firmware/control/outputs.ts';
import type {
  AnalogInput,
  Board,
  Clock as BoardClock,
  ConsolePort,
  CurrentInput,
  DigitalOutput,
  LockBridge,
  LockCoil,
  Program,
  Readings,
  ResetCause,
  Storage,
  SupplyMeter,
  Watchdog,
} from '../../firmware/hal.ts';
import { type Alarm, ms } from '../clock.ts';
import type { Plant } from '../plant/plant.ts';
import { disturb } from './burst.ts';
import type { HardwareReflex } from './hardware-reflex.ts';
import { levelsOf } from './levels.ts';
import { SimReflex } from './reflex.ts';
import type { Schematic } from './schematic.ts';
import { createSlowInputs } from './slow-inputs.ts';
import { TimerReflex } from './timer-reflex.ts';

/** What the board tells the world outside. */
export interface BoardOutside {
  readonly storage: Storage;
  readonly console: ConsolePort;
  readonly watchdog: Watchdog;
  readonly entropy: number;
  /** The firmware keeps the interpreter busy for this long, within a tick. */
  busy(us: number): void;
  /** A net was written. */
  net(name: string, value: string): void;
}

/** How long the hardware holds a coil behind a socket that is dead. */
const HOLD_MS = 100;

const driveWords = ['off', 'extend', 'retract', 'brake'];

export class SimBoard implements Board {
  readonly name = 'simulator';
  /** The simulated board's clock does not count before its first tick: it cannot tell. */
  readonly restedForMs = 0;
  readonly program: Program | null;
  readonly heap = null;
  readonly jumper = null;
  readonly entropy: number;
  readonly proofs: number;
  readonly inputs = { sample: (readings: Readings): void => this.sample(readings) };
  readonly proximity: AnalogInput;
  readonly lockSupply: AnalogInput;
  readonly thermometer: AnalogInput | null;
  readonly outgoingCurrent: CurrentInput | null;
  readonly supplyMeter: SupplyMeter | null;
  readonly contactor: DigitalOutput;
  readonly pilot = { writePermille: (duty: number): void => this.writeDuty(duty) };
  readonly lockBridge: LockBridge | null;
  readonly lockCoil: LockCoil | null;
  readonly pilotBreak: DigitalOutput | null;
  readonly trip: DigitalOutput | null;
  readonly residualTest: DigitalOutput;
  readonly light = { write: (colour: number): void => this.say('lamp', lampWord(colour)) };
  readonly clock: BoardClock = { lapMs: () => this.lapMs() };
  readonly watchdog: Watchdog;
  readonly reflex: HardwareReflex | null;
  readonly storage: Storage;
  readonly console: ConsolePort;

  private alive = true;
  private coilOn = false;
  private isLettingGo = false;
  private lapAtUs: number;
  private lapAskedAtUs = -1;
  private strokeAlarm: Alarm | null = null;

  constructor(
    private readonly plant: Plant,
    private readonly schematic: Schematic,
    private readonly outside: BoardOutside,
    readonly resetCause: ResetCause,
  ) {
    this.entropy = outside.entropy;
    this.proofs = schematic.proofs;
    this.program = schematic.program;
    this.watchdog = outside.watchdog;
    this.storage = outside.storage;
    this.console = outside.console;
    this.lapAtUs = plant.clock.nowUs;
    const slow = createSlowInputs(plant);
    this.proximity = slow.proximity;
    this.lockSupply = slow.lockSupply;
    this.thermometer = schematic.thermometer ? slow.thermometer : null;
    this.outgoingCurrent = schematic.currentMeter ? slow.outgoingCurrent : null;
    this.supplyMeter = schematic.supplyMeter ? slow.supplyMeter : null;
    this.reflex = this.fitReflex(schematic);
    this.contactor = { write: (on) => this.writeContactor(on) };
    this.lockBridge = schematic.holdToLock
      ? null
      : { write: (drive, limitMs) => this.writeBridge(drive, limitMs) };
    this.lockCoil = schematic.holdToLock
      ? { writePermille: (permille) => this.writeCoil(permille) }
      : null;
    this.pilotBreak = schematic.pilotBreak ? { write: (on) => this.writeBreak(on) } : null;
    this.trip = schematic.trip ? { write: (on) => this.writeTrip(on) } : null;
    this.residualTest = { write: (on) => this.writeTest(on) };
  }

  private fitReflex(schematic: Schematic): HardwareReflex | null {
    const putOpen = (): void => this.putContactor(false);
    if (schematic.reflex === 'none') return null;
    if (schematic.reflex === 'pio') return new SimReflex(this.plant, schematic.sense, putOpen);
    return new TimerReflex(this.plant, schematic, putOpen);
  }

  private say(name: string, value: string): void {
    this.outside.net(name, value);
  }

  private sample(readings: Readings): void {
    const plant = this.plant;
    readings.pilotHighMillivolts = plant.line.sampleHigh();
    readings.pilotLowMillivolts = plant.line.sampleLow();
    readings.latchMillivolts = plant.latchMillivolts(this.schematic.sense);
    readings.levels = levelsOf(plant);
    if (plant.isDisturbed) disturb(readings, plant.clock.nowUs);
  }

  private lapMs(): number {
    if (this.lapAskedAtUs === this.plant.clock.nowUs) return this.passBusy();
    this.lapAskedAtUs = this.plant.clock.nowUs;
    const passedMs = Math.floor((this.plant.clock.nowUs - this.lapAtUs) / 1000);
    this.lapAtUs += passedMs * 1000;
    return passedMs;
  }

  /**
   * A caller that asks for the time again within one tick waits for it to pass: that millisecond is the
   * interpreter's, and the next tick comes later by it.
   */
  private passBusy(): number {
    this.waitBusy(1);
    return 1;
  }

  /** Firmware elsewhere has waited so long within the tick that runs. */
  waitBusy(lastedMs: number): void {
    this.lapAtUs += ms(lastedMs);
    this.outside.busy(ms(lastedMs));
  }

  /** Does something when the interpreter has come so far. */
  later(us: number, act: () => void): void {
    if (us === 0) act();
    else this.plant.clock.after(us, act);
  }

  /** The interpreter is in a call of its own for this long. */
  block(us: number): void {
    this.reflex?.block(this.plant.clock.nowUs + us);
  }

  /** The interpreter is busy for this long in the tick that runs. */
  spend(us: number): void {
    this.outside.busy(us);
  }

  /** Our first line runs now. */
  beginTime(): void {
    this.lapAtUs = this.plant.clock.nowUs;
  }

  /** Quiet ticks were skipped: the next lap is measured from the last of them. */
  passTime(us: number): void {
    this.lapAtUs += us;
    this.reflex?.passTime(us);
  }

  private writeContactor(on: boolean): void {
    if (!this.alive) return;
    // What hardware has opened, or holds open, is not closed by writing the same again.
    this.putContactor(this.reflex === null ? on : this.reflex.follow(on));
  }

  private putContactor(on: boolean): void {
    this.say('contactor', on ? 'closed' : 'open');
    this.plant.coil.command(on);
  }

  private writeDuty(dutyPermille: number): void {
    if (!this.alive) return;
    this.say('duty', `${dutyPermille} permille`);
    this.plant.offer(dutyPermille);
  }

  private writeBreak(on: boolean): void {
    if (!this.alive) return;
    this.say('pilot-break', on ? 'open' : 'closed');
    this.plant.breakPilot(on);
  }

  private writeBridge(drive: Drive, limitMs: number): void {
    if (!this.alive) return;
    const isStroke = drive === Drive.Extend || drive === Drive.Retract;
    if (isStroke && drive === this.plant.pin.drive) return;
    this.say('drive', driveWords[drive] as string);
    this.plant.clock.cancel(this.strokeAlarm);
    this.strokeAlarm = null;
    if (isStroke && this.schematic.oneShot) {
      this.strokeAlarm = this.plant.clock.after(ms(limitMs), () => this.endStroke());
    }
    this.plant.pin.setDrive(drive);
  }

  private endStroke(): void {
    this.say('drive', 'off');
    this.plant.pin.setDrive(Drive.Off);
  }

  private writeCoil(permille: number): void {
    if (!this.alive) return;
    this.say('coil', `${permille} permille`);
    this.coilOn = permille > 0;
    if (this.coilOn || !this.schematic.coilHold) this.plant.pin.setCoil(permille / 1000);
    else if (this.plant.pin.coil > 0 && !this.isLettingGo) this.letCoilGo();
  }

  /**
   * The hardware hold: whatever releases it, the coil stays held for as long as the outgoing side is live, and
   * then for longer than a contactor takes to drop out: mains may return before it has.
   */
  private letCoilGo(): void {
    const check = (): void => {
      this.isLettingGo = !this.coilOn && this.plant.contactor.liveWithin(ms(HOLD_MS));
      if (this.isLettingGo) this.plant.clock.after(ms(1), check);
      else if (!this.coilOn) this.plant.pin.setCoil(0);
    };
    check();
  }

  private writeTrip(on: boolean): void {
    if (!this.alive) return;
    this.say('trip', on ? 'on' : 'off');
    this.plant.mains.trip(on);
  }

  private writeTest(on: boolean): void {
    if (!this.alive) return;
    this.say('test', on ? 'on' : 'off');
    this.plant.residual.test(on);
  }

  /** Without a clock no stroke ends in hardware, and of the pilot's PWM its upper level stays. */
  freeze(): void {
    this.plant.clock.cancel(this.strokeAlarm);
    this.strokeAlarm = null;
    this.plant.offer(DUTY_STEADY);
  }

  /** Reset or loss of the rail: every output falls back to its pull-down, for good. */
  die(): void {
    this.writeContactor(false);
    if (this.schematic.holdToLock) this.writeCoil(0);
    else this.writeBridge(Drive.Off, 0);
    this.writeTrip(false);
    this.writeTest(false);
    this.writeDuty(1000);
    this.say('lamp', lampWord(0));
    this.alive = false;
    this.plant.clock.cancel(this.strokeAlarm);
  }
}

function lampWord(colour: number): string {
  return ['dark', 'red', 'green', 'amber', 'blue', 'magenta', 'cyan', 'white'][colour] as string;
}
