/**
 * Idle: skips the rounds of a program that only reads the clock.
 *
 * Rounds that end at the same place and take exactly the same number of cycles are identical: any event would
 * have changed them. The next round may then begin later, as if this one had been longer: by at most
 * `JUMP_NANOS`, and never past the next event of the peripherals or the world. A time that the program waits
 * for is detected at most this much later.
 */

import type { RP2040 } from 'rp2040js';

const JUMP_NANOS = 100_000;
/** Identical rounds before skipping begins. */
const ALIKE = 2;
const TIMER = 0x40054;
/** The registers with the lower half of the time: TIMELR and TIMERAWL. */
const LOOKS: readonly number[] = [0x0c, 0x28];

interface Place {
  /** Cycle of the last look. */
  at: number;
  round: number;
  alike: number;
}

/**
 * @param pass lets at most this much time pass, up to the next event
 */
export function skipIdle(mcu: RP2040, pass: (mostNanos: number) => void): void {
  const { core } = mcu;
  const timer = mcu.peripherals[TIMER];
  if (timer === undefined) throw new Error('rp2040js has no timer where the chip has one');
  const read = timer.readUint32.bind(timer);
  const places = new Map<number, Place>();
  timer.readUint32 = (offset) => {
    if (!LOOKS.includes(offset)) return read(offset);
    const where = core.LR ^ (core.SP << 1);
    const place = places.get(where) ?? { at: 0, round: 0, alike: 0 };
    places.set(where, place);
    const round = core.cycles - place.at;
    place.alike = round === place.round ? place.alike + 1 : 0;
    place.round = round;
    place.at = core.cycles;
    if (place.alike >= ALIKE) pass(JUMP_NANOS);
    return read(offset);
  };
}
