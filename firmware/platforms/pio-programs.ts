/**
 * PIO programs: what the RP2040's state machines do beside the interpreter, as instruction words (RP2040
 * datasheet, 3.4). They are kept as words because the assembler on the board costs heap and time at every
 * start, and writes `mov x, null` as `mov x, osr`.
 *
 * All of them run at 10 µs an instruction. The contactor's pin belongs to them; each of them
 * can set it low by itself, and only the dead-man sets it high.
 */

/** Instructions per second. */
export const PIO_HERTZ = 100000;

/** `set pins, 0`: executed at once by a machine that runs, waits, or stands still. */
export const SET_PINS_LOW = 0xe000;
/** `pull block` and `mov y, osr`: what a machine executes before it starts. */
export const PULL = 0x80a0;
export const MOV_Y_OSR = 0xa047;

/**
 * Only this word closes, and only while it is open. Taken for a feed it would be one of 18 ms.
 */
export const ARM = 0x41524d;
/** A round of the dead-man takes 30 µs; a word is a number of them, of which eleven bits are looked at. */
const ROUNDS_PER_MS = 1000 / 30;
/** The contactor may stay closed for so long after the last feed, in ms. */
export const PATIENCE_MS = 28;
export const FEED = Math.floor(PATIENCE_MS * ROUNDS_PER_MS);
/** Over a write to the flash: 60 ms. The eleven bits hold no more than 61. */
export const LONG_FEED = Math.floor(60 * ROUNDS_PER_MS);

/**
 * Dead-man: high after the arm word and a feed, low when the last feed has run out. A feed of 0 runs out at
 * once. Each time it has gone low it sends a word.
 */
export const deadManWords: readonly number[] = [
  0xe000, // 0 off:  set pins, 0
  0x8000, // 1       push noblock
  0x80a0, // 2 idle: pull block
  0xa027, // 3       mov x, osr
  0x00a2, // 4       jmp x!=y, idle   (y: the arm word)
  0x80a0, // 5       pull block
  0x602b, // 6       out x, 11
  0xe001, // 7       set pins, 1
  0x8080, // 8 on:   pull noblock     (no word: x again)
  0x602b, // 9       out x, 11
  0x0048, // 10      jmp x--, on
];

/** So many looks in a row, 60 µs apart, must be bad: 1.5 ms. The contactor's coil disturbs these lines. */
export const WATCHER_LOOKS = 25;
/** A word that the watcher sends when it has opened is above this; every other one is not. */
export const MOST_LINES = 3;

/**
 * Watcher: low when its lines differ from its word for `WATCHER_LOOKS` looks. It sends what it reads for as long
 * as there is room, then, bits inverted, what it has opened for, and waits for the next word.
 *
 * @param lines one or two neighbouring pins
 */
export function watcherWords(lines: number): number[] {
  return [
    0x80a0, // 0       pull block
    0xa047, // 1       mov y, osr       (the lines when all is well)
    0xa0e2, // 2 well: mov osr, y       (counts from 0)
    0x4000 | lines, // 3 look: in pins, lines
    0xa026, // 4       mov x, isr
    0x8000, // 5       push noblock     (clears isr)
    0x00a8, // 6       jmp x!=y, bad
    0x0002, // 7       jmp well
    0x6061, // 8 bad:  out null, 1      (counts one)
    0x00e3, // 9       jmp !osre, look
    0xe000, // 10      set pins, 0
    0xa0c9, // 11      mov isr, ~x
    0x8020, // 12      push block
  ];
}

/**
 * Filter: low when its pin has been high for as many times 20 µs as its word says. It sends a word then that no
 * watcher sends, and waits for the next one.
 */
export const filterWords: readonly number[] = [
  0x80a0, // 0       pull block
  0xa027, // 1 well: mov x, osr       (counts from its word)
  0x00c4, // 2 look: jmp pin, bad
  0x0001, // 3       jmp well
  0x0042, // 4 bad:  jmp x--, look
  0xe000, // 5       set pins, 0
  0xa0cb, // 6       mov isr, ~null
  0x8020, // 7       push block
];
export const FILTER_LOOKS_PER_MS = 50;

/** A round of a stroke takes 30 µs as well. A word is a direction, two pins, and above them a number of rounds. */
export const STROKE_ROUNDS_PER_MS = ROUNDS_PER_MS;
/** The longest that there is: 9 hours, for the brake. */
export const MOST_STROKE_ROUNDS = 0x3fffffff;

/**
 * Stroke: drives two pins as its word says, for as long, and lets go. A new word takes over within a round, and
 * never has both directions on in between.
 */
export const strokeWords: readonly number[] = [
  0xe000, // 0       set pins, 0
  0x80a0, // 1 take: pull block
  0xe000, // 2       set pins, 0
  0x6002, // 3       out pins, 2
  0x603e, // 4       out x, 30
  0xa045, // 5 on:   mov y, status    (0: a word waits)
  0x0061, // 6       jmp !y, take
  0x0045, // 7       jmp x--, on
];

/** Steps of the converter's program per second: three take one bit. Its clock may be 1.2 MHz at 3.3 V. */
export const CONVERTER_HERTZ = 2500000;
/** `set pins, 1`: the converter is not selected. */
export const SET_PINS_HIGH = 0xe001;
/** What a conversion sends in its lowest bits: twelve of the converter's. */
export const FULL_COUNTS = 4096;

/**
 * Converter: an MCP3208 clocked through one conversion of 19 bits. It takes what goes to the converter, the first
 * bit lowest, and sends what comes back, the last bit lowest. Its side pin is the clock.
 */
export const converterWords: readonly number[] = [
  0x80a0, // 0       pull block       side 0
  0xe000, // 1       set pins, 0      side 0   (selected)
  0xe032, // 2       set x, 18        side 0
  0x6001, // 3 bit:  out pins, 1      side 0
  0x5001, // 4       in pins, 1       side 1   (both take a bit as the clock rises)
  0x1043, // 5       jmp x--, bit     side 1
  0xe001, // 6       set pins, 1      side 0
  0x8000, // 7       push noblock     side 0
];
