/**
 * Pin table: every net of a map and its pin, in words, for the page and for the test that holds sheets and
 * maps together.
 */

import type { LevelPin } from '../../firmware/drivers/digital-inputs.ts';
import type { AnalogNet, NetMap, PinMap } from '../../firmware/platforms/pin-map.ts';

export interface NetPin {
  readonly net: string;
  readonly pin: string;
  readonly says: string;
}

function analog(net: string, it: AnalogNet | null, unit: string): NetPin[] {
  if (it === null) return [];
  const pin = it.pin === null ? `X${it.channel} of the multiplexer` : it.pin;
  return [{ net, pin, says: `${it.atZero} ${unit} at 0, ${it.atFull} ${unit} at full scale` }];
}

function level(net: string, it: LevelPin | null, says = ''): NetPin[] {
  if (it === null) return [];
  return [{ net, pin: it.pin, says: `${says}${it.activeLow ? 'low' : 'high'} is asserted` }];
}

function multiplexer(map: NetMap): NetPin[] {
  if (map.multiplexer === null) return [];
  const { pin, select } = map.multiplexer;
  const lines = select.map((line, i) => ({
    net: `select ${i}`,
    pin: line,
    says: 'address of the multiplexer',
  }));
  return [{ net: 'multiplexer', pin, says: 'its output, to the converter' }, ...lines];
}

function bridge(map: NetMap): NetPin[] {
  if (map.bridge === null) return [];
  const says = map.bridge.endsInHardware ? 'strokes end in hardware' : 'high drives';
  return [
    { net: 'bridge.extend', pin: map.bridge.extend, says },
    { net: 'bridge.retract', pin: map.bridge.retract, says },
  ];
}

const isPinMap = (map: NetMap): map is PinMap => 'consoleTx' in map;

/** Every net that the map has, in the order of the sheets. */
export function netsOf(map: NetMap): NetPin[] {
  const colours = ['red', 'green', 'blue'];
  return [
    ...level('pilotOut', map.pilotOut, '1 kHz, '),
    ...analog('pilotHigh', map.pilotHigh, 'mV'),
    ...analog('pilotLow', map.pilotLow, 'mV'),
    ...multiplexer(map),
    ...analog('latch', map.latch, 'mV'),
    ...analog('proximity', map.proximity, 'mV'),
    ...analog('lockSupply', map.lockSupply, 'mV'),
    ...analog('thermometer', map.thermometer, 'mV'),
    ...analog('outgoingCurrent', map.outgoingCurrent, 'mA'),
    ...level('mirror', map.mirror),
    ...level('outgoing', map.outgoing),
    ...level('supply', map.supply),
    ...level('residual', map.residual),
    ...level('eStop', map.eStop),
    ...level('stopButton', map.stopButton),
    ...level('startButton', map.startButton),
    ...level('contactor', map.contactor),
    ...bridge(map),
    ...level('coil', map.coil, 'PWM, '),
    ...level('trip', map.trip),
    ...level('residualTest', map.residualTest),
    ...map.light.flatMap((pin, i) => level(`light ${colours[i]}`, pin)),
    ...(isPinMap(map)
      ? [
          { net: 'consoleTx', pin: map.consoleTx, says: '115200 baud, 8N1' },
          { net: 'consoleRx', pin: map.consoleRx, says: '115200 baud, 8N1' },
        ]
      : []),
  ];
}

/** As a table of the page. */
export function writePinTable(map: NetMap): string {
  const rows = netsOf(map).map(({ net, pin, says }) => `| \`${net}\` | ${pin} | ${says} |`);
  return ['| net | pin | |', '|---|---|---|', ...rows].join('\n');
}
