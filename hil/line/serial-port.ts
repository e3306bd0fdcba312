/**
 * Serial port: the npm package for it, loaded when a port is used. The package contains machine code for the
 * computer it runs on; without it, the simulator and the stand-in bench still work.
 */

import type { SerialPort } from 'serialport';
import { BenchError } from './bench-error.ts';

/**
 * @param load for tests of a computer that lacks it
 * @throws BenchError where it is not installed, or not for this computer
 */
export async function loadSerialPort(
  load: () => Promise<{ SerialPort: typeof SerialPort }> = () => import('serialport'),
): Promise<typeof SerialPort> {
  try {
    return (await load()).SerialPort;
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    throw new BenchError(
      'serial ports',
      `the optional package serialport cannot be loaded (${reason})`,
      'npm install serialport; where it has nothing for this computer, it needs Python and a C++ compiler',
    );
  }
}
