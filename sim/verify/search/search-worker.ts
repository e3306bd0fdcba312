/**
 * Search worker: a thread that does one search after another.
 */

import { parentPort } from 'node:worker_threads';
import { type Exploration, exploreHere } from './explore.ts';
import { StatesFull } from './reached.ts';
import { findUnit } from './unit.ts';

export interface SearchTask {
  readonly set: string;
  readonly group: string;
  /** The most states that it may reach. */
  readonly capacity: number;
}

/** How far it is, or what it has found, or that there was no room for its states. */
export type SearchNews =
  | { readonly states: number; readonly level: number; readonly transitions: number }
  | { readonly done: Exploration }
  | { readonly full: number };

const tell = (news: SearchNews): void => parentPort?.postMessage(news);

function serve({ set, group, capacity }: SearchTask): void {
  try {
    const done = exploreHere(findUnit(set, group), capacity, (states, level, transitions) =>
      tell({ states, level, transitions }),
    );
    tell({ done });
  } catch (error) {
    if (!(error instanceof StatesFull)) throw error;
    tell({ full: error.capacity });
  }
}

parentPort?.on('message', serve);
