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
