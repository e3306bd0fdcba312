/**
 * Section: one run in the report: verdict, picture, actions, expectations, the driver's messages.
 */

import type { Check, Result } from '../../scenario/result.ts';
import type { Scenario } from '../../scenario/statement.ts';
import { durationUs, type Recording } from '../export/signals.ts';
import { wordsIn } from '../words/language.ts';
import { writeInstant, writeSpan } from './axis.ts';
import { driverMessagesOf } from './driver-messages.ts';
import { escapeHtml } from './html.ts';
import { deedsOf, drawTimeline, MOST_LINES } from './timeline.ts';

/** The outcome, in one word. */
export interface Verdict {
  /** Open means that nothing is known about the product: skipped, inconclusive, a bench error. */
  readonly kind: 'pass' | 'fail' | 'open';
  readonly word: string;
  /** The reason, where the trace does not contain it. */
  readonly note: string;
}

/** The part of a run that a report shows. It comes from the simulator or from a bench. */
export interface ReportItem {
  readonly scenario: Pick<Scenario, 'file' | 'title' | 'variant' | 'why' | 'lines'>;
  /** Null where nothing was run. */
  readonly result: Result | null;
  readonly verdict: Verdict;
  /** The command that runs it again. */
  readonly repeat: string;
}

/** A run that passed, or failed, and nothing else. */
export function itemOf(result: Result, repeat: string): ReportItem {
  const { scenario, passed } = result;
  const verdict: Verdict = passed
    ? { kind: 'pass', word: 'pass', note: '' }
    : { kind: 'fail', word: 'FAIL', note: '' };
  return { scenario, result, verdict, repeat };
}

/** A sign in addition to every colour. */
export const signs: Readonly<Record<Verdict['kind'], string>> = { pass: '✓', fail: '✗', open: '○' };

/** One run, drawn; small enough to keep after the trace is discarded. */
export interface Section {
  readonly file: string;
  readonly title: string;
  readonly variant: string;
  readonly verdict: Verdict;
  readonly lengthUs: number;
  readonly checks: number;
  /** The largest share of its window that any expectation needed; null without one. */
  readonly tightest: number | null;
  readonly message: string;
  readonly html: string;
}

/** The share of its window after which an expectation was met. */
function shareOf(check: Check): number | null {
  const { kind, measuredUs, limitUs } = check;
  if (kind !== 'expect' || measuredUs === null || limitUs === null || limitUs === 0) return null;
  return measuredUs / limitUs;
}

function tightestOf(result: Result): number | null {
  const shares = result.checks.map(shareOf).filter((share) => share !== null);
  return shares.length === 0 ? null : Math.max(...shares);
}

function windowText({ kind, notBeforeUs, limitUs }: Check): string {
  if (limitUs === null) return 'all along';
  if (kind !== 'expect') return `for ${writeSpan(limitUs)}`;
  if (notBeforeUs === 0) return `≤ ${writeSpan(limitUs)}`;
  return `${writeSpan(notBeforeUs)} … ${writeSpan(limitUs)}`;
}

function drawCheck(check: Check): string {
  const share = shareOf(check);
  const verdict = check.passed ? '✓' : '✗';
  const measured =
    check.kind === 'expect' && check.measuredUs !== null ? writeSpan(check.measuredUs) : '';
  const bar =
    share === null
      ? ''
      : `<i class="bar"><i style="width:${Math.min(100, Math.round(share * 100))}%"></i></i>`;
  const text = check.text.replace(/^expect | for$/g, '');
  const kind = check.kind === 'never' ? '' : check.kind === 'hold' ? 'stays ' : '';
  return (
    `<tr class="${check.passed ? 'ok' : 'no'}"><td>${verdict}</td><td>${check.line}</td>` +
    `<td>${kind}${escapeHtml(text)}</td><td>${windowText(check)}</td><td>${measured}</td><td>${bar}</td></tr>`
  );
}

function drawChecks(result: Result): string {
  const checks = [...result.checks, ...result.watches];
  if (checks.length === 0) return '<p class="dim">Nothing was expected.</p>';
  return (
    '<table class="checks"><thead><tr><td></td><th>line</th><th>expected</th><th>window</th>' +
    `<th>after</th><th>of the window</th></tr></thead><tbody>${checks.map(drawCheck).join('')}</tbody></table>`
  );
}

const andMore = (count: number): string =>
  count > MOST_LINES ? `<dt></dt><dd class="dim">and ${count - MOST_LINES} more</dd>` : '';

function drawSteps(steps: readonly string[]): string {
  const list = steps.map((step) => `<li>${escapeHtml(step)}</li>`).join('');
  return list === '' ? '' : `<ol>${list}</ol>`;
}

function drawMessages(recording: Recording): string {
  const told = driverMessagesOf(recording);
  if (told.length === 0) return '';
  const { leave } = wordsIn('en').labels;
  const lines = told.slice(0, MOST_LINES).map(({ atUs, text, steps, leaving }) => {
    const away =
      leaving.length === 0 ? '' : `<div>${escapeHtml(leave)}:</div>${drawSteps(leaving)}`;
    const todo = `${drawSteps(steps)}${away}`;
    return `<dt>${writeInstant(atUs)}</dt><dd>${escapeHtml(text)}${todo}</dd>`;
  });
  return `<div><h4>What the driver saw</h4><dl>${lines.join('')}${andMore(told.length)}</dl></div>`;
}

function drawDone(recording: Recording): string {
  const deeds = deedsOf(recording);
  if (deeds.length === 0) return '';
  const lines = deeds
    .slice(0, MOST_LINES)
    .map(
      ({ number, atUs, texts }) =>
        `<dt><b class="no">${number}</b> ${writeInstant(atUs)}</dt><dd>${escapeHtml(texts.join('; '))}</dd>`,
    );
  return `<div><h4>What was done</h4><dl>${lines.join('')}${andMore(deeds.length)}</dl></div>`;
}

/** The lines of the scenario around the failed one. */
function linesAround(result: Result, line: number): string {
  if (line === 0) return '';
  const from = Math.max(1, line - 2);
  const lines = result.scenario.lines.slice(from - 1, line + 2).map((text, i) => {
    const row = `${String(from + i).padStart(4)} │ ${escapeHtml(text)}`;
    return from + i === line ? `<b>${row}</b>` : row;
  });
  return `<pre>${lines.join('\n')}</pre>`;
}

function drawFailure({ result, verdict, repeat }: ReportItem): string {
  const command = `<p class="repeat"><code>${escapeHtml(repeat)}</code></p>`;
  const note = verdict.note === '' ? '' : `<p class="note">${escapeHtml(verdict.note)}</p>`;
  if (result === null || result.failure === null) return note + command;
  const { failure, scenario, startUs } = result;
  const place = failure.line > 0 ? `${scenario.file}:${failure.line}` : scenario.file;
  return (
    `${note}<div class="failure"><p><b>✗ ${escapeHtml(failure.message)}</b></p>` +
    `<p class="dim">${escapeHtml(place)} @${writeInstant(failure.atUs - startUs)}</p>` +
    `${linesAround(result, failure.line)}</div>${command}`
  );
}

function drawPicture(recording: Recording): string {
  const { labels, svg } = drawTimeline(recording);
  const names = labels.map(
    ({ text, height }) => `<span style="height:${height}px">${escapeHtml(text)}</span>`,
  );
  const what = escapeHtml(`Timeline of ${recording.scenario.title}`);
  // The picture scrolls sideways on a narrow screen; its labels stay.
  return (
    `<div class="tl"><div class="names">${names.join('')}</div>` +
    `<div class="scroll" tabindex="0" role="img" aria-label="${what}">${svg}</div></div>`
  );
}

/** Draws one run. */
export function drawSection(item: ReportItem): Section {
  const { scenario, result, verdict } = item;
  const { file, title, variant, why } = scenario;
  const lengthUs = result === null ? 0 : durationUs(result);
  const name = variant === '' ? '' : ` <span class="variant">${escapeHtml(variant)}</span>`;
  const word = `<b class="${verdict.kind}">${signs[verdict.kind]} ${escapeHtml(verdict.word)}</b>`;
  const length = result === null ? '' : `, ${writeInstant(lengthUs)}`;
  const shown =
    result === null
      ? ''
      : `${drawPicture(result)}<div class="told">${drawDone(result)}${drawMessages(result)}</div>${drawChecks(result)}`;
  return {
    file,
    title,
    variant,
    verdict,
    lengthUs,
    checks: result === null ? 0 : result.checks.length + result.watches.length,
    tightest: result === null ? null : tightestOf(result),
    message: result?.failure?.message ?? verdict.note,
    html:
      `<h3>${word} ${escapeHtml(title)}${name}</h3>` +
      `<p class="dim">${escapeHtml(why)}${why === '' ? '' : ' '}<span>${escapeHtml(file)}${length}</span></p>` +
      drawFailure(item) +
      shown,
  };
}
