/**
 * Where the optional package for serial ports is missing, `flash` still asks first, and then says what it lacks.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { flash } from '../../../bin/commands/hil/flash.ts';
import { withHead } from '../../../build/program-file.mjs';
import { PortUsageError } from '../../../hil/flash/candidates.ts';

vi.mock('serialport', () => {
  throw new Error("Cannot find package 'serialport'");
});

const folder = mkdtempSync(join(tmpdir(), 'flash-'));
const file = join(folder, 'x.js');
const head = { version: '0.2.0', platform: 'kaluma', map: 'pico', role: 'charger' } as const;
writeFileSync(file, withHead({ ...head, lock: 'none' }, '(()=>{})();\n'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the question comes before the ports', async ({ skip }) => {
  if (process.stdin.isTTY === true) skip('on a terminal the question waits for an answer');
  const asked = flash({ platform: 'kaluma', file }, () => undefined);
  await expect(asked).rejects.toThrow(PortUsageError);
  await expect(asked).rejects.toThrow(/there is no terminal to ask on: give --socket-empty/);
});

test('the missing package is named, and the bench counts as unavailable', async () => {
  const said: string[] = [];
  const options = { platform: 'kaluma', file, socketEmpty: true };
  expect(await flash(options, (line) => said.push(line))).toBe(3);
  expect(said.join('\n')).toContain('the optional package serialport cannot be loaded');
});
