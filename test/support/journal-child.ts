/**
 * Journal child: a process that makes events and tells them, one after the other, until somebody ends it. It says
 * `made N` after an event is kept, `tell N ID` before it waits for the answer to it, and settles it after that.
 */

import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Journal } from '../../bridge/core/journal.ts';

const [path = '', isDraining] = process.argv.slice(2);
const journal = new Journal(path);
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

function make(): void {
  const made = (journal.note<number>('made') ?? 0) + 1;
  journal.add([{ id: randomUUID(), dateMs: 1, kind: 'event', data: { made } }], { made });
  process.stdout.write(`made ${made}\n`);
}

while (isDraining === undefined || journal.next !== null) {
  if (isDraining === undefined) {
    make();
    make();
  }
  const { next } = journal;
  if (next === null) continue;
  process.stdout.write(`tell ${next.data['made']} ${next.id}\n`);
  await answers.next();
  journal.settle(next);
}
process.exit(0);
