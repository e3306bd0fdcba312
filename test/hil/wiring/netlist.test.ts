/**
 * Drawings, netlists and pin maps say the same: what a sheet draws joined is one net, what it draws apart is
 * not; values are of the row E24; and every net of every map stands on a sheet.
 */

import { expect, test } from 'vitest';
import { pinMap as esp32 } from '../../../firmware/boards/esp32-espruino.ts';
import { pinMap as linux } from '../../../firmware/boards/linux-pi.ts';
import { pinMap as nucleo } from '../../../firmware/boards/nucleo-espruino.ts';
import { pinMap as pico } from '../../../firmware/boards/pico.ts';
import { pinMap as picoEspruino } from '../../../firmware/boards/pico-espruino.ts';
import { pinMap as picoSpi } from '../../../firmware/boards/pico-spi.ts';
import { pinMap as wifi } from '../../../firmware/boards/wifi-espruino.ts';
import { writeBillOfMaterials } from '../../../hil/wiring/bill-of-materials.ts';
import { circuits } from '../../../hil/wiring/circuits.ts';
import { groupsOf, joints } from '../../../hil/wiring/connections.ts';
import { isE24, partOf } from '../../../hil/wiring/part.ts';
import { netsOf } from '../../../hil/wiring/pin-table.ts';
import { allDrawings } from '../../../hil/wiring/sheets.ts';

for (const drawing of allDrawings()) {
  const { circuit } = drawing;

  test(`${circuit.name}: every part is drawn once, with all its pins`, () => {
    const drawn = drawing.groups.flatMap((group) =>
      group.terminals.map(({ ref, pin }) => `${ref} ${pin}`),
    );
    const listed = circuit.parts.flatMap(({ ref, pins }) =>
      Object.keys(pins).map((pin) => `${ref} ${pin}`),
    );
    expect(drawn.sort()).toEqual(listed.sort());
  });

  test(`${circuit.name}: what is drawn joined is one net, and what is one net is drawn joined`, () => {
    const seen = new Map<string, number>();
    for (const { terminals, nets } of drawing.groups) {
      const own = new Set(
        terminals.map(({ ref, pin }) => partOf(circuit, ref).pins[pin] as string),
      );
      for (const name of nets) own.add(name);
      const place = terminals.map(({ ref, pin }) => `${ref} ${pin}`).join(', ');
      expect([...own], place).toHaveLength(1);
      const [net] = own;
      seen.set(net as string, (seen.get(net as string) ?? 0) + 1);
    }
    expect([...seen].filter(([, groups]) => groups > 1)).toEqual([]);
  });

  test(`${circuit.name}: a net that only one part touches goes on somewhere else`, () => {
    const everywhere = circuits.flatMap(({ parts }) =>
      parts.flatMap(({ pins }) => Object.values(pins)),
    );
    const mapped = new Set([pico, picoSpi].flatMap(netsOf).map(({ net }) => net));
    const alone = circuit.parts
      .flatMap(({ pins }) => Object.values(pins))
      .filter(
        (net) => everywhere.filter((other) => other === net).length === 1 && !mapped.has(net),
      );
    expect(alone).toEqual(circuit.name in goesOn ? goesOn[circuit.name] : []);
  });
}

/** Ends that are no part of ours: the grid, and what a solenoid's board has instead of a bridge. */
const goesOn: Record<string, string[]> = {
  'single-phase': ['L'],
  'three-phase': ['L1', 'L2', 'L3'],
  'hold-to-lock': ['outgoingLive'],
  supplies: ['+12 V', '−12 V'],
};

test('every value is of the row E24', () => {
  for (const { name, parts } of circuits) {
    for (const { ref, value } of parts) {
      if (value !== null) expect(isE24(value), `${ref} of ${name}: ${value}`).toBe(true);
    }
  }
  expect([100, 1500, 2.2e-8, 560e3].map(isE24)).toEqual([true, true, true, true]);
  expect([140, 2500, 61e3, 28.2e3].map(isE24)).toEqual([false, false, false, false]);
});

const maps = [pico, picoSpi, picoEspruino, nucleo, wifi, esp32, linux];

test.each(maps)('every net of the map $name is drawn', (map) => {
  const named = new Set(
    circuits.flatMap(({ parts }) => parts.flatMap(({ pins }) => Object.values(pins))),
  );
  const missing = netsOf(map)
    .map(({ net }) => net)
    .filter((net) => !named.has(net));
  expect(missing).toEqual([]);
});

test('the pin table leaves no pin of a map out', () => {
  for (const map of maps) {
    const told = new Set(netsOf(map).map(({ pin }) => pin.split(',')[0]));
    const pins =
      JSON.stringify(map, (_key, value) => value).match(
        /"(GP\d+|[ABC]\d+|D\d+|GPIO\d+|AIN\d+)"/g,
      ) ?? [];
    const left = pins.map((pin) => pin.replaceAll('"', '')).filter((pin) => !told.has(pin));
    expect(left, map.name).toEqual([]);
  }
});

test('what is near mains says what it must bear, and that an electrician fits it', () => {
  const parts = circuits.flatMap((circuit) => circuit.parts);
  const atMains = (net: string): boolean => /^((L[123]?|N)(_in|_out)?|shunt)$/.test(net);
  for (const part of parts.filter(({ pins }) => Object.values(pins).some(atMains))) {
    expect(part.isMains, part.ref).toBe(true);
    expect(part.rating === '' && part.kind !== 'block', part.ref).toBe(false);
  }
});

test('the bill of materials has a line for every part', () => {
  const lines = writeBillOfMaterials().trimEnd().split('\n');
  expect(lines).toHaveLength(1 + circuits.reduce((sum, { parts }) => sum + parts.length, 0));
  expect(lines).toContain('pilot,R5,resistor,300 kΩ,±0.1 %,"0.1 W, 50 V, 25 ppm/K",Susumu RG1608,');
  expect(
    lines.some((line) => line.startsWith('contactor,K1,') && line.endsWith(',electrician')),
  ).toBe(true);
});

test('wires that cross are apart, an end on a wire joins it, and a dot stands there', () => {
  const wires = [
    [
      [0, 50],
      [100, 50],
    ],
    [
      [50, 0],
      [50, 100],
    ],
    [
      [20, 50],
      [20, 90],
    ],
  ] as const;
  const ends = [
    { ref: 'A', pin: '1', at: [0, 50] },
    { ref: 'B', pin: '1', at: [50, 100] },
    { ref: 'C', pin: '1', at: [20, 90] },
  ] as const;
  const joined = groupsOf(wires, ends, []).map((group) => group.terminals.map(({ ref }) => ref));
  expect(joined.filter((refs) => refs.length > 0).sort()).toEqual([['A', 'C'], ['B']]);
  expect(joints(wires, ends)).toEqual([[20, 50]]);
});
