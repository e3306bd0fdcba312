/**
 * PIO comparators: state machines of the RP2040 that open the contactor when a comparator has said for long
 * enough that the pilot has left C and D, or that the latch is not locked.
 *
 * What is special here: both run one program, which the platform loads once; it tells the second machine no place
 * of it, so that is passed. That the vehicle goes from C to E is left to the interpreter, which has 3 s for it.
 */

import type { InputPin } from '../drivers/digital-inputs.ts';
import { Trip } from '../hal.ts';
import type { PinMap } from './pin-map.ts';
import { FILTER_LOOKS_PER_MS, filterWords, PIO_HERTZ } from './pio-programs.ts';
import { numberOf, programOf, type Watch } from './pio-watch.ts';

declare const INPUT: typeof kaluma.INPUT;
declare const INPUT_PULLUP: typeof kaluma.INPUT_PULLUP;
declare const pinMode: typeof kaluma.pinMode;
declare function platformRequire(name: 'rp2'): kaluma.Rp2Module;

/**
 * For so long in a row, in ms. What is held of the pilot is at most 0.97 ms late, at the beginning of a change and
 * at its end: a spike of 24 ms at CP does nothing, and 26 ms after the vehicle has left the contactor is open.
 */
export const PILOT_LOST_MS = 24.98;
/** The contactor's own coil disturbs this line most. */
export const LATCH_LOST_MS = 6;
/** Of the pilot and of the latch, in the order of `Trip`. */
const lastsMs = [PILOT_LOST_MS, LATCH_LOST_MS];
/** The first of theirs: before it are the dead-man's and the watcher's. */
const MACHINE = 2;

function watchOf(machine: kaluma.StateMachine, forMs: number, trip: Trip): Watch {
  const word = Math.floor(forMs * FILTER_LOOKS_PER_MS);
  return { machine: machine, word: word, well: 1, trips: [trip], isWatching: false };
}

/** Adds the machines that the map has comparators for. */
export function watchComparators(map: PinMap, watches: Watch[]): void {
  const rp2 = platformRequire('rp2');
  const program = programOf(filterWords, 0);
  const nets = [map.pilotComparator, map.latchComparator];
  let first: kaluma.StateMachine | null = null;
  for (let i = 0; i < nets.length; i++) {
    const net = nets[i] as InputPin | null;
    if (net === null) continue;
    const pin = numberOf(net.pin);
    pinMode(pin, net.pull === 'up' ? INPUT_PULLUP : INPUT);
    const options: kaluma.StateMachineOptions = {
      freq: PIO_HERTZ,
      setBase: numberOf(map.contactor.pin),
      jmpPin: pin,
      inShiftDir: 0,
      outShiftDir: 1,
    };
    if (first !== null) options.offset = first.offset;
    const machine: kaluma.StateMachine = new rp2.StateMachine(MACHINE + i, program, options);
    machine.active(true);
    if (first === null) first = machine;
    watches.push(watchOf(machine, lastsMs[i] as number, Trip.Pilot + i));
  }
}
