/**
 * Espruino's pins, by the names of a pin map.
 */

declare const Pin: new (name: string) => espruino.Pin;

/** Espruino names the Pico's pins D0…D28. */
export function openPin(name: string): espruino.Pin {
  return new Pin(name.substring(0, 2) === 'GP' ? `D${name.substring(2)}` : name);
}

/** Of a list of pins, the interpreter takes the first for the highest bit. */
export function fromHighest(pins: readonly espruino.Pin[]): espruino.Pin[] {
  const list: espruino.Pin[] = [];
  for (let i = pins.length - 1; i >= 0; i--) list.push(pins[i] as espruino.Pin);
  return list;
}
