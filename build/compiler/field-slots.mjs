/**
 * Field slots: an array index for every field, so that no two fields of one record share one.
 */

import { full } from 'acorn-walk';

/** The records of a bundle: the names of each object literal's fields. @param {any} tree */
function recordsIn(tree) {
  /** @type {string[][]} */
  const records = [];
  full(tree, (/** @type {any} */ node) => {
    if (node.type !== 'ObjectExpression') return;
    records.push(node.properties.map((/** @type {any} */ one) => one.key.name));
  });
  return records;
}

/** How often each field is read or written: an index below ten is a byte shorter. @param {any} tree */
function usesIn(tree) {
  /** @type {Map<string, number>} */
  const uses = new Map();
  full(tree, (/** @type {any} */ node) => {
    if (node.type !== 'MemberExpression' || node.computed) return;
    uses.set(node.property.name, (uses.get(node.property.name) ?? 0) + 1);
  });
  return uses;
}

/**
 * Fields of small records are placed first, so that these have no gaps; among those, the most used first.
 *
 * @param {any} tree the bundle
 * @param {ReadonlySet<string>} fields that may have a place
 * @param {readonly string[]} optional fields that a record may lack: their index is shared with no other
 *   field, or a missing one would read as another
 * @returns {Map<string, number>}
 */
export function placesOf(tree, fields, optional) {
  const uses = usesIn(tree);
  /** @type {Map<string, { beside: Set<string>, least: number, uses: number }>} */
  const known = new Map();
  for (const record of recordsIn(tree)) {
    for (const name of record.filter((one) => fields.has(one))) {
      const field = known.get(name) ?? {
        beside: new Set(),
        least: record.length,
        uses: uses.get(name) ?? 0,
      };
      known.set(name, field);
      for (const other of record) if (other !== name) field.beside.add(other);
      field.least = Math.min(field.least, record.length);
    }
  }
  const order = [...known].sort(
    ([a, one], [b, other]) => other.uses / other.least - one.uses / one.least || (a < b ? -1 : 1),
  );
  /** @type {Map<string, number>} */
  const places = new Map();
  for (const [name, field] of order.filter(([one]) => !optional.includes(one))) {
    const taken = new Set([...field.beside].map((other) => places.get(other)));
    let place = 0;
    while (taken.has(place)) place++;
    places.set(name, place);
  }
  for (const name of optional)
    if (known.has(name)) places.set(name, Math.max(...places.values()) + 1);
  return places;
}
