/**
 * Wiring page: the pin tables of docs/wiring.md, one for each map, between their marks.
 */

import { pinMap as esp32 } from '../../firmware/boards/esp32-espruino.ts';
import { pinMap as linux } from '../../firmware/boards/linux-pi.ts';
import { pinMap as nucleo } from '../../firmware/boards/nucleo-espruino.ts';
import { pinMap as pico } from '../../firmware/boards/pico.ts';
import { pinMap as picoSpi } from '../../firmware/boards/pico-spi.ts';
import { pinMap as wifi } from '../../firmware/boards/wifi-espruino.ts';
import { netsOf } from './pin-table.ts';

const BEGIN = '<!-- pins: written by npm run docs -->';
const END = '<!-- end of pins -->';

/** `pico-espruino` and `pico2-espruino` have the pins of `pico`. */
const maps = [pico, picoSpi, nucleo, wifi, esp32, linux];

/** One row for each net, one column for each map; what a map does not have is left open. */
export function writePinTable(): string {
  const columns = maps.map((map) => new Map(netsOf(map).map(({ net, pin }) => [net, pin])));
  const nets = new Set(columns.flatMap((column) => [...column.keys()]));
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(['net', ...maps.map(({ name }) => name)]),
    row(['---', ...maps.map(() => '---')]),
    ...[...nets].map((net) => row([`\`${net}\``, ...columns.map((pins) => pins.get(net) ?? '–')])),
  ].join('\n');
}

/** @throws Error where the page has lost its marks */
export function fillPins(page: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < 0) throw new Error('docs/wiring.md has lost the marks of its pin table');
  return `${page.slice(0, from + BEGIN.length)}\n\n${writePinTable()}\n\n${page.slice(to)}`;
}
