/**
 * Limit fields: every setting reads and writes its own limit in a program that has no names of fields, on
 * Kaluma's arrays and on Espruino's short names.
 */

import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';
import { bundle } from '../../../build/compiler/bundle.mjs';
import { markFields, quoteFields } from '../../../build/compiler/limit-fields.mjs';
import { placeFields } from '../../../build/compiler/records.mjs';
import { createLimits, type Limits } from '../../../firmware/control/limits.ts';
import { putField, readField } from '../../../firmware/storage/limit-field.ts';
import { createSettings } from '../../../firmware/storage/settings.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const names = Object.keys(createLimits()) as (keyof Limits)[];

/** What each setting reads as shipped and once written, and every limit then. */
const program = `
import { createLimits } from './firmware/control/limits.ts';
import { putField, readField } from './firmware/storage/limit-field.ts';
import { createSettings } from './firmware/storage/settings.ts';

const settings = createSettings();
for (let i = 0; i < settings.length; i++) {
  const setting = settings[i];
  const limits = createLimits();
  const shipped = readField(limits, setting.field);
  const value = shipped === setting.least ? setting.most : setting.least;
  putField(limits, setting.field, value);
  report([shipped, readField(limits, setting.field), ${names.map((name) => `limits.${name}`).join(', ')}]);
}
`;

function expected(): unknown[][] {
  return createSettings().map((setting) => {
    const limits = createLimits();
    const shipped = readField(limits, setting.field);
    putField(limits, setting.field, shipped === setting.least ? setting.most : setting.least);
    return [shipped, readField(limits, setting.field), ...names.map((name) => limits[name])];
  });
}

for (const [platform, places] of [
  ['kaluma', true],
  ['espruino', false],
] as const) {
  test(`${platform}: every setting reads and writes its own limit, and no other`, async () => {
    const declarations = `${root}firmware/platforms/${platform}-calls.d.ts`;
    const globals = ['report'];
    const built = await bundle({ root, contents: program, globals, declarations, places });
    expect(built.complaints).toEqual([]);
    expect(built.code).not.toContain('releaseDelayMs');
    const heard: unknown[][] = [];
    runInContext(
      built.code,
      createContext({ report: (values: unknown[]) => heard.push([...values]) }),
    );
    expect(heard).toEqual(expected());
  });
}

test('a setting changes one limit', () => {
  const shipped = createLimits();
  for (const [, , ...values] of expected()) {
    expect(values.filter((value, i) => value !== shipped[names[i] as keyof Limits])).toHaveLength(
      1,
    );
  }
});

test('a field is marked on the line on which it stands, and nothing else is touched', () => {
  const text = "time('burst', 1,\n  fieldAt('burstStrokes')), fieldAt(name), say('fieldAt')";
  expect(markFields(text)).toBe(
    "time('burst', 1,\n  '.burstStrokes'), fieldAt(name), say('fieldAt')",
  );
});

test('a string that begins with a dot and names no field keeps its dot', () => {
  const code = `read(".bootcde", '.burst')`;
  expect(quoteFields(code, ['burst'])).toBe('read(".bootcde", /* @__KEY__ */ "burst")');
});

test('a string without such a field stays as it is', () => {
  const code = '(function () { var row = { at: 1 }; seen(row.at, ".other"); })();';
  expect(placeFields(code, { own: ['at'], shared: [], optional: [] })).toContain('".other"');
});
