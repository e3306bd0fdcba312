/**
 * `holdfast hil ports`, and `holdfast doctor --ports`: the same list.
 */

import { listPorts, type PresentPort } from '../../../hil/line/port.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT } from '../../exit-codes.ts';

/** Every port with the name that stays when it is plugged in again. @returns the exit code: 3 where there is none */
export function printPorts(ports: readonly PresentPort[], print: Print): number {
  const width = Math.max(...ports.map(({ path }) => path.length));
  for (const { path, id, what } of ports) {
    const name = id === '' ? 'no stable name' : `id:${id}`;
    print(`${path.padEnd(width)}  ${paint.dim(`${name}  ${what}`.trimEnd())}`);
  }
  if (ports.length === 0) print('no serial port is plugged in');
  return ports.length === 0 ? ENVIRONMENT : 0;
}

export async function showPorts(print: Print): Promise<number> {
  return printPorts(await listPorts(), print);
}
