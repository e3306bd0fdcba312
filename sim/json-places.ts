/**
 * JSON places: where in a JSON text something stands, for complaints about a file that a person wrote.
 */

import type { ErrorObject } from 'ajv';
import { findNodeAtLocation, type Node } from 'jsonc-parser';

/** Line and column, from 1. */
export function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

/** What a schema complains of: the key that is not known, or the value that is wrong. */
export function nodeOf(root: Node, error: ErrorObject): Node {
  const path = error.instancePath.split('/').slice(1);
  const steps = path.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const owner = findNodeAtLocation(root, steps) ?? root;
  if (error.keyword !== 'additionalProperties') return owner;
  const key = error.params['additionalProperty'];
  const property = owner.children?.find((child) => child.children?.[0]?.value === key);
  return property?.children?.[0] ?? owner;
}
