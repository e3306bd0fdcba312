/**
 * The list of serial ports: one form for `hil ports` and `doctor --ports`.
 */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { printPorts } from '../../bin/commands/hil/ports.ts';

const cli = fileURLToPath(new URL('../../bin/holdfast.mjs', import.meta.url));

function printed(...ports: Parameters<typeof printPorts>[0]): [string[], number] {
  const lines: string[] = [];
  const code = printPorts(ports, (line) => lines.push(line));
  return [lines, code];
}

test('each port has its path and the name that stays, in columns', () => {
  expect(
    printed(
      { path: '/dev/ttyACM10', id: 'usb-Pico_E66', what: 'Raspberry Pi 2e8a 000a' },
      { path: '/dev/ttyS0', id: '', what: '' },
    ),
  ).toEqual([
    ['/dev/ttyACM10  id:usb-Pico_E66  Raspberry Pi 2e8a 000a', '/dev/ttyS0     no stable name'],
    0,
  ]);
});

test('without a port it says so, and ends as a bench that is not there', () => {
  expect(printed()).toEqual([['no serial port is plugged in'], 3]);
});

test('hil ports and doctor --ports print the same', () => {
  const outputs = [
    ['hil', 'ports'],
    ['doctor', '--ports'],
  ].map((words) => {
    const { status, stdout } = spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8' });
    return [status, stdout];
  });
  expect(outputs[0]).toEqual(outputs[1]);
});

test.runIf(process.platform === 'linux')(
  'where the program that lists ports is missing, both say what to do',
  () => {
    for (const words of [
      ['hil', 'ports'],
      ['doctor', '--ports'],
    ]) {
      const env = { ...process.env, PATH: '' };
      const { status, stderr } = spawnSync(process.execPath, [cli, ...words], {
        env,
        encoding: 'utf8',
      });
      expect(status).toBe(3);
      expect(stderr).toBe(
        'list of ports: udevadm is not on this computer; install udev, or look at ls /dev/ttyACM* /dev/ttyUSB* and name one with --port\n',
      );
    }
  },
);
