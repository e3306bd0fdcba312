/**
 * What a trace says of one signal, and what a VCD says of one variable.
 */

import { type Recording, signalsOf } from '../../sim/view/export/signals.ts';

/** When the socket went live and dead, in µs of the story, straight from the trace. */
export function tracedSocket(story: Recording): { atUs: number; word: string }[] {
  const socket = signalsOf(story).find(({ name }) => name === 'socket');
  return (socket?.changes ?? []).map(({ atUs, word }) => ({ atUs, word }));
}

/** The changes of one variable of a VCD, by its name. */
export function vcdChanges(vcd: string, name: string): { at: number; text: string }[] {
  const id = new RegExp(`\\$var \\S+ \\d+ (\\S+) ${name}( \\[[\\d:]+\\])? \\$end`).exec(vcd)?.[1];
  const found: { at: number; text: string }[] = [];
  let at = 0;
  for (const line of vcd.slice(vcd.indexOf('$enddefinitions')).split('\n')) {
    if (line.startsWith('#')) at = Number(line.slice(1));
    else if (/^[01x]/.test(line) && line.slice(1) === id)
      found.push({ at, text: line[0] as string });
    else if (line.endsWith(` ${id}`)) found.push({ at, text: line.split(' ')[0] as string });
  }
  return found;
}
