/**
 * Exceptions of Modbus, by their numbers: why a request is not carried out.
 */

export const ILLEGAL_FUNCTION = 1;
export const ILLEGAL_ADDRESS = 2;
export const ILLEGAL_VALUE = 3;
/** The charger has refused it. */
export const REFUSED = 4;
