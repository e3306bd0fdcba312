/**
 * Spoiled board: a map of the project in which nets are changed, and what it is refused for.
 */

import { expect } from 'vitest';
import { createSpoiledMap } from './spoiled-map.ts';

/** A key of a map that stands on one line, or on none, and what stands there instead. */
export type Change = readonly [key: string, to: string];

/**
 * @returns what is wrong with a map in which these keys are changed, without the place: each complaint must name the
 * line of one of them
 */
export function createSpoiledBoard() {
  const { spoiled, sourceOf, complaintsOf } = createSpoiledMap();
  return async (board: string, platform: string, changes: readonly Change[]): Promise<string[]> => {
    let text = sourceOf(board);
    for (const [key, to] of changes) {
      const line = new RegExp(`^  ${key}: .*,$|(?<=,)\\n};\\n$`, 'm');
      // A map that spreads another one has few keys of its own: what is changed is added.
      text = text.replace(line, (old) => {
        const own = `  ${key}: ${to},`;
        return old.startsWith(' ') ? own : `\n${own}${old}`;
      });
    }
    const lines = changes.map(([key]) => {
      const before = text.slice(0, text.indexOf(`\n  ${key}: `));
      return before.split('\n').length + 1;
    });
    const complaints = await complaintsOf(text, platform);
    const places = lines.map((line) => `${spoiled}:${line}: `);
    return complaints.map((one) => {
      const place = places.find((at) => one.startsWith(at));
      expect(place, one).toBeDefined();
      return one.slice(place?.length);
    });
  };
}
