/**
 * Named mistakes: mistakes that no operator makes, or that must never survive, each with what must notice it.
 */

import type { Node } from '@babel/types';
import { childrenOf, endOf, type Source, startOf } from './mutant-source.ts';
import type { Mutant } from './mutants.ts';

export interface Named {
  readonly what: string;
  readonly file: string;
  /** An expression that stands in the file once. */
  readonly original: string;
  readonly mutated: string;
  /** Beginning of the name of the test or the scenario that notices it. */
  readonly by: string;
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function findNodes(node: Node, text: string, wanted: string): Node[] {
  const inner = childrenOf(node).flatMap((child) => findNodes(child, text, wanted));
  const isIt =
    node.type !== 'ExpressionStatement' && plain(text.slice(startOf(node), endOf(node))) === wanted;
  return isIt ? [node, ...inner] : inner;
}

/** @throws Error where a mistake is not in the sources once */
export function mutantsOf(named: readonly Named[], sources: readonly Source[]): Mutant[] {
  return named.map(({ file, original, mutated, what }, i) => {
    const source = sources.find((one) => one.file === file);
    const nodes = source === undefined ? [] : findNodes(source.tree.program, source.text, original);
    const [node] = nodes;
    if (node === undefined || nodes.length > 1) {
      throw new Error(`"${original}" is ${nodes.length} times in ${file}, expected once: ${what}`);
    }
    return {
      id: i + 1,
      file,
      in: '',
      original,
      mutated,
      line: node.loc?.start.line ?? 0,
      start: startOf(node),
      end: endOf(node),
      text: mutated,
      isStatement: false,
    };
  });
}
