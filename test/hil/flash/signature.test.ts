/**
 * Signed programs: `sign` writes the signature, `flash --verify-key` and `doctor --verify-key` refuse everything
 * that it does not fit, before anybody is asked; and no key is ever told.
 */

import { generateKeyPairSync, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { doctor } from '../../../bin/commands/hil/doctor.ts';
import { flash } from '../../../bin/commands/hil/flash.ts';
import { signProgram } from '../../../bin/commands/hil/sign.ts';
import { withHead } from '../../../build/program-file.mjs';
import { UsageError } from '../../../sim/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'sign-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pem = { publicKeyEncoding: { type: 'spki', format: 'pem' } } as const;
const pair = (): { publicKey: string; privateKey: string } =>
  generateKeyPairSync('ed25519', {
    ...pem,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const ours = pair();
const foreign = pair();

function put(name: string, text: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}
const key = put('key.pem', ours.privateKey);
const publicKey = put('public.pem', ours.publicKey, 0o644);
const head = {
  version: '0.2.0',
  platform: 'kaluma',
  map: 'pico',
  role: 'charger',
  lock: 'none',
} as const;
const built = withHead(head, '(function(){print("a");})();\n');
const other = withHead(head, '(function(){print("b");})();\n');
let file = '';
let said: string[] = [];
const print = (line: string): void => void said.push(line);
beforeEach(() => {
  said = [];
  file = put('charger.js', built);
  rmSync(`${file}.sig`, { force: true });
});

/** What is said in the end; a right program is asked about, which needs a terminal. */
async function flashed(verifyKey: string): Promise<string> {
  const end: unknown = await flash({ platform: 'kaluma', file, verifyKey }, print).catch((e) => e);
  expect(end).toBeInstanceOf(UsageError);
  return (end as Error).message;
}

test('a program that our key has signed is flashed; its signature is plain Ed25519 over the file', async () => {
  expect(signProgram(file, key, print)).toBe(0);
  expect(said.join()).toContain('charger.js.sig: signature of Holdfast 0.2.0, charger for kaluma');
  expect(verify(null, Buffer.from(built), ours.publicKey, readFileSync(`${file}.sig`))).toBe(true);
  if (process.stdin.isTTY === true) return;
  expect(await flashed(publicKey)).toMatch(/no terminal to ask on/);
  expect(said.at(-1)).toBe(`signed by ${publicKey}`);
});

test('what is not signed, was changed, or is signed by another key is refused before anything is said', async () => {
  expect(await flashed(publicKey)).toMatch(
    /charger\.js: not signed: .* "holdfast sign .* writes it/,
  );
  signProgram(file, put('foreign.pem', foreign.privateKey), print);
  said = [];
  expect(await flashed(publicKey)).toMatch(/is not its signature by .*public\.pem: another key/);
  signProgram(file, key, print);
  said = [];
  writeFileSync(file, other);
  expect(await flashed(publicKey)).toMatch(/one of both files was changed since/);
  writeFileSync(file, built);
  writeFileSync(`${file}.sig`, '');
  expect(await flashed(publicKey)).toMatch(/is not its signature/);
  expect(said).toEqual([]);
});

test('the doctor refuses it too, before it asks the board', async () => {
  const root = new URL('../../../', import.meta.url).href;
  const asked = (more: object) => doctor(root, { sim: true, ...more }, print);
  await expect(asked({ file, verifyKey: publicKey })).rejects.toThrow(/not signed/);
  await expect(asked({ verifyKey: publicKey })).rejects.toThrow(/name it with --file/);
  await expect(asked({ file: put('cut.js', built.slice(0, -300)) })).rejects.toThrow(/not whole/);
  expect(said).toEqual([]);
});

test('only a whole program is signed, and only by a key that nobody else can read', () => {
  expect(() => signProgram(put('cut.js', built.slice(0, -300)), key, print)).toThrow(/not whole/);
  const open = put('open.pem', ours.privateKey, 0o644);
  if (process.platform !== 'win32') {
    expect(() => signProgram(file, open, print)).toThrow(/others may read .* chmod 600/);
  }
});

const rsa = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  ...pem,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const locked = generateKeyPairSync('ed25519', {
  ...pem,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' },
});

test('a key that cannot be used is named by its file, and its content is not told', async () => {
  const secret = ours.privateKey.split('\n')[1] as string;
  const messages: string[] = [];
  const refused = (text: string, expected: RegExp): void => {
    const path = put('wrong.pem', text);
    let message = '';
    try {
      signProgram(file, path, print);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(expected);
    messages.push(message);
  };
  refused(`${secret}\n`, /cannot be read as one/);
  refused(ours.publicKey, /cannot be read as one/);
  refused(rsa.privateKey, /a key of another kind/);
  refused(locked.privateKey, /without a passphrase; it cannot be read/);
  expect(() => signProgram(file, join(folder, 'none.pem'), print)).toThrow(/no such file/);
  messages.push(await flashed(key));
  expect(messages.at(-1)).toMatch(/--verify-key .*key\.pem: .* this is the private one/);
  expect(await flashed(put('rsa.pem', rsa.publicKey))).toMatch(/a key of another kind/);
  expect(await flashed(folder)).toMatch(/no such file/);
  for (const message of messages) expect(message).not.toContain(secret);
});
