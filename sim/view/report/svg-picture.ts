/**
 * SVG picture: the timeline of one run as a file of its own, with the names of its lanes.
 */

import { nameOf, type Recording } from '../export/signals.ts';
import { escapeHtml } from './html.ts';
import { pictureStyle } from './style.ts';
import { drawTimeline, WIDTH } from './timeline.ts';

/** Space for the names of the lanes, and around everything. */
const NAMES = 112;
const MARGIN = 12;
/** Title, and the verdict below it. */
const TITLE = 44;

/** The pattern of a window that was missed, and of one that forbids. */
export const hatch =
  '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0v5"/></pattern></defs>';

function verdictOf(recording: Recording): string {
  const { failure, checks } = recording;
  if (failure !== null) return `line ${failure.line}: ${failure.message}`;
  return checks.length === 0 ? '' : `kept, ${checks.length} checks`;
}

/** Draws a run as one SVG file that needs nothing else. Everything in it is from the trace. */
export function writeSvg(recording: Recording): string {
  const { labels, svg } = drawTimeline(recording);
  let bottom = 0;
  const names = labels.map(({ text, height }) => {
    const y = bottom + height / 2 + 4;
    bottom += height;
    return text === ''
      ? ''
      : `<text class="lane" x="${NAMES - 8}" y="${y}">${escapeHtml(text)}</text>`;
  });
  const inner = Number(/height="(\d+)"/.exec(svg)?.[1] ?? bottom);
  const width = MARGIN + NAMES + WIDTH + MARGIN;
  const height = TITLE + inner + MARGIN;
  const title = escapeHtml(nameOf(recording));
  // The timeline stands inside as it is in a report; there the page gives the namespace.
  const timeline = svg.replace(
    '<svg ',
    `<svg x="${MARGIN + NAMES}" y="${TITLE}" overflow="visible" `,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<title>${title}</title><style>${escapeHtml(pictureStyle)}</style>${hatch}` +
    `<text class="title" x="${MARGIN}" y="20">${title}</text>` +
    `<text class="why" x="${MARGIN}" y="37">${escapeHtml(verdictOf(recording))}</text>` +
    `<g transform="translate(${MARGIN} ${TITLE})">${names.join('')}</g>${timeline}</svg>\n`
  );
}
