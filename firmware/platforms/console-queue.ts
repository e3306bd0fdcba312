/**
 * Console queue: the line to people, between a loop that never waits and a UART that is slow. Neither
 * direction ever grows: what does not fit is refused, and the loop tells it again.
 */

import type { ConsolePort } from '../hal.ts';

/** Text that waits to be read: more is dropped, a console never fills the heap. */
const HEARD_LIMIT = 200;
/** Text that waits to be sent. */
const SEND_LIMIT = 400;

export interface ConsoleQueue {
  readonly port: ConsolePort;
  /** Takes what the UART has received. */
  hear(text: string): void;
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
    hear: (text) => {
      if (heard.length < HEARD_LIMIT) heard += text;
    },
    send: () => {
      if (waiting === '') return;
      write(waiting.substring(0, pieceLength));
      waiting = waiting.substring(pieceLength);
    },
  };
}
