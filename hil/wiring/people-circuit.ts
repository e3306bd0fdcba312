/**
 * People circuit: buttons, indicator, and the console's line.
 */

import { block, type Circuit, capacitor, type Part, resistor, twoEnded } from './part.ts';

function button(from: number, net: string): Part[] {
  return [
    resistor(`R${from}`, 10e3, '3.3 V', `${net}Wire`),
    twoEnded(`S${from}`, 'contact open', `${net}Wire`, 'GND', {
      what: `push button, ${net === 'stopButton' ? 'stop' : 'start'}`,
      rating: '12 V, 1 mA, gold-plated',
      example: 'Schurter MSM',
    }),
    resistor(`R${from + 1}`, 1e3, `${net}Wire`, net),
    capacitor(`C${from}`, 100e-9, net, 'GND'),
  ];
}

function colour(from: number, name: string, ohms: number): Part[] {
  return [
    resistor(`R${from}`, ohms, `light ${name}`, `led ${name}`),
    twoEnded(`H${from}`, 'lamp', `led ${name}`, 'GND', {
      what: `light-emitting diode, ${name}`,
      rating: '4 mA',
      example: 'one of an RGB indicator',
    }),
  ];
}

export const peopleCircuit: Circuit = {
  name: 'people',
  title: 'Buttons, indicator, console',
  parts: [
    ...button(1, 'stopButton'),
    ...button(3, 'startButton'),
    ...colour(5, 'red', 330),
    ...colour(6, 'green', 330),
    ...colour(7, 'blue', 100),
    block(
      'U1',
      'digital isolator, 3.75 kV',
      { A: 'consoleTx', B: 'consoleRx', TXD: 'toTerminal', RXD: 'fromTerminal' },
      { example: 'ISO7721' },
    ),
    block(
      'J1',
      'USB serial adapter, 115200 baud, 8N1',
      { RXD: 'toTerminal', TXD: 'fromTerminal' },
      { example: 'CP2102 or FT232R module' },
    ),
  ],
};
