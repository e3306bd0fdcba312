/**
 * Progress of long work, on a terminal only.
 */

import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  step(by?: number): void;
  /** A note beside the bar. */
  say(text: string): void;
  stop(): void;
}

const silent: Progress = { step: () => undefined, say: () => undefined, stop: () => undefined };

export function createProgress(what: string, total: number): Progress {
  if (process.stderr.isTTY !== true || total < 20) return silent;
  const bar = new SingleBar(
    {
      format: `${what} {bar} {value}/{total} {eta_formatted} {text}`,
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_grey,
  );
  bar.start(total, 0, { text: '' });
  return {
    step: (by = 1) => bar.increment(by),
    say: (text) => bar.update({ text }),
    stop: () => bar.stop(),
  };
}
