/**
 * The config: defaults, and each mistake at its place; no secret in it, and none in what is said.
 */

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../../bridge/config/read-config.ts';
import { readOwnerKeys, readPassword } from '../../../bridge/config/secret.ts';

test('everything may be left out', () => {
  expect(readConfig('/etc/x/bridge.json', '{}')).toEqual({
    folder: '/etc/x/holdfast-bridge',
    tag: 'driver',
    energy: { kind: 'none', phases: 1, volts: 230 },
    limits: { whenLost: 'go-on', safeAmps: 6, termSeconds: 60 },
  });
});

test('the smallest configs of docs/bridge.md are whole', () => {
  const page = readFileSync('docs/bridge.md', 'utf8');
  const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map((match) => match[1] as string);
  expect(examples.length).toBeGreaterThanOrEqual(3);
  for (const text of examples) expect(() => readConfig('bridge.json', text)).not.toThrow();
});

for (const [text, complaint] of [
  ['', 'bridge.json:1:1: no JSON'],
  ['[]', 'bridge.json:1:1: expected an object, found array'],
  ['{\n  "ocpq": {}\n}', 'bridge.json:2:3: no such thing as "ocpq"; did you mean "ocpp"?'],
  ['{ "ocpp": { "url": "ws://a" } }', 'bridge.json:1:11: "id" is missing'],
  ['{ "ocpp": { "ulr": "ws://a", "id": "x" } }', 'no such thing as "ulr"; did you mean "url"?'],
  ['{ "ocpp": { "url": "http://a", "id": "x" } }', 'bridge.json:1:20: must match pattern'],
  [
    '{ "ocpp": { "url": "ws://me:pw@a", "id": "x" } }',
    'bridge.json:1:20: a name and a password do not stand in an address, found "ws://…@a"',
  ],
  ['{ "mqtt": { "url": "mqtt://me:hunter2@a" } }', 'found "mqtt://…@a"'],
  ['{ "mqtt": { "url": "mqtt://a", "passwordVariable": "hunter2" } }', 'in capital letters'],
  ['{ "mqtt": { "url": "mqtt://a", "passwordFile": ["hunter2"] } }', 'found something else'],
  [
    '{ "mqtt": { "url": "mqtt://a", "discovery": "home/#" } }',
    'bridge.json:1:45: must match pattern',
  ],
  ['{ "mqtt": { "url": "mqtt://a", "discovery": "" } }', 'bridge.json:1:45: must match pattern'],
  ['{ "keyFile": { "owner": "hunter2" } }', 'must be string, found something else'],
  ['{ "ocpp": { "url": "ws://a", "id": "x", "password": "p" } }', 'no such thing as "password"'],
  ['{ "ocpp": { "url": "ws://a", "id": "x", "version": "2" } }', 'expected 1.6, 2.0.1, 2.1'],
  ['{ "ocpp": { "url": "ws://a", "id": "x", "securityProfile": 1 } }', 'needs "passwordFile"'],
  [
    '{ "ocpp": { "url": "ws://a", "id": "x", "securityProfile": 2, "passwordFile": "p" } }',
    'bridge.json:1:20: security profile 2 expects wss://',
  ],
  ['{ "energy": { "kind": "pulses" } }', 'bridge.json:1:23: "pulses" is missing'],
  ['{ "limits": { "safeAmps": 3 } }', 'bridge.json:1:27'],
] as const) {
  test(`a mistake stands at its place: ${text.slice(0, 50).replace(/\s+/g, ' ')}`, () => {
    expect(() => readConfig('bridge.json', text)).toThrow(complaint);
    expect(() => readConfig('bridge.json', text)).not.toThrow(/hunter2|:pw/);
  });
}

for (const url of ['exa mple', 'a:99999', 'a:0', ':80', '/', 'a b:80/x', 'a/b c', 'a/#x']) {
  test(`an address that is none is a mistake: ${url}`, () => {
    for (const [part, text] of [
      ['ws', `{ "ocpp": { "id": "x", "url": "ws://${url}" } }`],
      ['mqtt', `{\n"mqtt": { "url": "mqtt://${url}" } }`],
    ]) {
      const complaint = new RegExp(`^bridge.json:\\d+:\\d+: expected an address as in ${part}://`);
      expect(() => readConfig('bridge.json', text)).toThrow(complaint);
    }
  });
}

test('an address that is one is taken', () => {
  for (const url of [
    'a',
    'a:1/x',
    'back-end.example/ocpp?x=1',
    '[::1]:80',
    '10.0.0.1',
    'x_y.',
    'a/b:99999/',
  ]) {
    const text = `{ "ocpp": { "url": "ws://${url}", "id": "x" }, "mqtt": { "url": "mqtt://${url}" } }`;
    expect(() => readConfig('bridge.json', text), url).not.toThrow();
  }
  for (const host of ['0.0.0.0', '::', 'meter.local']) {
    const text = `{ "modbus": { "host": "${host}" } }`;
    expect(readConfig('bridge.json', text).modbus?.host).toBe(host);
  }
});

test('a computer that is none is a mistake as well', () => {
  for (const host of ['', 'a b', 'a:502', 'tcp://a', '1.2.3.400']) {
    expect(() => readConfig('bridge.json', `{ "modbus": { "host": "${host}" } }`)).toThrow(
      /^bridge.json:1:23: /,
    );
    const energy = `{ "energy": { "kind": "modbus", "modbus": { "host": "${host}", "register": 1 } } }`;
    expect(() => readConfig('bridge.json', energy)).toThrow(/^bridge.json:1:/);
  }
});

test('a key file that others may read is refused, and what stands in it is not told', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-config-'));
  const key = '000102030405060708090a0b0c0d0e0f';
  writeFileSync(join(folder, 'keys'), `owner ${key}\n`, { mode: 0o644 });
  if (process.platform !== 'win32') {
    expect(() => readOwnerKeys('keys', folder)).toThrow(
      /others may read this key file; run: chmod/,
    );
  }
  chmodSync(join(folder, 'keys'), 0o600);
  expect(readOwnerKeys('keys', folder).get('owner')).toBe(key);
  writeFileSync(join(folder, 'keys'), `owner ${key}f\n`);
  expect(() => readOwnerKeys('keys', folder)).toThrow(/keys:1: expected/);
  expect(() => readOwnerKeys('keys', folder)).not.toThrow(/0001/);
  rmSync(folder, { recursive: true });
});

test('a password comes from a file or the environment; others who may read it are told of', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-config-'));
  const said: string[] = [];
  const warn = (line: string): void => void said.push(line);
  writeFileSync(join(folder, 'p'), 'secret\n', { mode: 0o644 });
  expect(readPassword({ passwordFile: 'p' }, folder, warn)).toBe('secret');
  expect(said.length).toBe(process.platform === 'win32' ? 0 : 1);
  expect(said.join()).not.toContain('secret');
  process.env['HOLDFAST_TEST_PASSWORD'] = 'other';
  expect(readPassword({ passwordVariable: 'HOLDFAST_TEST_PASSWORD' }, folder, warn)).toBe('other');
  delete process.env['HOLDFAST_TEST_PASSWORD'];
  expect(() => readPassword({ passwordVariable: 'HOLDFAST_TEST_PASSWORD' }, folder, warn)).toThrow(
    'the environment has no HOLDFAST_TEST_PASSWORD',
  );
  expect(readPassword({}, folder, warn)).toBe(null);
  expect(() => readPassword({ passwordFile: 'missing' }, folder, warn)).toThrow(
    /missing: the password/,
  );
  rmSync(folder, { recursive: true });
});
