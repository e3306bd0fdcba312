/**
 * Rig lock: who holds a rig is told with a remedy; what a killed process left is removed and told.
 */

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { lockFolder, RigLock } from '../../../hil/rig/rig-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-locks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Leaves a lock as another process would. */
function leave(rig: string, holder: object): string {
  const path = join(folder, `${rig}.lock`);
  const usual = { host: hostname(), user: 'ana', begun: '', since: '2026-01-02T03:04:05.678Z' };
  writeFileSync(path, JSON.stringify({ ...usual, ...holder }));
  return path;
}

/** The id of a process that has ended. */
function endedPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

test('a rig is held with host, process, user and both times, and given back', () => {
  const lock = new RigLock('desk', folder);
  expect(lock.hold()).toBe('');
  const path = join(folder, 'desk.lock');
  const { host, pid, user, since } = JSON.parse(readFileSync(path, 'utf8'));
  expect([host, pid]).toEqual([hostname(), process.pid]);
  expect(user).not.toBe('');
  expect(Date.parse(since)).toBeGreaterThan(Date.now() - 60000);
  lock.release();
  lock.release();
  expect(existsSync(path)).toBe(false);
});

test('a process that runs is named with its user, and the remedy', () => {
  const path = leave('used', { pid: process.ppid });
  expect(() => new RigLock('used', folder).hold()).toThrow(BenchError);
  expect(() => new RigLock('used', folder).hold()).toThrow(
    `used: process ${process.ppid} of ana on ${hostname()} uses this rig since 2026-01-02T03:04:05.678Z; wait for it, or end it`,
  );
  expect(existsSync(path)).toBe(true);
});

test('the lock of a process that was killed is removed, and that is told', () => {
  const pid = endedPid();
  leave('killed', { pid });
  const lock = new RigLock('killed', folder);
  expect(lock.hold()).toBe(
    `process ${pid} of ana has ended without giving this rig back; its lock was removed`,
  );
  lock.release();
});

test.skipIf(process.platform !== 'linux')(
  'another process with the same id is not the holder',
  () => {
    leave('reused', { pid: process.ppid, begun: '1' });
    const lock = new RigLock('reused', folder);
    expect(lock.hold()).toMatch(/has ended without giving this rig back/);
    lock.release();
  },
);

test('a lock of another computer counts, with the file to delete', () => {
  const path = leave('far', { host: 'far-away', pid: endedPid() });
  expect(() => new RigLock('far', folder).hold()).toThrow(
    `if that computer does not use the rig any more, delete ${path}`,
  );
});

test('a lock that was only half written does not count', () => {
  writeFileSync(join(folder, 'half.lock'), '{"host":"he');
  const lock = new RigLock('half', folder);
  expect(lock.hold()).toBe('');
  lock.release();
});

test.skipIf(process.getuid?.() === 0)('a folder of another user is named, with the remedy', () => {
  const theirs = join(folder, 'theirs');
  mkdirSync(theirs);
  chmodSync(theirs, 0o500);
  expect(() => new RigLock('desk', theirs).hold()).toThrow(
    /cannot be replaced \(EACCES\); another user owns it: .*HOLDFAST_LOCKS/,
  );
});

test('a lock that cannot be replaced is named, with the remedy', () => {
  mkdirSync(join(folder, 'odd.lock'));
  expect(() => new RigLock('odd', folder).hold()).toThrow(
    /odd: its lock cannot be read \(EISDIR\)/,
  );
});

test('locks lie where the user may write', () => {
  expect(lockFolder({ XDG_RUNTIME_DIR: '/run/user/7' })).toBe('/run/user/7/holdfast/rigs');
  expect(lockFolder({ XDG_STATE_HOME: '/state' })).toBe('/state/holdfast/rigs');
  expect(lockFolder({ HOLDFAST_LOCKS: '/shared', XDG_RUNTIME_DIR: '/run' })).toBe('/shared');
  expect(lockFolder({})).toMatch(/\.local\/state\/holdfast\/rigs$/);
});
