/**
 * Lock circuits: stored energy and bridge of a bistable lock, and the coil of a hold-to-lock solenoid.
 */

import { block, type Circuit, capacitor, diode, resistor, twoEnded, valueIn } from './part.ts';

const pull = { rating: '0.1 W, holds it off in reset' };

export const bistableCircuit: Circuit = {
  name: 'bistable-lock',
  title: 'Bistable lock: stored energy, H-bridge, actuator',
  parts: [
    diode('D1', '12 V', 'charging', {
      what: 'Schottky diode, power',
      rating: '40 V, 3 A',
      example: 'SS34',
    }),
    resistor('R1', 6.8, 'charging', 'lockRail', {
      tolerance: 0.05,
      rating: '5 W, bears the first charge',
      example: 'wire-wound, cement',
    }),
    capacitor('C1', 0.82, 'lockRail', 'GND', {
      tolerance: 0.2,
      what: 'lock capacitor, double-layer, six in series with balancing',
      rating:
        '16 V; at most 0.42 Ω new and 0.84 Ω cold or old; enough up to 650 mA stalled, else size it (holdfast size capacitor)',
      example: '6 × 5 F, 2.7 V',
      seriesOhms: 0.42,
    }),
    resistor('R6', 12e3, 'lockRail', 'GND', {
      what: 'balancing: six of 2 kΩ, one across each cell of C1',
      rating: '0.1 W each',
    }),
    resistor('R2', 120e3, 'lockRail', 'lockSupply'),
    resistor('R3', 30e3, 'lockSupply', 'GND'),
    capacitor('C2', 100e-9, 'lockSupply', 'GND'),
    block(
      'U1',
      'H-bridge, both inputs low is off, both high the brake',
      {
        VM: 'lockRail',
        IN1: 'bridge.extend',
        IN2: 'bridge.retract',
        OUT1: 'motorA',
        OUT2: 'motorB',
        EN: 'strokeEnd',
      },
      { rating: '16 V, 3 A', example: 'DRV8876' },
    ),
    block(
      'U2',
      'monostable in the bridge’s supply enable, a little longer than the stroke',
      { in1: 'bridge.extend', in2: 'bridge.retract', out: 'strokeEnd' },
      { example: '74HC4538 with two diodes' },
    ),
    resistor('R4', 10e3, 'bridge.extend', 'GND', pull),
    resistor('R5', 10e3, 'bridge.retract', 'GND', pull),
    twoEnded('M1', 'motor', 'motorA', 'motorB', { what: 'pin actuator', example: 'Küster 02S' }),
  ],
};

export const solenoidCircuit: Circuit = {
  name: 'hold-to-lock',
  title: 'Hold-to-lock solenoid: the coil is held while the socket is live',
  parts: [
    twoEnded('L1', 'coil', '12 V', 'solenoid', { what: 'solenoid with a return spring' }),
    diode('D1', 'solenoid', '12 V', {
      what: 'free-wheel diode',
      rating: '60 V, 2 A',
      example: 'SS26',
    }),
    block(
      'Q1',
      'N-channel MOSFET, logic level',
      { D: 'solenoid', G: 'coil', S: 'GND' },
      { rating: '60 V, 5 A', example: 'AO3400 class, 60 V' },
    ),
    resistor('R1', 10e3, 'coil', 'GND', pull),
    resistor('R2', 33, 'solenoid', 'hold', {
      tolerance: 0.05,
      rating: '5 W; sets the holding current',
    }),
    block(
      'K1',
      'solid-state switch, closed while the outgoing side has voltage',
      { 1: 'hold', 2: 'GND', in: 'outgoingLive' },
      { rating: '60 V, 1 A, 4 kV insulation', example: 'driven by the sheet of the senses' },
    ),
  ],
};

/** The stalled current up to which the drawn capacitor is enough for one stroke and the one that is counted beside it. */
export const DRAWN_STALLED_MILLIAMPS = 650;

export const lockSupply = {
  upOhms: valueIn(bistableCircuit, 'R2'),
  downOhms: valueIn(bistableCircuit, 'R3'),
} as const;
