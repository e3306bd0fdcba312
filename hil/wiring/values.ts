/**
 * Values: the resistors and capacitors of the reference schematics, once. The drawings are labelled from
 * here, and a test calculates with them what the firmware is made for.
 */

/** Peak detectors at CP: −3…15 V and 3…−15 V at the socket are 0…3.3 V at the converter. */
export const pilot = {
  sourceOhms: 1000,
  holdFarads: 100e-9,
  bleedOhms: 150e3,
  /** From the buffered peak to the converter, to 3.3 V, and to ground. */
  highOhms: 100e3,
  highUpOhms: 110e3,
  highDownOhms: 28.2e3,
  /** Inverting amplifier of the negative peak, and the divider of its offset from 3.3 V. */
  lowInOhms: 120e3,
  lowFeedbackOhms: 22e3,
  offsetUpOhms: 61e3,
  offsetDownOhms: 10e3,
} as const;

export const proximity = { pullUpOhms: 1000 } as const;

/** At the lock's end: 100 Ω in series with the contact, 2.4 kΩ across it. */
export const latch = {
  pullUpVolts: 5,
  pullUpOhms: 1500,
  seriesOhms: 100,
  acrossOhms: 2400,
  /** To the converter and to ground: it sees two thirds of the line. */
  dividerUpOhms: 10e3,
  dividerDownOhms: 20e3,
} as const;

export const lockSupply = { upOhms: 40e3, downOhms: 10e3 } as const;

export const thermometer = { pullUpOhms: 10e3, ntcOhms: 10e3 } as const;

/** `1.5 kΩ`, `100 Ω`. */
export function writeOhms(ohms: number): string {
  return ohms >= 1000 ? `${Number((ohms / 1000).toFixed(2))} kΩ` : `${ohms} Ω`;
}
