/**
 * Stand-ins for the tools of libgpiod: they write down what they are told and never touch a pin.
 */

import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StandInTools {
  /** Where they are, with a slash at its end. */
  readonly bin: string;
  /** Everything that they were told until now. */
  told(): string;
}

/**
 * @param monitor what gpiomon does, in the words of a shell, before it waits
 * @param levels what gpioget says
 */
export function standInTools(
  folder: string,
  version: string,
  monitor: string,
  levels = '1',
): StandInTools {
  const bin = mkdtempSync(join(folder, 'bin-'));
  const log = join(bin, 'log');
  const tool = (name: string, body: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  tool(
    'gpioset',
    `if [ "$1" = --version ]; then echo "gpioset (libgpiod) ${version}"; exit 0; fi
echo "gpioset $*" >> ${log}
case "$1" in --*) ;; *) exit 0 ;; esac
trap 'exit 0' TERM
while read -r line; do echo "$line" >> ${log}; [ "$line" = exit ] && exit 0; done
echo "nobody tells any more" >> ${log}`,
  );
  tool('gpioget', `echo "gpioget $*" >> ${log}\necho ${levels}`);
  tool('gpiomon', `echo "gpiomon $*" >> ${log}\n${monitor}\nexec /bin/sleep 20`);
  return {
    bin: `${bin}/`,
    told: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
  };
}

/**
 * The tools of libgpiod 2.x, as far as they are used, at pins behind a socket: `set OFFSET=0|1…`, `get OFFSET…`
 * (answered with the levels), `watch` (every edge from then on, as `OFFSET EDGE SECONDS`).
 *
 * @param first the levels that gpioget reads the first time, where they are those of a moment ago
 * @returns the folder where they are
 */
export function wiredTools(folder: string, socket: string, first = ''): string {
  const bin = mkdtempSync(join(folder, 'bin-'));
  const read = JSON.stringify(join(bin, 'read'));
  const tool = (name: string, body: string): void => {
    const head = `#!${process.execPath}
const socket = require('node:net').connect(${JSON.stringify(socket)});
const words = process.argv.slice(2);`;
    writeFileSync(join(bin, name), `${head}\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  tool(
    'gpioset',
    `if (words[0] === '--version') { console.log('gpioset (libgpiod) v2.1.2'); process.exit(0); }
socket.write('set ' + words.filter((word) => word.includes('=')).join(' ') + '\\n');
process.stdin.on('data', (text) => socket.write(String(text).replaceAll('exit\\n', '')));
process.stdin.on('end', () => socket.end());
socket.on('close', () => process.exit(0));`,
  );
  tool('gpiomon', `socket.write('watch\\n'); socket.pipe(process.stdout);`);
  tool(
    'gpioget',
    `const fs = require('node:fs');
const isOld = ${first !== ''} && !fs.existsSync(${read});
fs.writeFileSync(${read}, '');
socket.write('get ' + words.slice(3).join(' ') + '\\n');
socket.on('data', (text) => { process.stdout.write(isOld ? '${first}\\n' : text); socket.end(); });`,
  );
  return bin;
}
