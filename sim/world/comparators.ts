/**
 * Comparators: the levels that the comparators beside the converter switch at, of the plant and of an emulated
 * chip. Drawn in `hil/wiring/comparators-circuit.ts`.
 */

/** On the pilot's held positive half: between the states B and C, mid-gap. */
export const LEFT_C_MILLIVOLTS = 7450;
/** On the latch's sense line: between locked and unlocked of every part that is known. */
export const LATCH_COMPARED_MILLIVOLTS = 2300;
