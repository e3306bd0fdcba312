/**
 * The map of a Linux computer: what the build refuses of every map, and what a computer's pins bear less of.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { readLinuxMap } from '../../../hil/linux/read-map.ts';
import { createBoardTree } from '../../support/board-tree.ts';

const tree = createBoardTree();
const root = pathToFileURL(tree).href;
const spoiled = 'spoiled-linux';
const file = `${tree}firmware/boards/${spoiled}.ts`;

const reference = readFileSync(`${tree}firmware/boards/linux-pi.ts`, 'utf8');

test('the reference is taken, with the channel of its PWM', async () => {
  const { map, bistable, channels } = await readLinuxMap(root, 'linux-pi');
  expect(map.name).toBe('linux-pi');
  expect(bistable?.ratedMs).toBe(600);
  expect(channels[map.pilotOut.pin]).toBe(0);
});

for (const [what, from, to, message] of [
  [
    'an output that is asserted low',
    "'GPIO17', activeLow: false",
    "'GPIO17', activeLow: true",
    'contactor on GPIO17: low is where a computer leaves it',
  ],
  [
    'an output at a pull-up',
    "'GPIO17'",
    "'GPIO2'",
    'contactor on GPIO2: it stands at a pull-up until the program starts; take one from GPIO16 on',
  ],
  [
    "an output on the kernel's serial console",
    "'GPIO17'",
    "'GPIO14'",
    "contactor on GPIO14: it stands high while the computer starts where the kernel's serial console is on",
  ],
  [
    'an output on the bus of the converter',
    "'GPIO17'",
    "'GPIO9'",
    'contactor on GPIO9: SPI 0 has it, which the converter mcp3208 needs (GPIO7 GPIO8 GPIO9 GPIO10 GPIO11)',
  ],
  [
    'a stroke on the bus of the converter',
    "retract: 'GPIO23'",
    "retract: 'GPIO11'",
    'bridge.retract on GPIO11: SPI 0 has it, which the converter mcp3208 needs',
  ],
  [
    'an input on the bus of the converter',
    "'GPIO16'",
    "'GPIO7'",
    'stopButton on GPIO7: SPI 0 has it, which the converter mcp3208 needs',
  ],
  [
    'an input on the bus of another converter',
    "{ device: 'mcp3208', countMillivolts: 3300 / 4096, fullMillivolts: 3300 },\n  watchdog: null,\n\n  pilotOut: { pin: 'GPIO18'",
    "{ device: 'ads1115', countMillivolts: null, fullMillivolts: 3300 },\n  watchdog: null,\n\n  pilotOut: { pin: 'GPIO2'",
    'pilotOut on GPIO2: I2C 1 has it, which the converter ads1115 needs (GPIO2 GPIO3)',
  ],
  [
    'a pilot that is asserted low',
    "'GPIO18', activeLow: false",
    "'GPIO18', activeLow: true",
    'pilotOut on GPIO18: low is where a computer leaves it',
  ],
  [
    'a converter that spans nothing',
    'fullMillivolts: 3300',
    'fullMillivolts: 0',
    'converter.fullMillivolts: expected a number above 0, found 0',
  ],
  [
    'a pilot without PWM',
    "'GPIO18'",
    "'GPIO27'",
    'pilotOut on GPIO27: it has no PWM (GPIO12 GPIO13 GPIO18 GPIO19 have)',
  ],
  [
    'a contactor at the converter',
    "'GPIO17'",
    "'AIN7'",
    "contactor on AIN7: it is an input of the converter's",
  ],
  ['a pin used twice', "'GPIO17'", "'GPIO24'", 'pin GPIO24 is used already, at line'],
  [
    'a latch without converter',
    "'AIN2'",
    "'GPIO27'",
    'latch needs a converter, and GPIO27 has none',
  ],
  [
    'strokes that nothing ends',
    'endsInHardware: true',
    'endsInHardware: false',
    'watchdogMs 1000 outlasts what kuester-02s bears',
  ],
] as const) {
  test(`${what} is refused, at its line`, async () => {
    expect(reference).toContain(from);
    writeFileSync(file, reference.replace(from, to));
    await expect(readLinuxMap(root, spoiled)).rejects.toThrow(message);
    await expect(readLinuxMap(root, spoiled)).rejects.toThrow(
      /^firmware\/boards\/spoiled-linux\.ts:[1-9]/,
    );
  });
}

test('a map that is not there is named', async () => {
  await expect(readLinuxMap(root, 'mine')).rejects.toThrow('no pin map firmware/boards/mine.ts');
});
