/**
 * Verbs: everything that can happen in a scenario, one row each: how it is written, what it means, and
 * how it is done to the simulated world. A rig does the same verbs with relays.
 */

import { ResetCause } from '../../firmware/hal.ts';
import { ms } from '../clock.ts';
import type { CarManner } from '../plant/car.ts';
import type { Wire } from '../plant/plant.ts';
import { counterexampleVerbs } from '../verify/search/counterexample-lines.ts';
import type { World } from '../world/world.ts';
import { type Arg, Pattern } from './pattern.ts';
import type { Verb } from './rows.ts';

function verb(
  pattern: string,
  meaning: string,
  perform: (world: World, args: readonly Arg[]) => void,
): Verb {
  return { pattern: new Pattern(pattern), meaning, perform };
}

const us = (arg: Arg | undefined, otherwise: number): number =>
  typeof arg === 'number' ? arg : otherwise;
const num = (arg: Arg | undefined): number => Number(arg);
const text = (arg: Arg | undefined): string => String(arg);

const PRESS_US = ms(200);
const PUSH_US = ms(5000);

/** The person at the socket and at the car. */
const person: Verb[] = [
  verb('plug <in|half>', 'the plug goes into the socket', (w, [place]) => {
    const went = w.plant.socket.insert(text(place) as 'in' | 'half');
    if (!went) w.trace.record(w.clock.nowUs, 'person', 'the plug does not go in');
  }),
  verb('pull', 'one pull at the plug; it comes out only if the pin lets it', (w) => {
    const came = w.plant.socket.pull();
    if (!came) w.trace.record(w.clock.nowUs, 'person', 'somebody pulls: the plug is held');
  }),
  verb('pull and hold', 'the cable pulls at the plug and goes on pulling', (w) => {
    w.plant.socket.setPulling(true);
  }),
  verb('let go', 'nothing pulls any more', (w) => w.plant.socket.setPulling(false)),
  verb(
    'tension <on|off>',
    'the hanging cable loads the pin without pulling the plug out',
    (w, [on]) => {
      w.plant.pin.tension = on === 'on';
      w.plant.pin.reconsider();
    },
  ),
  verb('push [for <duration>]', 'the plug is pushed in: that unloads the pin (5 s)', (w, [time]) =>
    w.plant.socket.push(us(time, PUSH_US)),
  ),
  verb(
    'press <stop|start> [for <duration>]',
    'a button is pressed (200 ms)',
    (w, [which, time]) => {
      const key = which === 'stop' ? 'stopPressed' : 'startPressed';
      w.plant[key] = true;
      w.clock.after(us(time, PRESS_US), () => {
        w.plant[key] = false;
        w.plant.settle();
      });
    },
  ),
  verb('emergency-stop <press|release>', 'the e-stop latches, and is turned back', (w, [what]) => {
    w.plant.eStopPressed = what === 'press';
  }),
];

/** The car. */
const car: Verb[] = [
  verb('car <in|out>', 'the cable is put into the car, or taken out', (w, [place]) =>
    w.plant.car.plug(place === 'in'),
  ),
  verb(
    'car <wants|full>',
    'the car wants energy, or has finished (or was stopped inside)',
    (w, [what]) => w.plant.car.want(what === 'wants'),
  ),
  verb('car <A|B|C|D>', 'holds the pilot at a state, whatever the charger shows', (w, [state]) =>
    w.plant.car.force(text(state) as 'A' | 'B' | 'C' | 'D'),
  ),
];

/** Mains, supply and processor. */
const power: Verb[] = [
  verb('isolator <on|off>', 'the switch upstream of the charger', (w, [on]) =>
    w.plant.mains.set('isolatorClosed', on === 'on'),
  ),
  verb('grid <on|off>', 'mains, for longer', (w, [on]) => w.plant.mains.set('gridOn', on === 'on')),
  verb('grid dip for <duration>', 'mains goes away for a moment', (w, [time]) =>
    w.plant.mains.dip(num(time)),
  ),
  verb('breaker on', 'the upstream breaker is closed again', (w) =>
    w.plant.mains.set('breakerClosed', true),
  ),
  verb('supply <voltage>', 'rms voltage of the supply', (w, [v]) => {
    w.plant.mains.decivolts = num(v) / 100;
  }),
  verb('earth <voltage>', 'rms voltage of the protective earth', (w, [v]) => {
    w.plant.mains.earthDecivolts = num(v) / 100;
  }),
  verb('rail <on|off>', "the controller's own supply alone", (w, [on]) =>
    w.plant.rail.set(on === 'on'),
  ),
  verb('rail dip for <duration>', "a brown-out of the controller's own supply", (w, [time]) => {
    w.plant.rail.set(false);
    w.clock.after(num(time), () => w.plant.rail.set(w.plant.mains.present));
  }),
  verb('reset <watchdog|pin>', 'the processor starts again', (w, [cause]) =>
    w.processor.reset(cause === 'watchdog' ? ResetCause.Watchdog : ResetCause.Unknown),
  ),
  verb('stall <duration>', 'the interpreter stands still', (w, [time]) =>
    w.processor.stall(num(time)),
  ),
  verb('capacitor <voltage>', "the lock's stored energy, set by hand", (w, [v]) =>
    w.plant.capacitor.fill(num(v) / 1000),
  ),
  verb('capacitor source <voltage>', 'what the lock capacitor is charged from', (w, [v]) => {
    w.plant.capacitor.sourceVolts = num(v) / 1000;
  }),
  verb(
    'journal torn after <count>',
    'the next write to storage is cut off after so many characters',
    (w, [n]) => {
      w.tearAfter = num(n);
    },
  ),
  verb('journal whole', 'the next write to storage is whole after all', (w) => {
    w.tearAfter = null;
  }),
  verb('journal corrupt', 'both journal slots lose a bit', (w) => {
    for (const [slot, content] of w.slots) if (slot < 2) w.slots.set(slot, `x${content}`);
  }),
];

/** What breaks, and what heals. */
const faults: Verb[] = [
  verb('spike <voltage> for <duration>', 'a voltage is forced onto the pilot', (w, [v, time]) =>
    w.plant.line.spike(num(v), num(time)),
  ),
  verb('pilot <shorted|whole>', 'pilot to protective earth', (w, [what]) => {
    w.plant.line.shorted = what === 'shorted';
    w.plant.line.reconsider();
  }),
  verb('diode <missing|whole>', "the vehicle's diode", (w, [what]) => {
    w.plant.line.hasDiode = what === 'whole';
    w.plant.line.reconsider();
  }),
  verb('noise <voltage>', 'amplitude of the noise on the pilot', (w, [v]) => {
    w.plant.line.noiseMillivolts = num(v);
  }),
  verb('contactor <welds|gives-way>', 'the contacts fuse; the weld breaks', (w, [what]) => {
    if (what === 'welds') w.plant.contactor.welded = true;
    else w.plant.contactor.unweld();
  }),
  verb('contactor <dead|alive>', 'the coil does not pull in', (w, [what]) => {
    w.plant.contactor.coilBroken = what === 'dead';
  }),
  verb('contactor drops in <duration>', 'drop-out time', (w, [time]) => {
    w.plant.contactor.dropOutMs = num(time) / 1000;
  }),
  verb('mirror <stuck-open|stuck-closed|whole>', 'the mirror contact', (w, [what]) => {
    w.plant.contactor.mirrorStuck = what === 'whole' ? null : what === 'stuck-closed';
    w.plant.settle();
  }),
  verb(
    'voltage-sense <stuck-dead|stuck-live|whole>',
    'the sense of the outgoing voltage',
    (w, [what]) => {
      w.plant.contactor.outgoingStuck = what === 'whole' ? null : what === 'stuck-live';
      w.plant.settle();
    },
  ),
  verb('lock <seized|moves>', 'the actuator does not move at all', (w, [what]) => {
    w.plant.pin.seized = what === 'seized';
    w.plant.pin.reconsider();
  }),
  verb('lock <jammed|freed>', 'the pin does not come back', (w, [what]) => {
    w.plant.pin.jammed = what === 'jammed';
    w.plant.pin.reconsider();
  }),
  verb('lock <jammed-open|goes-in>', 'the pin does not go in', (w, [what]) => {
    const pin = w.plant.pin;
    pin.jammedOpen = what === 'jammed-open';
    pin.blocksExtend = pin.jammedOpen || w.plant.socket.plug === 'half';
    pin.reconsider();
  }),
  verb('lock friction <count>', 'stretches the travel; 1 is a warm, clean part', (w, [n]) => {
    w.plant.pin.friction = num(n);
    w.plant.pin.reconsider();
  }),
  verb('lock wires <swapped|right>', "the actuator's two wires", (w, [what]) => {
    w.plant.pin.swapped = what === 'swapped';
    w.plant.pin.reconsider();
  }),
  verb('latch wire <cut|shorted|whole>', "the lock's sense wire", (w, [what]) => {
    w.plant.latchWire = text(what) as Wire;
  }),
  verb('pin <extended|withdrawn>', 'the pin is put somewhere by hand', (w, [where]) =>
    w.plant.pin.place(where === 'extended' ? 1 : 0),
  ),
  verb('proximity wire <cut|shorted|whole>', 'the proximity wire', (w, [what]) => {
    w.plant.socket.wire = text(what) as Wire;
  }),
  verb('cable <resistance>', "the cable's coding resistor", (w, [ohms]) => {
    w.plant.socket.cableOhms = num(ohms);
  }),
  verb('thermometer wire <cut|shorted|whole>', "the thermometer's wire", (w, [what]) => {
    w.plant.thermometerWire = text(what) as Wire;
  }),
  verb('temperature <temperature>', 'at the contacts', (w, [celsius]) => {
    w.plant.celsius = num(celsius);
  }),
  verb('leak <on|off>', 'a residual current', (w, [on]) => w.plant.residual.leak(on === 'on')),
  verb(
    'leak on trips in <duration>',
    'a residual current, with the time that the sensor takes',
    (w, [time]) => w.plant.residual.leak(true, num(time) / 1000),
  ),
  verb('residual sensor <dead|alive>', 'the residual-current sensor', (w, [what]) => {
    w.plant.residual.dead = what === 'dead';
  }),
  verb('excess <current>', 'the car draws more than it is offered', (w, [current]) => {
    w.plant.excessMilliamps = num(current);
  }),
];

export const verbs: readonly Verb[] = [
  ...person,
  ...car,
  ...power,
  ...faults,
  ...counterexampleVerbs,
];

/** How a car takes a stop, for `given car`. */
export const carManners: readonly CarManner[] = [
  'cooperative',
  'slow',
  'ignoring',
  'simplified',
  'sleepy',
];
