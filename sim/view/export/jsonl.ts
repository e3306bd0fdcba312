/**
 * JSON lines: a head, then every event as it was traced, then every check. For scripts.
 */

import { checkInStory, failureInStory } from '../../scenario/story-time.ts';
import type { Recording } from './signals.ts';

export function writeJsonl(recording: Recording): string {
  const { scenario, startUs, endUs } = recording;
  const failure = failureInStory(recording.failure, startUs);
  const { file, title, why, variant } = scenario;
  const head = { kind: 'run', file, title, why, variant, endUs: endUs - startUs, failure };
  const events = recording.events.map(({ atUs, name, value }) => ({
    kind: 'event',
    atUs: atUs - startUs,
    name,
    value,
  }));
  const checks = [...recording.checks, ...recording.watches].map((check) => ({
    ...checkInStory(check, startUs),
    kind: 'check',
    how: check.kind,
  }));
  return [head, ...events, ...checks].map((line) => `${JSON.stringify(line)}\n`).join('');
}
