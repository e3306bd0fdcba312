/**
 * A stand-in for what a Raspberry Pi's kernel shows of a converter and of a PWM, as files in a folder.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinMap } from '../../firmware/boards/linux-pi.ts';
import type { AnalogNet } from '../../firmware/platforms/pin-map.ts';

const COUNTS = 4096;

export class LinuxTree {
  private readonly converter: string;
  private readonly pulses: string;
  private readonly counts = new Map<string, number>();
  private lastPermille = 0;

  constructor(readonly sys: string) {
    this.converter = join(sys, 'bus/iio/devices/iio:device0');
    this.pulses = join(sys, 'class/pwm/pwmchip0');
    mkdirSync(this.converter, { recursive: true });
    writeFileSync(join(this.converter, 'name'), 'mcp3208\n');
    mkdirSync(join(this.pulses, 'pwm0'), { recursive: true });
    for (const file of ['duty_cycle', 'enable']) {
      writeFileSync(join(this.pulses, 'pwm0', file), '0');
    }
    for (let channel = 0; channel < 8; channel++) this.put(`AIN${channel}`, 0);
  }

  private put(pin: string, count: number): void {
    if (this.counts.get(pin) === count) return;
    this.counts.set(pin, count);
    // A kernel's file is never seen half written: as long as before, and in its place.
    const file = join(this.converter, `in_voltage${pin.slice(3)}_raw`);
    writeFileSync(file, `${String(count).padStart(5)}\n`, { flag: existsSync(file) ? 'r+' : 'w' });
  }

  /** What the net's own unit is at the converter's input. */
  set(net: AnalogNet, value: number): void {
    const share = (value - net.atZero) / (net.atFull - net.atZero);
    const count = Math.round(share * COUNTS);
    this.put(net.pin ?? '', Math.min(COUNTS - 1, Math.max(0, count)));
  }

  /** A charger with nobody there: its own 12 V on the pilot, the pin back, no plug. */
  rest(): void {
    this.set(pinMap.pilotHigh, 12000);
    this.set(pinMap.pilotLow, 0);
    this.set(pinMap.latch, 2980);
    this.set(pinMap.proximity, 3300);
    this.set(pinMap.lockSupply, 12000);
    if (pinMap.thermometer !== null) this.set(pinMap.thermometer, 1650);
    if (pinMap.supplyVoltage !== null) this.set(pinMap.supplyVoltage, 2300);
  }

  get dutyPermille(): number {
    const read = (file: string): string => readFileSync(join(this.pulses, 'pwm0', file), 'utf8');
    const [enable, dutyNs] = [read('enable'), read('duty_cycle')];
    // Just being written.
    if (enable === '' || dutyNs === '') return this.lastPermille;
    this.lastPermille = enable === '0' ? 0 : Number(dutyNs) / 1000;
    return this.lastPermille;
  }
}
