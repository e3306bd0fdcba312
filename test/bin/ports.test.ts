/**
 * The list of serial ports: one form for `hil ports` and `doctor --ports`.
 */

import { afterEach, expect, test, vi } from 'vitest';
import { printPorts } from '../../bin/commands/hil/ports.ts';
import { useCommand } from '../support/used-command.ts';

afterEach(() => void vi.unstubAllEnvs());

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

const asked = ['hil ports', 'doctor --ports'] as const;

test('hil ports and doctor --ports print the same', async () => {
  const [hil, doctor] = [await useCommand(asked[0]), await useCommand(asked[1])];
  expect(hil.text).not.toBe('');
  expect(hil).toEqual(doctor);
});

test.runIf(process.platform === 'linux')(
  'where the program that lists ports is missing, both say what to do',
  async () => {
    vi.stubEnv('PATH', '');
    for (const words of asked) {
      expect(await useCommand(words)).toEqual({
        code: 3,
        text: 'list of ports: udevadm is not on this computer; install udev, or look at ls /dev/ttyACM* /dev/ttyUSB* and name one with --port\n',
      });
    }
  },
);
