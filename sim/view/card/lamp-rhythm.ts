/**
 * Lamp rhythm: what the lamp shows for each message, as its driver plays it.
 */

import { Light } from '../../../firmware/control/outputs.ts';
import { lightWords } from '../../../firmware/control/words.ts';
import { createIndicator, playIndicator } from '../../../firmware/drivers/indicator.ts';
import type { Words } from '../words/language.ts';

export type LightName = keyof Words['lights'];
type Colour = keyof Words['colours'];
type Rhythm = keyof Words['rhythms'];

export interface LampRhythm {
  readonly light: LightName;
  readonly colour: Colour;
  readonly rhythm: Rhythm;
  /** The tenths of one second, lit or not. */
  readonly tenths: readonly boolean[];
}

const BEAT_MS = 100;
const BEATS = 10;

/** By the bits of the lamp: 1 red, 2 green, 4 blue. */
const colours: Readonly<Record<number, Colour>> = {
  0: 'none',
  1: 'red',
  2: 'green',
  3: 'amber',
  4: 'blue',
};

/** By the tenths that are lit. */
const rhythms: Readonly<Record<string, Rhythm>> = {
  '----------': 'none',
  '##########': 'steady',
  '#####-----': 'slow',
  '##----##--': 'quick',
  '#-#-------': 'double',
  '#-#-#-#-#-': 'hurried',
};

/** @throws Error if the driver plays what has no name here: an error of this table, not of a person */
export function lampRhythmOf(light: LightName): LampRhythm {
  const number = lightWords.indexOf(light) as Light;
  const indicator = createIndicator();
  const seen: number[] = [];
  for (let i = 0; i < BEATS; i++) {
    // The lamp begins its rhythm as it changes; dark is where it begins.
    const isFirst = i === 0 && number !== Light.Dark;
    seen.push(playIndicator(indicator, number, isFirst ? 0 : BEAT_MS));
  }
  const tenths = seen.map((bits) => bits !== 0);
  const colour = colours[Math.max(...seen)];
  const rhythm = rhythms[tenths.map((isLit) => (isLit ? '#' : '-')).join('')];
  if (colour === undefined || rhythm === undefined)
    throw new Error(`the lamp of ${light} has no name`);
  return { light, colour, rhythm, tenths };
}

/** In the order of the firmware. */
export const lampRhythms: readonly LampRhythm[] = lightWords.map((name) =>
  lampRhythmOf(name as LightName),
);
