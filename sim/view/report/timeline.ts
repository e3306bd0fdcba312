/**
 * Timeline: one run as a picture: actions above, the lanes, the windows over them, time below.
 */

import type { Check } from '../../scenario/result.ts';
import {
  durationUs,
  type Mark,
  marksOf,
  type Recording,
  type Signal,
  signalsOf,
} from '../export/signals.ts';
import { Axis, writeInstant } from './axis.ts';
import { escapeHtml } from './html.ts';
import { drawLane, round } from './lane-drawing.ts';
import { type Lane, laneFor, shownLanes } from './lanes.ts';

export const WIDTH = 960;
const HEAD = 24;
const FOOT = 20;
/** Space for a time below the lanes. */
const LABEL = 64;
/** Space for a number above the lanes. */
const BADGE = 18;
/** Longer lists are cut, in the picture and beside it; the trace has all entries. */
export const MOST_LINES = 40;
/** The largest distance between a number and what it numbers. */
const FARTHEST = 40;

/** The actions of one instant, with their number in the picture. */
export interface Deed {
  readonly number: number;
  readonly atUs: number;
  readonly texts: readonly string[];
}

export function deedsOf(recording: Recording): Deed[] {
  const deeds: Deed[] = [];
  for (const { atUs, kind, text } of marksOf(recording)) {
    if (kind !== 'action') continue;
    const last = deeds[deeds.length - 1];
    if (last !== undefined && last.atUs === atUs) (last.texts as string[]).push(text);
    else deeds.push({ number: deeds.length + 1, atUs, texts: [text] });
  }
  return deeds;
}

/** The window of an expectation, from the start of the story. */
function spanOf(check: Check, recording: Recording): [fromUs: number, toUs: number] {
  const fromUs = check.fromUs - recording.startUs;
  const untilUs = check.limitUs === null ? check.atUs - recording.startUs : fromUs + check.limitUs;
  return [fromUs + check.notBeforeUs, Math.min(untilUs, durationUs(recording))];
}

const allChecks = (recording: Recording): Check[] => [...recording.checks, ...recording.watches];

/** Every instant at which the axis changes its scale. */
function jointsOf(
  recording: Recording,
  signals: readonly Signal[],
  marks: readonly Mark[],
  shown: readonly Lane[],
): Set<number> {
  const joints = new Set<number>();
  for (const { words = [], told = '' } of shown) {
    // Samples of a curve are left out: they would widen the axis.
    const drawn = signals.find(({ name }) => words.includes(name) || name === told);
    for (const { atUs } of drawn?.changes ?? []) joints.add(atUs);
  }
  for (const { atUs } of marks) joints.add(atUs);
  for (const check of allChecks(recording)) {
    for (const us of spanOf(check, recording)) joints.add(us);
    joints.add(check.fromUs - recording.startUs);
  }
  return joints;
}

/** An expectation over its lanes. */
function drawWindow(
  check: Check,
  number: number | null,
  recording: Recording,
  axis: Axis,
  shown: readonly Lane[],
  tops: readonly number[],
): string {
  const [fromUs, toUs] = spanOf(check, recording);
  const x = axis.xOf(fromUs);
  const width = Math.max(3, axis.xOf(toUs) - x);
  const verdict = check.passed ? '' : ' failed';
  const title = `line ${check.line}: ${check.text}${check.passed ? '' : ': FAILED'}, ${writeInstant(fromUs)} to ${writeInstant(toUs)}`;
  const places = [...new Set(check.names.map((name) => laneFor(shown, name)))];
  return places
    .map((place) => {
      const y = (tops[place] as number) + 1;
      const height = (shown[place] as Lane).height - 2;
      const head = `<g class="w ${check.kind}${verdict}"><title>${escapeHtml(title)}</title>`;
      if (check.kind === 'never') {
        return `${head}<path d="M${round(x)} ${y + height - 4}h${round(width)}v5h-${round(width)}z"/></g>`;
      }
      const frame = `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${height}" rx="2"/>`;
      return `${head}${frame}${drawMeasured(check, number, recording, axis, y, height)}</g>`;
    })
    .join('');
}

/** The instant at which it was met, with the check's number. */
function drawMeasured(
  check: Check,
  number: number | null,
  recording: Recording,
  axis: Axis,
  y: number,
  height: number,
): string {
  if (check.measuredUs === null || check.kind !== 'expect' || number === null) return '';
  const x = round(axis.xOf(check.fromUs - recording.startUs + check.measuredUs));
  return `<path class="m" d="M${x} ${y}v${height}m-3.5 ${-height}h7l-3.5 5z"/>`;
}

/** Numbers of the actions, moved apart where they would overlap; left out where they do not fit. */
function drawDeeds(deeds: readonly Deed[], axis: Axis, bottom: number): string {
  let nextX = 0;
  return deeds
    .slice(0, MOST_LINES)
    .map(({ number, atUs, texts }) => {
      const x = round(axis.xOf(atUs));
      const badgeX = Math.min(Math.max(x, nextX + BADGE / 2), axis.width - BADGE / 2);
      if (badgeX < nextX || badgeX - x > FARTHEST) return '';
      nextX = badgeX + BADGE / 2;
      const title = `<title>${escapeHtml(`${writeInstant(atUs)}: ${texts.join('; ')}`)}</title>`;
      return (
        `<path class="d" d="M${round(badgeX)} 17L${x} ${HEAD - 2}V${bottom}"/>` +
        `<g class="n">${title}<circle cx="${round(badgeX)}" cy="8.5" r="8.5"/>` +
        `<text x="${round(badgeX)}" y="12.8">${number}</text></g>`
      );
    })
    .join('');
}

/** Times below: the ends first, then the actions, then the checks, where there is room. */
function drawTimes(axis: Axis, wanted: readonly number[], y: number): string {
  const taken: number[] = [];
  const parts: string[] = [];
  for (const us of wanted) {
    const x = axis.xOf(us);
    if (taken.some((other) => Math.abs(other - x) < LABEL)) continue;
    taken.push(x);
    const anchor = x < LABEL / 2 ? ' class="s"' : x > axis.width - LABEL / 2 ? ' class="e"' : '';
    parts.push(
      `<path class="k" d="M${round(x)} ${y}v4"/>` +
        `<text${anchor} x="${round(x)}" y="${y + 15}">${writeInstant(us)}</text>`,
    );
  }
  return `<g class="x">${parts.join('')}</g>`;
}

function drawFailure(recording: Recording, axis: Axis, bottom: number): string {
  if (recording.failure === null) return '';
  const { atUs, message } = recording.failure;
  const x = round(Math.min(axis.xOf(atUs - recording.startUs), axis.width - 1));
  const crossX = Math.min(x, axis.width - 6);
  return (
    `<g class="f"><title>${escapeHtml(message)}</title><path d="M${x} ${HEAD - 4}V${bottom}"/>` +
    `<path d="M${crossX - 5} ${HEAD - 12}l10 10m0-10l-10 10"/></g>`
  );
}

export interface Timeline {
  readonly labels: readonly { readonly text: string; readonly height: number }[];
  readonly svg: string;
}

/** Draws a run. Everything in it is from the trace. */
export function drawTimeline(recording: Recording): Timeline {
  const signals = signalsOf(recording);
  const marks = marksOf(recording);
  const lengthUs = durationUs(recording);
  const checks = allChecks(recording);
  const shown = shownLanes(
    signals,
    checks.flatMap((check) => check.names),
  );
  const axis = Axis.fold(jointsOf(recording, signals, marks, shown), lengthUs, WIDTH);
  const deeds = deedsOf(recording);
  const tops: number[] = [];
  let bottom = HEAD;
  for (const { height } of shown) {
    tops.push(bottom);
    bottom += height;
  }
  const rows = shown.map(
    (lane, i) =>
      `<g transform="translate(0 ${tops[i]})"><path class="g" d="M0 ${lane.height}H${WIDTH}"/>${drawLane(lane, signals, axis, lengthUs)}</g>`,
  );
  const windows = checks.map((check, i) => drawWindow(check, i + 1, recording, axis, shown, tops));
  const failedUs = recording.failure === null ? [] : [recording.failure.atUs - recording.startUs];
  const measured = recording.checks.map((check) => check.atUs - recording.startUs);
  const times = [0, lengthUs, ...failedUs, ...deeds.map(({ atUs }) => atUs), ...measured];
  const height = bottom + FOOT;
  const svg =
    `<svg width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" data-fold="${foldOf(axis)}">` +
    `${rows.join('')}${drawDeeds(deeds, axis, bottom)}${windows.join('')}` +
    `${drawFailure(recording, axis, bottom)}${drawTimes(axis, times, bottom)}</svg>`;
  const labels = shown.map(({ label, height: laneHeight }) => ({
    text: label,
    height: laneHeight,
  }));
  return { labels: [{ text: '', height: HEAD }, ...labels], svg };
}

/** The axis for the reader's pointer: positions and instants, at most as many as the eye can distinguish. */
function foldOf(axis: Axis): string {
  const every = Math.ceil(axis.instants.length / 150);
  return axis.instants
    .flatMap((us, i) => {
      const isLast = i === axis.instants.length - 1;
      return i % every === 0 || isLast ? [`${round(axis.places[i] as number)} ${us / 1000}`] : [];
    })
    .join();
}
