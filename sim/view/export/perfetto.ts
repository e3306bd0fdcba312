/**
 * Perfetto: Chrome's trace events, for ui.perfetto.dev and chrome://tracing.
 *
 * States are slices, voltages are counters, expectations are asynchronous slices as long as their
 * windows, what happened at an instant is an instant.
 */

import type { Check } from '../../scenario/result.ts';
import { durationUs, marksOf, nameOf, type Recording, type Signal, signalsOf } from './signals.ts';

type Entry = Record<string, unknown>;

const processes = ['story', 'firmware', 'board', 'world', 'probe'] as const;
const pidOf = (from: (typeof processes)[number]): number => processes.indexOf(from) + 1;

/** Rows of the story's process. */
const STORY_TIDS = { action: 1, person: 2, answer: 3, hazard: 4, failure: 5 };

/** Rows stand in the order of the vocabulary, not of their names. */
function sortIndex(pid: number, tid: number): Entry {
  return { ph: 'M', ts: 0, pid, tid, name: 'thread_sort_index', args: { sort_index: tid } };
}

function metadata(pid: number, tid: number, what: string, name: string): Entry {
  return { ph: 'M', ts: 0, pid, tid, name: what, args: { name } };
}

/** A bit is a slice while it is set; words are slices one after the other. */
function slices(signal: Signal, tid: number, lengthUs: number): Entry[] {
  const pid = pidOf(signal.from);
  const entries = [metadata(pid, tid, 'thread_name', signal.name), sortIndex(pid, tid)];
  signal.changes.forEach((change, i) => {
    if (signal.shape === 'bit' && change.value === 0) return;
    const untilUs = signal.changes[i + 1]?.atUs ?? lengthUs;
    const dur = untilUs - change.atUs;
    entries.push({ ph: 'X', ts: change.atUs, dur, pid, tid, name: change.word, cat: signal.name });
  });
  return entries;
}

function counter(signal: Signal): Entry[] {
  const pid = pidOf(signal.from);
  const name = `${signal.name} (${signal.unit})`;
  return signal.changes.map(({ atUs, value }) => ({
    ph: 'C',
    ts: atUs,
    pid,
    name,
    args: { [signal.unit]: value },
  }));
}

/** An expectation from where its window opens to where it closes. */
function windowOf(check: Check, id: number, startUs: number, lengthUs: number): Entry[] {
  const fromUs = check.fromUs - startUs;
  const opensUs = fromUs + check.notBeforeUs;
  const closesUs = check.limitUs === null ? check.atUs - startUs : fromUs + check.limitUs;
  const common = { pid: pidOf('story'), tid: 0, id, cat: 'window', name: check.text };
  const args = { line: check.line, passed: check.passed, measuredUs: check.measuredUs };
  return [
    { ph: 'b', ts: opensUs, ...common, args },
    { ph: 'e', ts: Math.min(closesUs, lengthUs), ...common },
  ];
}

function instants(recording: Recording): Entry[] {
  const pid = pidOf('story');
  return marksOf(recording).map(({ atUs, kind, text }) => {
    // A violation runs through every row; all other events are in their own.
    const isViolation = kind === 'hazard' || kind === 'failure';
    const s = isViolation ? 'g' : 't';
    return { ph: 'i', ts: atUs, pid, tid: STORY_TIDS[kind], s, name: text, cat: kind };
  });
}

export function writePerfetto(recording: Recording): string {
  const signals = signalsOf(recording);
  const lengthUs = durationUs(recording);
  const names = processes.map((name, i) => metadata(i + 1, 0, 'process_name', name));
  const rows = Object.entries(STORY_TIDS).map(([name, tid]) =>
    metadata(pidOf('story'), tid, 'thread_name', name),
  );
  const states = signals
    .filter((signal) => signal.shape !== 'number')
    .flatMap((signal, i) => slices(signal, i + 1, lengthUs));
  const counters = signals.filter((signal) => signal.shape === 'number').flatMap(counter);
  const windows = [...recording.checks, ...recording.watches].flatMap((check, i) =>
    windowOf(check, i + 1, recording.startUs, lengthUs),
  );
  const traceEvents = [
    ...names,
    ...rows,
    ...states,
    ...counters,
    ...windows,
    ...instants(recording),
  ];
  const otherData = { scenario: nameOf(recording), file: recording.scenario.file };
  const entries = traceEvents.map((entry) => JSON.stringify(entry)).join(',\n');
  return `{"displayTimeUnit":"ms","otherData":${JSON.stringify(otherData)},"traceEvents":[\n${entries}\n]}\n`;
}
