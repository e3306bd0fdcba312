import { expect, test } from 'vitest';
import { dropUnread } from '../../../build/compiler/unread-fields.mjs';

const own = ['name', 'clears'];

test('a constant that nothing reads is left out of our records', () => {
  const code =
    '(function () { var rows = [{ id: 1, name: "a", clears: 2 }]; seen(rows[0].name); })();';
  expect(dropUnread(code, own)).toBe(code.replace('id: 1, ', '').replace(', clears: 2', ''));
});

test.each([
  ['what is read somewhere', 'var row = { id: 1, name: "a" }; seen(row.id + row.name);'],
  ['what is computed', 'var row = { id: next(), name: "a" }; seen(row.name);'],
  ['what may be for the platform', 'open({ baudrate: 9600, tx: 0 });'],
])('%s stays', (_what, body) => {
  const code = `(function () { ${body} })();`;
  expect(dropUnread(code, own)).toBe(code);
});
