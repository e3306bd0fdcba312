/**
 * Wrong uses: every command refuses what it cannot mean, in one message without a stack, with exit code 2, and
 * before it has begun to work.
 */

import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from '../../bin/holdfast.ts';
import { contextFor, useCommand } from '../support/used-command.ts';

const STORY = 'sim/story/4-the-isolator.scenario';

/** By command: what is added to its name; several uses have bars between them. */
const uses: Readonly<Record<string, string>> = {
  story: 'extra',
  live: '--port 99999 | --port many',
  'live build': ' | README.md',
  docs: 'extra',
  sim: ' | plgu',
  'sim run': ` | missing.scenario | --platform z80 ${STORY} | --engine v8 ${STORY} | --chip z80 ${STORY} |
    --chip kaluma --jobs none ${STORY} | --chip kaluma --resume ${STORY} | --tag nosuch ${STORY} |
    --jobs 2 ${STORY} | --long ${STORY} | --most 2 ${STORY} | --resume ${STORY} | --board pico ${STORY} |
    --chip kaluma --junit x.xml ${STORY} | --chip kaluma --engine jerry ${STORY} | --engine quickjs --json x ${STORY} |
    --engine quickjs --variant x ${STORY} | --engine quickjs --last-failed ${STORY} |
    --variant nosuch ${STORY} | --junit missing/x.xml ${STORY} | --json test ${STORY} | --summary missing/x ${STORY}`,
  'sim list': 'missing | --tag nosuch',
  'sim play': ' | missing',
  'sim inject': 'extra',
  'sim words': 'extra',
  'sim export': ` | missing.scenario | ${STORY} --format nosuch | ${STORY} --out missing/x.vcd |
    ${STORY} --variant nosuch | sim/story`,
  'sim report': 'nosuchname | --out missing/x.html',
  'sim hashes': `missing | ${STORY} --against missing.json | ${STORY} --against README.md`,
  wiring: ' | plgu',
  'wiring bom': 'extra',
  'wiring spice': 'extra',
  completion: ' | tcsh | bash extra',
  board: ' | plgu',
  'board check':
    ' | nosuch | pico --platform z80 | pico --platform kaluma --platform espruino | pico --svg missing/x.svg',
  'board list': 'extra',
  'board new': ` | pico | my board | missing/x.ts | README.md | mine --from nosuch |
    mine --from jig-pico`,
  flash: `--platform z80 | --role car | --board nosuch --socket-empty | --file missing.js |
    --file README.md --socket-empty | --verify-key missing.pem --socket-empty`,
  sign: ` | missing.js | README.md --key x.pem | missing.js --key missing.pem`,
  doctor: `--sim --fault nosuch | --fault diode | --baud-rate fast --port /dev/null | --board nosuch |
    --sim --baud-rate abc | --sim --baud-rate 9600 | --sim --key-file missing | --board linux-pi --baud-rate 9600 |
    --board linux-pi --key-file missing | --ports --sim | --fault list --port /dev/null |
    --sim --fault lock-dead --fault mirror-wire-cut | --sim --verify-key missing.pem | --sim --file README.md | --sim --port /dev/null | --board linux-pi --port /dev/null`,
  card: '--size a9 | --language xx | --out missing/x.html | extra',
  display: ` | --sim missing | --sim ${STORY} --language xx | --sim ${STORY} --speed none |
    --sim ${STORY} --port /dev/null | --sim ${STORY} --baud-rate 9600 | --board linux-pi --baud-rate 9600 |
    --sim ${STORY} --once | --board nosuch | --port /dev/null --baud-rate fast`,
  bridge: ` | --demo | --sim --port /dev/null | --sim --baud-rate 9600 | --port /dev/null | --sim --config missing.json |
    --sim --config README.md | --port /dev/null --config x.json --baud-rate fast | --board nosuch`,
  explain: ' | nosuch | release-jam --language xx',
  messages: '--out missing/x.html | extra',
  size: ' | plgu',
  'size capacitor': ` | --lock nosuch | --lock hella-1 --idle much | --lock hella-1 --strokes 0 |
    --lock hella-1 --strokes 2.5 | --lock hella-1 --least 12 | --lock harting-magnetic --strokes 2.5 |
    --lock hella-1 --lock ratio`,
  hil: ' | plgu',
  'hil run': ` | ${STORY} --rig missing.json | ${STORY} --repeat no | ${STORY} --repeat 0 |
    ${STORY} --pattern nosuch | ${STORY} --tag nosuch | ${STORY} --shard 9/3 | ${STORY} --shuffle x |
    ${STORY} --flash | ${STORY} --timeout x | ${STORY} --timeout 0 | ${STORY} --retries 1e2 | ${STORY} --summary missing/x | ${STORY} --out README.md`,
  'hil check': '--rig missing.json | --rig README.md',
  'hil bring-up': '--rig missing.json | --board nosuch',
  'hil link': '--steps none | --json missing/x.json',
  'hil ports': 'extra',
  'hil console': ' | /dev/null --baud-rate fast',
  'hil linux': '--board nosuch | --role car',
  replay: ' | missing | docs',
  explore:
    '--set nosuch | --group nosuch | --threads none | --states none | --within none | --shard 5/2 | --out README.md',
  evidence: '--threads none | --run --shard 5/2 | --from README.md',
  fmea: '--threads none | --shard 5/2 | --pairs --write | --out README.md',
  fuzz: '--seeds none | --from none | --threads none | --shard 9/3 | --out README.md',
  coverage: '--out README.md | more',
  sweep: 'missing | --every none | --threads 0 | --shard no | --out README.md',
  merge: ' | missing | docs | docs --out README.md',
  campaign: '--threads none | --from missing | --out README.md',
  mutants: '--file nosuchfile | --threads none | --shard 9/1 | --out README.md | --from missing',
  bench: ' | plgu',
  'bench reaction': `--phases 0 | --platform z80 | --json missing/x.json | --draw README.md`,
  'bench sim': '--json missing/x.json',
  'bench live': '--json missing/x.json',
  'bench start': 'extra',
  'bench engines': '--ticks none | --json missing/x.json',
  'bench loss': ' | --chip z80',
  'bench cuts': ' | --chip z80',
  'bench flips': ` | --chip z80 | --chip kaluma --flips none | --chip kaluma --check 4 |
    --chip espruino --desk`,
  'bench reflex': ' | --chip z80',
  'bench flood': ' | --chip z80',
  'bench ticks': ' | --chip z80',
  'bench names': 'extra',
  'bench wear': 'extra',
};

const context = contextFor([], () => undefined);

/** The full names of all commands, groups included. */
function namesIn(parent: Command, before = ''): string[] {
  return parent.commands.flatMap((command) => {
    const name = `${before}${command.name()}`;
    return [name, ...namesIn(command, `${name} `)];
  });
}

test('every command has its wrong uses here', () => {
  expect(Object.keys(uses).sort()).toEqual(namesIn(createProgram(context)).sort());
});

for (const [name, list] of Object.entries(uses)) {
  // Whatever the command takes, no command takes this.
  for (const words of [...list.split('|'), '--plgu']) {
    const line = `${name} ${words.trim()}`.trim();
    test(`holdfast ${line}`, async () => {
      const { code, text } = await useCommand(line);
      expect([code, text]).toEqual([2, expect.stringMatching(/\S/)]);
      expect(text).not.toMatch(/^ +at /m);
    });
  }
}
