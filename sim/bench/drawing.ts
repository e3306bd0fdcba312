/**
 * Drawing: the common style of the figures, in light and dark, readable on a phone.
 *
 * A picture has its own background, because a dark page may show it to a reader whose system is light, and
 * the other way round.
 */

export const WIDTH = 640;
/** The left and right ends of the plots. */
export const LEFT = 150;
export const RIGHT = WIDTH - 24;

const style = `
svg{--bg:#fff;--fg:#1b1f24;--dim:#57606a;--line:#d8dee4;--own:#0072b2;--other:#57606a;--bad:#b53d00;--second:#b96a00}
@media(prefers-color-scheme:dark){svg{--bg:#14171b;--fg:#e6e9ed;--dim:#9ba5b0;--line:#363c44;--own:#6cbdf0;--other:#9ba5b0;--bad:#ff8f5a;--second:#f0b040}}
text{fill:var(--fg);font:14px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
.ground{fill:var(--bg);stroke:var(--line)}.head{font-size:16px;font-weight:600}.note,.axis{fill:var(--dim);font-size:12.5px}
.axis{text-anchor:middle}.name{text-anchor:end}.own{fill:var(--own);font-weight:600}.bad{fill:var(--bad)}.end{text-anchor:end}
.grid{stroke:var(--line);fill:none}.limit{stroke:var(--own);stroke-dasharray:3 2;fill:none}
.dot{fill:var(--own);fill-opacity:.35}.range{stroke:var(--other);stroke-width:2;fill:none}.middle{fill:var(--other)}
.bar{fill:var(--other);fill-opacity:.45}.bar.own{fill:var(--own);fill-opacity:1}
.curve{fill:none;stroke:var(--own);stroke-width:2.4}.curve.second{stroke:var(--second);stroke-dasharray:7 3}.text.second{fill:var(--second);font-weight:600}
`.replaceAll('\n', '');

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

export function write(kind: string, x: number, y: number, text: string): string {
  return `<text class="${kind}" x="${round(x)}" y="${round(y)}">${escapeText(text)}</text>`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** @param what a description of the picture in one sentence, for readers who cannot see it */
export function frame(
  what: string,
  height: number,
  parts: readonly string[],
  width = WIDTH,
): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">\n` +
    `<title>${escapeText(what)}</title><style>${style}</style>\n` +
    `<rect class="ground" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>\n` +
    `${parts.join('\n')}\n</svg>\n`
  );
}
