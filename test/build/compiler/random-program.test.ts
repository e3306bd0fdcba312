/**
 * Random programs through every pass of the bundle that changes them: they say the same afterwards. The
 * Closure Compiler is left out, for its start takes as long as all of this.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareLoosely } from '../../../build/compiler/closure.mjs';
import { nameAsEngine } from '../../../build/compiler/engine-names.mjs';
import { ownFields } from '../../../build/compiler/field-names.mjs';
import { linkModules } from '../../../build/compiler/folder-scopes.mjs';
import { inlineSmall } from '../../../build/compiler/inline.mjs';
import { orderInner, orderShared } from '../../../build/compiler/name-order.mjs';
import { placeFields } from '../../../build/compiler/records.mjs';
import { shareVariables } from '../../../build/compiler/shared-variables.mjs';
import { dropStart } from '../../../build/compiler/starting.mjs';
import { separateTables } from '../../../build/compiler/table-scopes.mjs';
import { dropUnread } from '../../../build/compiler/unread-fields.mjs';
import { gatherWords } from '../../../build/compiler/words.mjs';
import { RandomProgram } from '../../support/drawn-program.ts';

const own = (code: string): string[] => ownFields(code, null);
/** All of it is one source that runs in ticks, so that whatever can be written out is. */
const names = ['', 'a', 'b', 'c', 'count', 'list', 'f0', 'f1', 'f2'];
const hot = new Map(names.map((name) => [name, 'firmware/loop.ts']));

/** The functions of it that people start. */
const seldom = new Map([['f1', 'firmware/console/commands.ts']]);

function run(code: string): string {
  const surroundings =
    'const out = []; let n = 0; const next = () => ++n; const seen = (x) => out.push(x);';
  return String(new Function(`${surroundings} ${code}\nreturn out.join() + ' ' + n;`)());
}

function check(code: string): void {
  const expected = run(code);
  const inlined = inlineSmall(code, hot);
  expect(run(inlined), inlined).toBe(expected);
  expect(run(linkModules(inlined, hot)), inlined).toBe(expected);
  const script = `{\n${compareLoosely(inlined)}\n}`;
  const inFunction = `(function () {\n${inlined.replaceAll('let ', 'var ')}\n})();`;
  const ordered = orderInner(orderShared(inFunction, ['f1', 'list', 'f0']), 1);
  expect(run(ordered), ordered).toBe(run(inFunction));
  const changed = gatherWords(shareVariables(dropUnread(inFunction, own(inFunction)), 0), seldom);
  expect(run(changed), changed).toBe(run(inFunction));
  expect(run(nameAsEngine(changed)), changed).toBe(run(inFunction));
  expect(run(dropStart(changed)), changed).toBe(run(inFunction));
  expect(run(separateTables(changed)), changed).toBe(run(inFunction));
  expect(run(placeFields(script, { own: own(script), shared: [], optional: [] })), script).toBe(
    expected,
  );
}

test('a random program says the same after every pass', () => {
  const tape = fc.array(fc.nat(59), { minLength: 120, maxLength: 250 });
  const property = fc.property(tape, (numbers) => check(new RandomProgram(numbers).text()));
  fc.assert(property, { numRuns: 100 });
});
