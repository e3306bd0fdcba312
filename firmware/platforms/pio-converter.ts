/**
 * PIO converter: an MCP3208 that a state machine of the RP2040 reads, 25 µs a conversion, where the chip's own
 * converter takes a millisecond because Kaluma sleeps.
 *
 * What is special here: Kaluma's own SPI makes a new array at every transfer, which would have to be collected; a
 * queue of numbers does not. A converter that is not there reads 0, which no state of the pilot does.
 */

import type { Channels } from './pin-calls.ts';
import type { ConverterPins } from './pin-map.ts';
import { CONVERTER_HERTZ, converterWords, FULL_COUNTS, SET_PINS_HIGH } from './pio-programs.ts';
import { numberOf, programOf } from './pio-watch.ts';

declare const INPUT_PULLDOWN: typeof kaluma.INPUT_PULLDOWN;
declare const pinMode: typeof kaluma.pinMode;
declare function platformRequire(name: 'rp2'): kaluma.Rp2Module;

/** Behind the machine of the strokes. */
const MACHINE = 5;

/** The first bits of a conversion, lowest first: start, single-ended, and the channel from its highest bit on. */
function commandOf(channel: number): number {
  return 3 | (channel & 4) | ((channel & 2) << 2) | ((channel & 1) << 4);
}

export function createPioConverter(pins: ConverterPins): Channels {
  const rp2 = platformRequire('rp2');
  const data = numberOf(pins.data);
  pinMode(data, INPUT_PULLDOWN);
  const machine = new rp2.StateMachine(MACHINE, programOf(converterWords, 1), {
    freq: CONVERTER_HERTZ,
    setBase: numberOf(pins.select),
    sidesetBase: numberOf(pins.clock),
    outBase: numberOf(pins.command),
    inBase: data,
    inShiftDir: 0,
    outShiftDir: 1,
  });
  machine.exec(SET_PINS_HIGH);
  machine.active(true);
  return (channel) => {
    const command = commandOf(channel);
    return () => {
      machine.put(command);
      return (machine.get() & (FULL_COUNTS - 1)) / FULL_COUNTS;
    };
  };
}
