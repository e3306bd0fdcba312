/**
 * People circuit: buttons, indicator, and the console's line.
 */

import {
  block,
  type Circuit,
  capacitor,
  type Extra,
  type Part,
  resistor,
  twoEnded,
} from './part.ts';

const buttonOf = (what: string): Extra => ({
  what: `push button, ${what}`,
  rating: '12 V, 1 mA, gold-plated',
  example: 'Schurter MSM',
});

/** Two pins inside the enclosure, where only an installer reaches them. */
const jumper: Extra = {
  what: 'service jumper: two pins and a cap, inside the enclosure',
  rating: '2.54 mm, gold-plated',
  example: 'pin header 1×2',
};

function contact(from: number, net: string, extra: Extra, closesTo = 'GND'): Part[] {
  return [
    resistor(`R${from}`, 10e3, '3.3 V', `${net}Wire`),
    twoEnded(`S${from}`, 'contact open', `${net}Wire`, closesTo, extra),
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
  title: 'Buttons, service jumper, indicator, console',
  parts: [
    ...contact(1, 'stopButton', buttonOf('stop')),
    ...contact(3, 'startButton', buttonOf('start')),
    ...contact(8, 'jumper', jumper, 'jumperFoot'),
    resistor('R10', 1.5e3, 'jumperFoot', 'GND'),
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
