/**
 * Challenge: how a key answers a board that asks who is on the line (SipHash-2-4, firmware/storage/siphash.ts).
 */

export type KeyRole = 'owner' | 'installer';

/** The number of a role in the message that is hashed. */
const numbers: Readonly<Record<KeyRole, number>> = { owner: 1, installer: 2 };

const MASK = (1n << 64n) - 1n;

function rotated(word: bigint, bits: bigint): bigint {
  return ((word << bits) | (word >> (64n - bits))) & MASK;
}

type Words = [bigint, bigint, bigint, bigint];

function turn(v: Words): void {
  v[0] = (v[0] + v[1]) & MASK;
  v[1] = rotated(v[1], 13n) ^ v[0];
  v[0] = rotated(v[0], 32n);
  v[2] = (v[2] + v[3]) & MASK;
  v[3] = rotated(v[3], 16n) ^ v[2];
  v[0] = (v[0] + v[3]) & MASK;
  v[3] = rotated(v[3], 21n) ^ v[0];
  v[2] = (v[2] + v[1]) & MASK;
  v[1] = rotated(v[1], 17n) ^ v[2];
  v[2] = rotated(v[2], 32n);
}

/** SipHash-2-4 of any bytes; the key is two words of 64 bits. */
export function sipHash(key: readonly [bigint, bigint], bytes: Uint8Array): bigint {
  const v: Words = [
    0x736f6d6570736575n ^ key[0],
    0x646f72616e646f6dn ^ key[1],
    0x6c7967656e657261n ^ key[0],
    0x7465646279746573n ^ key[1],
  ];
  const padded = new Uint8Array(8 * (Math.floor(bytes.length / 8) + 1));
  padded.set(bytes);
  padded[padded.length - 1] = bytes.length & 0xff;
  const view = new DataView(padded.buffer);
  for (let at = 0; at < padded.length; at += 8) {
    const word = view.getBigUint64(at, true);
    v[3] ^= word;
    turn(v);
    turn(v);
    v[0] ^= word;
  }
  v[2] ^= 0xffn;
  for (let i = 0; i < 4; i++) turn(v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/**
 * What is typed behind `answer`.
 *
 * @param key 32 hexadecimal digits
 * @param challenge the 16 digits of `ok challenge owner …`
 */
export function answerTo(key: string, role: KeyRole, challenge: string): string {
  const message = new Uint8Array(9);
  new DataView(message.buffer).setBigUint64(0, BigInt(`0x${challenge}`), true);
  message[8] = numbers[role];
  const words = [BigInt(`0x${key.slice(0, 16)}`), BigInt(`0x${key.slice(16)}`)] as const;
  return sipHash(words, message).toString(16).padStart(16, '0');
}

/** The answer to a line of the board; null where it is no challenge for one of these keys. */
export function answerLine(keys: ReadonlyMap<KeyRole, string>, line: string): string | null {
  const found = /^ok challenge (owner|installer) ([0-9a-f]{16})$/.exec(line);
  if (found === null) return null;
  const role = found[1] as KeyRole;
  const key = keys.get(role);
  return key === undefined ? null : `answer ${answerTo(key, role, found[2] as string)}`;
}
