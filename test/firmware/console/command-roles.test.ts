/** Command roles: who may ask for what, once commissioning has ended. */
import { expect, test } from 'vitest';
import { Role } from '../../../firmware/storage/access.ts';
import { typing } from '../../support/typing.ts';

/** What only the owner, or the installer, may ask for; everything else is a driver's as well. */
const owners = ['key owner none', 'set release-delay 2 s', 'limit 16 A'];
const installers = ['service end', 'commission end', 'set burst 2', 'key installer none'];

test('every command belongs to a driver, but for those of the owner and the installer', () => {
  const names = typing()
    .type('help')
    .map((line) => /^ok ([a-z]+)/.exec(line)?.[1] ?? '');
  const drivers = names.filter((name) => !['key', 'service', 'commission'].includes(name));
  expect(drivers).toHaveLength(20);
  for (const [granted, allowed, refused] of [
    [Role.Driver, drivers, [...owners, ...installers]],
    [Role.Owner, [...drivers, ...owners], installers],
    [Role.Installer, [...drivers, ...owners, ...installers], []],
  ] as const) {
    const as = (line: string): string => {
      const { charger, type } = typing();
      Object.assign(charger.access, { isCommissioned: true, granted, grantedAtMs: 0 });
      return type(line, 2)[0] ?? '';
    };
    for (const line of allowed) expect(as(line), line).not.toMatch(/^error only/);
    for (const line of refused) expect(as(line), line).toMatch(/^error only the/);
  }
});
