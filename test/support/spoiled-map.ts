/**
 * Spoiled map: a map of the project as a text in which something is replaced, and what it is refused for.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { readPinMap } from '../../build/boards/pin-map.mjs';
import { createBoardTree } from './board-tree.ts';

const spoiled = 'firmware/boards/spoiled-map.ts';

export function replaced(source: string, from: string, to: string): string {
  expect(source).toContain(from);
  return source.replace(from, to);
}

/** The line in which a text stands. */
export function lineOf(source: string, text: string): number {
  return source.slice(0, source.indexOf(text)).split('\n').length;
}

export function createSpoiledMap() {
  const root = createBoardTree();

  const sourceOf = (board: string): string =>
    readFileSync(`${root}firmware/boards/${board}.ts`, 'utf8');

  /** What is wrong with the map that this text gives. */
  const complaintsOf = async (text: string, platform = 'kaluma'): Promise<string[]> => {
    writeFileSync(root + spoiled, text);
    return (await readPinMap(root + spoiled, platform, root)).complaints;
  };

  /** @returns the line of the one complaint that says so, and the lines that were replaced */
  const complaintAt = async (
    source: string,
    from: string,
    to: string,
    message: string,
  ): Promise<{ line: number; lines: number[] }> => {
    const complaints = await complaintsOf(replaced(source, from, to));
    const first = lineOf(source, from);
    const lines = Array.from({ length: from.split('\n').length }, (_, i) => first + i);
    const found = complaints.filter((one) => one.includes(message));
    expect(complaints.join('\n')).toContain(message);
    expect(found).toHaveLength(1);
    const line = Number(found[0]?.slice(`${spoiled}:`.length).split(':')[0]);
    return { line, lines };
  };

  return { root, spoiled, sourceOf, complaintsOf, complaintAt };
}
