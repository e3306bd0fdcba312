/**
 * Snapshot: the state of an object and of everything that it refers to at one instant, to be restored in
 * place.
 *
 * The objects keep their identity, so that functions that refer to them stay valid. A function's own closure
 * variables cannot be saved: rp2040js keeps no state there.
 */

type Put = () => void;

function putBuffer(buffer: ArrayBufferLike): Put {
  const kept = new Uint8Array(buffer.slice(0));
  const place = new Uint8Array(buffer);
  return () => place.set(kept);
}

function putMap(map: Map<unknown, unknown>): Put {
  const kept = [...map];
  return () => {
    map.clear();
    for (const [key, value] of kept) map.set(key, value);
  };
}

function putSet(set: Set<unknown>): Put {
  const kept = [...set];
  return () => {
    set.clear();
    for (const value of kept) set.add(value);
  };
}

function putProperties(object: Record<string, unknown>, names: readonly string[]): Put {
  const kept = names.map((name) => object[name]);
  const known = new Set(names);
  return () => {
    for (const name of Object.keys(object)) if (!known.has(name)) delete object[name];
    for (let i = 0; i < names.length; i++) object[names[i] as string] = kept[i];
  };
}

function putArray(array: unknown[]): Put {
  const kept = array.slice();
  return () => {
    array.length = 0;
    for (const value of kept) array.push(value);
  };
}

function partsOf(object: object): unknown[] {
  if (object instanceof Map) return [...object].flat();
  if (object instanceof Set) return [...object];
  return Object.values(object);
}

function putOf(object: object): Put {
  if (object instanceof ArrayBuffer) return putBuffer(object);
  if (object instanceof Map) return putMap(object);
  if (object instanceof Set) return putSet(object);
  if (Array.isArray(object)) return putArray(object);
  return putProperties(object as Record<string, unknown>, Object.keys(object));
}

/**
 * Saves the current state of an object.
 *
 * @param except objects that are skipped, with everything that they refer to
 * @returns restores the state, as often as it is called
 */
export function snapshotOf(root: object, except: readonly object[]): Put {
  const seen = new Set<object>(except);
  const waiting: unknown[] = [root];
  const puts: Put[] = [];
  while (waiting.length > 0) {
    let object = waiting.pop();
    if (typeof object !== 'object' || object === null) continue;
    if (ArrayBuffer.isView(object)) object = object.buffer as object;
    if (seen.has(object as object)) continue;
    seen.add(object as object);
    puts.push(putOf(object as object));
    if (!(object instanceof ArrayBuffer)) waiting.push(...partsOf(object as object));
  }
  return () => {
    for (const put of puts) put();
  };
}
