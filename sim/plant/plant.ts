/**
 * Plant: charger hardware, cable, car and person, wired together.
 *
 * Below the drivers everything is physics; the firmware that ships sees it through the board. The parts
 * report their changes here; they are passed on, watched for hazards, and traced.
 */

import type { BistablePart, SenseWindows } from '../../firmware/drivers/lock-parts.ts';
import { type Clock, ms } from '../clock.ts';
import { ntcOhms } from '../ntc.ts';
import { Car, currentRead } from './car.ts';
import { Coil } from './coil.ts';
import { Contactor } from './contactor.ts';
import { LatchContact } from './latch-contact.ts';
import { LockCapacitor } from './lock-capacitor.ts';
import { Mains } from './mains.ts';
import { PilotLine } from './pilot-line.ts';
import { HOLDS_FROM, Pin } from './pin.ts';
import { Rail } from './rail.ts';
import { ResidualSensor } from './residual-sensor.ts';
import { proximityMillivolts, Socket } from './socket.ts';
import type { Wire } from './wire.ts';

/** The sense of the outgoing voltage says "live" from here on. */
const SENSED_VOLTS = 60;

/** A cut sense line is pulled above the part's full scale, so that it is no answer. */
const CUT_MILLIVOLTS = 3600;

export class Plant {
  readonly mains: Mains;
  readonly rail: Rail;
  readonly capacitor: LockCapacitor;
  readonly contactor: Contactor;
  readonly coil: Coil;
  readonly pin: Pin;
  readonly latch: LatchContact;
  readonly line: PilotLine;
  readonly car: Car;
  readonly socket: Socket;
  readonly residual: ResidualSensor;

  /** Temperature at the socket's contacts, in °C. */
  celsius = 20;
  thermometerWire: Wire = 'whole';
  latchWire: Wire = 'whole';
  /** The sense of mains tells the truth, or sticks. */
  supplySenseStuck: boolean | null = null;
  /** Peak voltage that couples into an open outgoing side, without any force behind it. */
  ghostVolts = 0;
  /** Contacts that a person works, asserted: by the names of the digital inputs. */
  readonly asserted = new Set<string>();
  /** Watches the lines in hardware; called at every change. */
  watcher: (() => void) | null = null;
  reflexHealth: 'works' | 'fails' | 'stops' = 'works';
  /** A comparator whose wire is cut, or that is not fitted. */
  comparatorCut: 'none' | 'pilot' | 'latch' = 'none';
  /** What the car draws more or less than it was offered, in every phase, in mA. */
  excessMilliamps = 0;
  offerMilliamps = 0;

  private settling = false;
  private unsettled = false;

  constructor(
    readonly clock: Clock,
    /** Called after every change, when all of it has settled. */
    private readonly settled: () => void,
  ) {
    const changed = (): void => this.settle();
    this.mains = new Mains(clock, changed);
    this.rail = new Rail(clock, changed);
    this.capacitor = new LockCapacitor(clock);
    this.contactor = new Contactor(clock, changed);
    this.coil = new Coil((on) => this.contactor.drive(on));
    this.pin = new Pin(clock, this.capacitor, changed);
    this.latch = new LatchContact(clock, this.pin, changed);
    this.line = new PilotLine(clock, changed);
    this.car = new Car(clock, this.line, changed);
    this.socket = new Socket(clock, this.pin, changed);
    this.residual = new ResidualSensor(clock, changed);
  }

  /** Passes a change on until nothing changes any more. */
  settle(): void {
    if (this.settling) {
      this.unsettled = true;
      return;
    }
    this.settling = true;
    do {
      this.unsettled = false;
      this.propagate();
    } while (this.unsettled);
    this.settling = false;
    this.watcher?.();
    this.settled();
  }

  private disturbedUntilUs = 0;
  private mainsWasOn = false;
  private wasSupplied = false;

  private propagate(): void {
    const mainsOn = this.mains.present;
    if (mainsOn !== this.mainsWasOn) {
      this.mainsWasOn = mainsOn;
      this.contactor.feed(mainsOn);
    }
    const isSupplied = this.isSupplied;
    if (isSupplied !== this.wasSupplied) {
      this.wasSupplied = isSupplied;
      this.rail.follow(isSupplied);
      this.capacitor.charge(isSupplied);
    }
    this.coil.feed(this.rail.on, this.isSupplied, this.pin.position >= HOLDS_FROM);
    this.latch.follow();
    this.line.power(this.rail.on);
    this.line.connect(this.socket.touches, this.socket.ohms);
    this.residual.feed(this.contactor.live);
    this.rail.load(this.milliamps > 0);
    this.socket.tryPulling();
  }

  /** A person works a contact; the next sample sees it. */
  work(name: string, isAsserted: boolean): void {
    if (isAsserted) this.asserted.add(name);
    else this.asserted.delete(name);
    this.watcher?.();
  }

  /** The charger's own supply and its sense of mains stand between the first line and the neutral. */
  get isSupplied(): boolean {
    return this.mains.present && this.contactor.isWhole;
  }

  /** The charger's own switch in the pilot's wire. */
  breakPilot(open: boolean): void {
    if (open === this.line.broken) return;
    this.line.broken = open;
    this.line.reconsider();
    if (open) this.car.hearBreak();
  }

  /** What the sense of mains says. */
  get supplySensed(): boolean {
    return this.supplySenseStuck ?? this.isSupplied;
  }

  /** The lock's sense line, with the levels of the fitted part. */
  latchMillivolts(windows: SenseWindows): number {
    if (this.latchWire === 'cut') return CUT_MILLIVOLTS;
    if (this.latchWire === 'shorted') return 0;
    return this.latch.millivolts(windows);
  }

  /** What the sense of the outgoing voltage says. */
  get outgoingSensed(): boolean {
    const isGhost = this.ghostVolts > SENSED_VOLTS && this.mains.present;
    return this.contactor.outgoingSensed || (isGhost && this.contactor.outgoingStuck === null);
  }

  /** The line of PP: its own, or dragged along by CP where the two touch. */
  get proximityMillivolts(): number {
    const { faults } = this.line;
    if (!faults.bridged || !this.rail.on) return proximityMillivolts(this.socket.ohms);
    return Math.round(Math.min(3300, Math.max(0, this.line.meanMillivolts)));
  }

  /** Puts a duty on the line, and to the car what arrives of it. */
  offer(dutyPermille: number): void {
    const milliamps = currentRead(this.line.faults.reached(dutyPermille));
    const { followsAfterMs } = this.car;
    if (followsAfterMs === 0) this.offerMilliamps = milliamps;
    else {
      this.clock.after(ms(followsAfterMs), () => {
        this.offerMilliamps = milliamps;
        this.settle();
      });
    }
    this.line.setDuty(dutyPermille);
    this.car.see(this.line.reachedPermille);
  }

  /** Every input is disturbed for a while. */
  disturb(forUs: number): void {
    this.disturbedUntilUs = this.clock.nowUs + forUs;
    this.clock.after(forUs, () => this.settle());
    this.settle();
  }

  get isDisturbed(): boolean {
    return this.clock.nowUs < this.disturbedUntilUs;
  }

  /** The NTC against 10 kΩ at 3.3 V. */
  get thermometerMillivolts(): number {
    if (this.thermometerWire === 'cut') return 3300;
    if (this.thermometerWire === 'shorted') return 0;
    const ohms = ntcOhms(this.celsius);
    return Math.round((3300 * ohms) / (10000 + ohms));
  }

  /** What flows to the car in the phase that has most, in mA: what the meter gives. */
  get milliamps(): number {
    const { contactor, car } = this;
    if (!contactor.live || !car.draws) return 0;
    const most = Math.max(...contactor.phases.map((one) => (one.live ? one.excessMilliamps : 0)));
    return Math.max(0, this.offerMilliamps + this.excessMilliamps + most);
  }

  /** rms voltage of the supply at the charger, in tenths of a volt. */
  get supplyDecivolts(): number {
    const drop = this.milliamps > 0 ? this.mains.dropUnderLoadDecivolts : 0;
    return this.mains.decivolts - drop;
  }

  /** Whether something moves that no alarm will tell of. */
  get isRestless(): boolean {
    const isLoose = this.socket.plug === 'half' || this.socket.wire === 'loose';
    return this.capacitor.isRestless || isLoose || this.latch.bounces || this.isDisturbed;
  }

  /** The fitted part's mechanics: it needs a good part of its stroke. */
  fit(part: BistablePart | null): void {
    this.pin.spring = part === null;
    this.pin.travelMs = part === null ? 60 : part.strokeMs * 0.6;
  }
}
