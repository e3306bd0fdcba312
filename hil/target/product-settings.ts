/**
 * Product settings: the settings that a scenario gives, typed on the console as a person would, and restored
 * when the scenario is over.
 */

import { createLimits, type Limits } from '../../firmware/control/limits.ts';
import { readField } from '../../firmware/storage/limit-field.ts';
import { writeValue } from '../../firmware/storage/setting-value.ts';
import { createSettings } from '../../firmware/storage/settings.ts';
import { BenchError } from '../line/bench-error.ts';
import type { ProductConsole } from '../line/product-console.ts';

/** Restores the settings that were changed. */
export type Restore = () => Promise<void>;

async function setAll(product: ProductConsole, values: ReadonlyMap<string, string>): Promise<void> {
  for (const [name, value] of values) {
    const [answer = ''] = await product.ask(`set ${name} ${value}`, [`ok ${name} `, 'error ']);
    if (answer.startsWith('error')) {
      const what = `the board refuses "set ${name} ${value}": ${answer}`;
      throw new BenchError(product.name, what, 'is it the same build?');
    }
  }
}

/**
 * @param limits as the scenario gives them
 * @returns a function that restores what was changed
 * @throws BenchError where the board does not list its settings, or refuses one
 */
export async function changeSettings(product: ProductConsole, limits: Limits): Promise<Restore> {
  const settings = createSettings();
  const shipped = createLimits();
  const given = settings.filter(
    (setting) => readField(limits, setting.field) !== readField(shipped, setting.field),
  );
  const before = new Map<string, string>();
  const wanted = new Map<string, string>();
  for (const setting of settings) {
    const [answer = ''] = await product.ask(`get ${setting.name}`, [`ok ${setting.name} `]);
    const found = answer.slice(`ok ${setting.name} `.length);
    const value = writeValue(
      setting,
      readField(given.includes(setting) ? limits : shipped, setting.field),
    );
    if (found === value) continue;
    before.set(setting.name, found);
    wanted.set(setting.name, value);
  }
  await setAll(product, wanted);
  return () => setAll(product, before);
}
