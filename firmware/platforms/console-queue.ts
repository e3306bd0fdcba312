/**
 * Console queue: the line to people, between a loop that never waits and a UART that is slow. Neither
 * direction grows without bound: what does not fit is refused, and the loop offers it again.
 */

import type { ConsolePort } from '../hal.ts';

/** Most text that waits to be read; more is dropped, so that a console never fills the heap. */
const HEARD_LIMIT = 200;
/** In the place of text that was dropped. */
const LOST = '?\n';
/** Text that waits to be sent. */
const SEND_LIMIT = 400;

export interface ConsoleQueue {
  readonly port: ConsolePort;
  /** Takes what the UART has received. */
  receive(text: string): void;
  /** Sends the next piece, if any waits; once per tick. */
  send(): void;
}

/**
 * @param pieceLength characters that leave the UART within one tick without filling its own queue
 * @param write hands a piece to the UART
 */
export function createConsoleQueue(
  pieceLength: number,
  write: (text: string) => void,
): ConsoleQueue {
  let heard = '';
  /** A line was dropped, and its end is still to come. */
  let isCut = false;
  let waiting = '';
  return {
    port: {
      read: () => {
        const text = heard;
        heard = '';
        return text;
      },
      write: (text) => {
        if (waiting.length + text.length > SEND_LIMIT) return false;
        waiting += text;
        return true;
      },
    },
    receive: (text) => {
      let rest = text;
      if (isCut) {
        const end = text.indexOf('\n');
        if (end < 0) return;
        isCut = false;
        rest = text.substring(end + 1);
      }
      if (heard.length < HEARD_LIMIT) {
        heard += rest;
        return;
      }
      // The mark makes the partial line invalid: it must neither be carried out nor be joined to the next one.
      heard += LOST;
      isCut = rest.charAt(rest.length - 1) !== '\n';
    },
    send: () => {
      if (waiting === '') return;
      write(waiting.substring(0, pieceLength));
      waiting = waiting.substring(pieceLength);
    },
  };
}
