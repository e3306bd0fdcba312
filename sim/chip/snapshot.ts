/**
 * Memento: everything that an object and all that hangs on it is at one moment, to be put back in place.
 *
 * The objects stay the same ones, so that functions that hold on to them are none the wiser. What a function
 * keeps in variables of its own cannot be seen: rp2040js keeps nothing there.
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
 * Keeps an object as it is now.
 *
 * @param except what is left alone, with all that hangs on it
 * @returns puts everything back, as often as it is called
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
