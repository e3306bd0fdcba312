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
  /** Nothing more is taken until the loop has read what waits. */
  isFull(): boolean;
  /**
   * What the UART has received does not fit. In a flood this is all that is done with most of it.
   *
   * @param isLineEnd its last character ends a line
   */
  drop(isLineEnd: boolean): void;
  /** Takes what the UART has received; not while it is full. */
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
    isFull: () => heard.length >= HEARD_LIMIT,
    drop: (isLineEnd) => {
      // Marked once: a flood adds nothing more. The partial line must neither be carried out nor be joined to the next.
      if (heard.substring(heard.length - LOST.length) !== LOST) heard += LOST;
      isCut = !isLineEnd;
    },
    receive: (text) => {
      const end = text.indexOf('\n');
      if (isCut && end < 0) return;
      heard += isCut ? text.substring(end + 1) : text;
      isCut = false;
    },
    send: () => {
      if (waiting === '') return;
      write(waiting.substring(0, pieceLength));
      waiting = waiting.substring(pieceLength);
    },
  };
}
