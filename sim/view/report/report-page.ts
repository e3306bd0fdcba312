/**
 * Report page: a whole report in one file, which opens offline and prints.
 */

import { writeInstant } from './axis.ts';
import { escapeHtml } from './html.ts';
import { script } from './script.ts';
import { type Section, signs, type Verdict } from './section.ts';
import { style } from './style.ts';
import { hatch } from './svg-picture.ts';

export interface ReportHead {
  readonly title: string;
  /** Where and with what it was run: the build, the machine or the rig, the day. Each is one line. */
  readonly about: readonly string[];
}

/** All runs of one file; a sweep has many. */
interface Group {
  readonly sections: Section[];
  /** The gravest outcome of them. */
  readonly kind: Verdict['kind'];
}

/** Failures come first, then inconclusive runs. */
const order: readonly Verdict['kind'][] = ['fail', 'open', 'pass'];

function groupByFile(sections: readonly Section[]): Group[] {
  const groups = new Map<string, Section[]>();
  for (const section of sections) {
    const key = `${section.file}\0${section.title}`;
    groups.set(key, [...(groups.get(key) ?? []), section]);
  }
  const all = [...groups.values()].map((ours): Group => {
    const kind = order.find((one) => ours.some(({ verdict }) => verdict.kind === one)) ?? 'pass';
    return { sections: ours, kind };
  });
  return order.flatMap((kind) => all.filter((group) => group.kind === kind));
}

/** One group on the page: its line in the list, and everything about it. */
interface Drawn {
  readonly group: Group;
  readonly row: string;
  readonly article: string;
}

function folderOf({ sections }: Group): string {
  const file = sections[0]?.file ?? '';
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : 'here';
}

const percent = (share: number | null): string =>
  share === null ? '–' : `${Math.round(share * 100)} %`;

function tightestOf(sections: readonly Section[]): number | null {
  const shares = sections.map(({ tightest }) => tightest).filter((share) => share !== null);
  return shares.length === 0 ? null : Math.max(...shares);
}

/** `3 pass`, `1 of 20 FAIL`: the gravest outcome with its number. */
function countOf({ sections, kind }: Group): string {
  const ours = sections.filter(({ verdict }) => verdict.kind === kind);
  const word = ours[0]?.verdict.word ?? '';
  if (sections.length === 1) return word;
  return ours.length === sections.length
    ? `${ours.length} ${word}`
    : `${ours.length} of ${sections.length} ${word}`;
}

function drawRow(group: Group, index: number): string {
  const { sections, kind } = group;
  const title = escapeHtml(sections[0]?.title ?? '');
  const length = Math.max(...sections.map(({ lengthUs }) => lengthUs));
  const tightest = kind === 'fail' ? 'missed' : percent(tightestOf(sections));
  return (
    `<tr data-of="r${index}"><td><b class="${kind}">${signs[kind]}</b></td><td><a href="#r${index}">${title}</a></td>` +
    `<td>${escapeHtml(countOf(group))}</td><td>${length === 0 ? '–' : writeInstant(length)}</td><td>${tightest}</td></tr>`
  );
}

const drawVariant = ({ verdict, variant, html }: Section): string =>
  `<details class="more"><summary>${signs[verdict.kind]} ${escapeHtml(variant)}</summary>${html}</details>`;

/**
 * The first run with the gravest outcome is shown, or else the one nearest to a limit; the others of a sweep
 * are collapsed.
 */
function drawGroup({ sections, kind }: Group, index: number): string {
  const gravest = sections.filter(({ verdict }) => verdict.kind === kind);
  const tightest = tightestOf(sections);
  const nearest = sections.find((section) => section.tightest === tightest);
  const shown = (kind === 'pass' ? nearest : gravest[0]) ?? sections[0];
  const others = sections.filter((section) => section !== shown);
  const word =
    kind === 'pass' ? 'all passed' : `${gravest.length - 1} of them ${gravest[0]?.verdict.word}`;
  const rest =
    others.length === 0
      ? ''
      : `<details class="others"><summary>${others.length} more of this sweep, ${escapeHtml(word)}</summary>${others.map(drawVariant).join('')}</details>`;
  const file = escapeHtml(sections[0]?.file ?? '');
  return `<article id="r${index}" data-kind="${kind}" data-file="${file}">${shown?.html}${rest}</article>`;
}

function drawSummary(sections: readonly Section[]): string {
  const fact = (value: string, what: string, kind = ''): string =>
    `<div class="${kind}"><b>${value}</b><span>${what}</span></div>`;
  const counted = order.flatMap((kind) => {
    const count = sections.filter(({ verdict }) => verdict.kind === kind).length;
    const what = { fail: 'failed', open: 'say nothing yet', pass: 'passed' }[kind];
    return count === 0 ? [] : [fact(`${signs[kind]} ${count}`, what, kind)];
  });
  const virtualUs = sections.reduce((sum, { lengthUs }) => sum + lengthUs, 0);
  const checks = sections.reduce((sum, section) => sum + section.checks, 0);
  const facts = [
    fact(String(checks), 'expectations'),
    fact(writeInstant(virtualUs), 'of their time'),
  ];
  return `<div class="facts">${counted.join('')}${facts.join('')}</div>`;
}

const legend = `<details class="legend"><summary>How to read the pictures</summary>
<p>Time runs to the right and is compressed: the width of an interval without events follows the logarithm of its length.
Between two events it is linear. Point at a picture to read the time; point at a shape to read what it is.</p>
<ul>
<li><svg width="34" height="14"><rect class="w1" x="1" y="1" width="32" height="12" rx="2"/></svg> a window: the expectation had to be met here; the wedge is where it was</li>
<li><svg width="34" height="14"><rect class="w2" x="1" y="1" width="32" height="12" rx="2"/></svg> the condition had to hold here</li>
<li><svg width="34" height="14"><path class="w3" d="M1 9h32v4h-32z"/></svg> the condition must never hold here</li>
<li><svg width="34" height="14"><path class="w4" d="M17 0v14m-5-12l10 10m0-10l-10 10"/></svg> the instant of the failure; its window is hatched</li>
<li><span class="box live">live</span> <span class="box active">active</span> <span class="box good">released</span> <span class="box bad">fault</span> <span class="box">at rest</span></li>
</ul></details>`;

const table = (rows: readonly string[]): string =>
  '<table class="index"><thead><tr><td></td><th>scenario</th><th>verdict</th><th>length</th>' +
  '<th title="the largest share of its window that any expectation needed">tightest window</th></tr></thead>' +
  `<tbody>${rows.join('\n')}</tbody></table>`;

/** A page with so few scenarios shows all of them. */
const FEW = 10;

/** Everything that passed, a folder after the other; collapsed, because there is nothing to do about it. */
function drawPassed(passed: readonly Drawn[], isOpen: boolean): string {
  const folders = new Map<string, Drawn[]>();
  for (const one of passed) {
    const folder = folderOf(one.group);
    folders.set(folder, [...(folders.get(folder) ?? []), one]);
  }
  const parts = [...folders].map(([folder, ours]) => {
    const count = ours.reduce((sum, { group }) => sum + group.sections.length, 0);
    const tightest = percent(tightestOf(ours.flatMap(({ group }) => group.sections)));
    return (
      `<details class="folder"${isOpen ? ' open' : ''}><summary><b class="pass">${signs.pass}</b> ` +
      `<h2>${escapeHtml(folder)}</h2> <span class="dim">${count} passed, tightest window ${tightest}</span></summary>` +
      `${table(ours.map(({ row }) => row))}${ours.map(({ article }) => article).join('\n')}</details>`
    );
  });
  return parts.join('\n');
}

/** What did not pass stands first, with everything in sight. */
function drawGroups(groups: readonly Group[]): string {
  const drawn = groups.map((group, i) => ({
    group,
    row: drawRow(group, i),
    article: drawGroup(group, i),
  }));
  const others = drawn.filter(({ group }) => group.kind !== 'pass');
  const passed = drawn.filter(({ group }) => group.kind === 'pass');
  const first =
    others.length === 0
      ? ''
      : `<section class="folder"><h2>What did not pass</h2>${table(others.map(({ row }) => row))}` +
        `${others.map(({ article }) => article).join('\n')}</section>`;
  return first + drawPassed(passed, groups.length <= FEW);
}

/** Writes the whole file. */
export function writePage(head: ReportHead, sections: readonly Section[]): string {
  const groups = groupByFile(sections);
  const about = head.about.map((line) => `<span>${escapeHtml(line)}</span>`).join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeHtml(head.title)}</title>
<style>${style}</style></head>
<body>
<svg width="0" height="0" aria-hidden="true" style="position:absolute">${hatch}</svg>
<header><h1>${escapeHtml(head.title)}</h1><p class="about">${about}</p>${drawSummary(sections)}</header>
<nav><input id="filter" type="search" placeholder="Filter by name or file" aria-label="Filter by name or file">
<label><input id="failed" type="checkbox"> only what did not pass</label></nav>
<main>${legend}
${drawGroups(groups)}</main>
<output id="time" hidden></output>
<script>${script}</script>
</body></html>
`;
}
