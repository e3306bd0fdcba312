/** Chosen variant: what was asked for is there, or what there is instead is told. */

import { expect, test } from 'vitest';
import { withVariant } from '../../../sim/scenario/chosen-variant.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';

const swept = parseScenario('f', 'scenario S\nsweep t from 0 ms to 11 ms step 1 ms\nafter {t}');
const plain = parseScenario('g', 'scenario P\nplug in');

test('those with the variant, and all where none is asked for', () => {
  expect(withVariant([...plain, ...swept], 't 3000us')).toEqual([swept[3]]);
  expect(withVariant(plain, undefined)).toEqual(plain);
});

test('where none has it, the nearest is told, or some of those that there are', () => {
  expect(() => withVariant(swept, 't 3000u')).toThrow('; did you mean "t 3000us"?');
  expect(() => withVariant(swept, 'no')).toThrow(
    /no scenario with variant "no"; there are "t 0us", .*"t 9000us", and 2 more$/,
  );
  expect(() => withVariant(plain, 'no')).toThrow('"no"; nothing is swept there');
});
