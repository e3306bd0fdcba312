/**
 * Relays: a jig's switches and inputs, connected to the plant as on a real jig.
 */

import { Drive } from '../../../firmware/control/outputs.ts';
import { contacts } from '../../../firmware/drivers/input-words.ts';
import { ResetCause } from '../../../firmware/hal.ts';
import { JigLevel, type JigPins } from '../../../firmware/jig/jig.ts';
import { jigSwitches } from '../../../firmware/jig/switches.ts';
import type { World } from '../../../sim/world/world.ts';

const switches = jigSwitches();

export class Relays implements JigPins {
  readonly closed = new Set<string>();
  /** The plant continues while one of its own relays holds the firmware in reset. */
  private isReset = false;

  /** @param hasLock a real lock is fitted; otherwise a relay drives its sense line, and there is no motor */
  constructor(
    private readonly world: World,
    private readonly hasLock: boolean,
  ) {
    const { line, pin } = world.plant;
    // The vehicle's resistors are on the pilot itself, with or without a simulated cable.
    line.connect = () => undefined;
    line.connected = true;
    pin.seized = !hasLock;
  }

  has(name: string): boolean {
    return switches.includes(name);
  }

  write(name: string, on: boolean): void {
    if (on) this.closed.add(name);
    else this.closed.delete(name);
    this.wire();
  }

  private wire(): void {
    const { plant } = this.world;
    this.wireCar();
    this.wireCable();
    plant.work('stopButton', this.closed.has('stop'));
    plant.work('startButton', this.closed.has('start'));
    for (const { name, word } of contacts) plant.work(name, this.closed.has(word));
    if (!this.hasLock) plant.pin.place(this.closed.has('latch') ? 1 : 0);
    plant.mains.set('isolatorClosed', this.closed.has('supply'));
    this.wireReset();
    plant.settle();
  }

  private wireCar(): void {
    const { line } = this.world.plant;
    const ohms = ['2740', '1300', '270'].filter((r) => this.closed.has(`vehicle-${r}`)).map(Number);
    line.vehicleOhms = 1 / ohms.reduce((sum, r) => sum + 1 / r, 0);
    line.hasDiode = !this.closed.has('diode-bypass');
    line.shorted = this.closed.has('pilot-short');
    line.reconsider();
  }

  /** A plug that the pin holds stays inserted, even when its resistor is disconnected. */
  private wireCable(): void {
    const { socket } = this.world.plant;
    const cable = ['100', '220', '680', '1500'].find((r) => this.closed.has(`cable-${r}`));
    socket.wire = this.closed.has('cable-short') ? 'shorted' : 'whole';
    if (cable !== undefined) {
      socket.cableOhms = Number(cable);
      socket.insert('in');
    } else if (!socket.pull() && socket.wire === 'whole') socket.wire = 'cut';
  }

  private wireReset(): void {
    const { processor } = this.world;
    const isReset = this.closed.has('reset');
    if (isReset === this.isReset) return;
    this.isReset = isReset;
    if (isReset) processor.kill();
    else if (!processor.on) processor.boot(ResetCause.Unknown);
  }

  levels(): number {
    const { plant, trace } = this.world;
    let levels = 0;
    if (trace.valueOf('contactor') === 'closed') levels |= JigLevel.Contactor;
    if (plant.pin.drive === Drive.Extend) levels |= JigLevel.Extend;
    if (plant.pin.drive === Drive.Retract) levels |= JigLevel.Retract;
    if (plant.pin.drive === Drive.Brake) levels |= JigLevel.Extend | JigLevel.Retract;
    if (plant.contactor.live) levels |= JigLevel.Live;
    return levels;
  }

  dutyPermille(): number {
    return Number.parseInt(this.world.trace.valueOf('duty') ?? '1000', 10);
  }
}
