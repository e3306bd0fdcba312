/**
 * Kit: the symbols that the schematics are drawn with, as SVG. Light and dark by the reader's own choice.
 */

type Point = readonly [number, number];

const style = `
  .w, .s { stroke: #1f2937; stroke-width: 1.6; fill: none; stroke-linecap: round; stroke-linejoin: round }
  .s { fill: #ffffff }
  .f { fill: #1f2937; stroke: none }
  .z { stroke: #b45309; stroke-width: 1.4; stroke-dasharray: 5 4; fill: none }
  text { fill: #1f2937; font: 13px system-ui, sans-serif }
  .n { fill: #1d4ed8; font-weight: 600 }
  .r { fill: #b45309 }
  .q { font-size: 10px }
  .p { fill: #ffffff }
  @media (prefers-color-scheme: dark) {
    .w, .s { stroke: #e5e7eb } .s { fill: #0d1117 } .f { fill: #e5e7eb }
    .z { stroke: #fbbf24 } text { fill: #e5e7eb } .n { fill: #93c5fd } .r { fill: #fbbf24 } .p { fill: #0d1117 }
  }`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function sheet(
  width: number,
  height: number,
  title: string,
  parts: readonly string[],
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<style>${style}
</style>
<rect class="p" width="${width}" height="${height}"/>
${parts.join('\n')}
</svg>
`;
}

export function wire(...points: readonly Point[]): string {
  return `<polyline class="w" points="${points.map(([x, y]) => `${x},${y}`).join(' ')}"/>`;
}

export function dot(x: number, y: number): string {
  return `<circle class="f" cx="${x}" cy="${y}" r="3.2"/>`;
}

type Anchor = 'start' | 'middle' | 'end';

/** @param kind `n`: a net of the pin map; `r`: a remark */
export function text(
  x: number,
  y: number,
  words: string,
  anchor: Anchor = 'start',
  kind = '',
): string {
  const name = kind === '' ? '' : ` class="${kind}"`;
  return `<text${name} x="${x}" y="${y}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

/** A part in the middle of a straight line, with its label beside it. */
function inline(
  a: Point,
  b: Point,
  half: number,
  symbol: string,
  label: string,
  aside = 15,
): string {
  const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const isFlat = a[1] === b[1];
  const sign = (isFlat ? b[0] - a[0] : b[1] - a[1]) < 0 ? -1 : 1;
  const near: Point = isFlat ? [x - sign * half, y] : [x, y - sign * half];
  const far: Point = isFlat ? [x + sign * half, y] : [x, y + sign * half];
  const turn = isFlat ? (sign > 0 ? 0 : 180) : sign > 0 ? 90 : -90;
  const words = label.split('\n');
  const lines = words.map((line, i) =>
    isFlat
      ? text(x, y - 14 - 15 * (words.length - 1 - i), line, 'middle')
      : text(x + aside, y + 5 + 15 * (i - (words.length - 1) / 2), line),
  );
  return [
    wire(a, near),
    wire(far, b),
    `<g transform="translate(${x} ${y}) rotate(${turn})">${symbol}</g>`,
    ...lines,
  ].join('');
}

export function resistor(a: Point, b: Point, label: string): string {
  return inline(a, b, 18, '<rect class="s" x="-18" y="-7" width="36" height="14"/>', label);
}

export function capacitor(a: Point, b: Point, label: string): string {
  return inline(a, b, 4, '<path class="w" d="M-4-12V12M4-12V12"/>', label);
}

/** Conducts from a to b. */
export function diode(a: Point, b: Point, label: string): string {
  return inline(a, b, 9, '<path class="s" d="M-9-9V9L9 0Z"/><path class="w" d="M9-9V9"/>', label);
}

/** A contact, drawn open. */
export function contact(a: Point, b: Point, label: string): string {
  const symbol =
    '<circle class="f" cx="-16" cy="0" r="2.6"/><circle class="f" cx="16" cy="0" r="2.6"/><path class="w" d="M-16 0L13-12"/>';
  return inline(a, b, 16, symbol, label);
}

/** A contact, drawn closed: it opens when it is actuated. */
export function closedContact(a: Point, b: Point, label: string): string {
  const symbol =
    '<circle class="f" cx="-16" cy="0" r="2.6"/><circle class="f" cx="16" cy="0" r="2.6"/><path class="w" d="M-16 0L19-8M16 0V-10"/>';
  return inline(a, b, 16, symbol, label);
}

/** A suppressor that clips both ways. */
export function suppressor(a: Point, b: Point, label: string): string {
  const symbol =
    '<path class="s" d="M-12-8V8L0 0ZM12-8V8L0 0Z"/><path class="w" d="M-4-10L0-8V8L4 10"/>';
  return inline(a, b, 12, symbol, label);
}

export function lamp(a: Point, b: Point, label: string): string {
  const symbol = '<circle class="s" cx="0" cy="0" r="12"/><path class="w" d="M-8-8L8 8M8-8L-8 8"/>';
  return inline(a, b, 12, symbol, label);
}

export function motorBetween(a: Point, b: Point, label: string): string {
  return `${inline(a, b, 20, '<circle class="s" cx="0" cy="0" r="20"/>', label, 28)}${text((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 5, 'M', 'middle')}`;
}

/** The name of a box's pin, just inside of its edge. */
export function pinName(
  [px, py]: Point,
  [x, y, width, height]: readonly [number, number, number, number],
  name: string,
): string {
  // The two ends of what has no polarity need no name.
  if (name === '1' || name === '2') return '';
  if (px <= x) return text(x + 5, py + 4, name, 'start', 'q');
  if (px >= x + width) return text(x + width - 5, py + 4, name, 'end', 'q');
  if (py <= y) return text(px, y + 13, name, 'middle', 'q');
  return text(px, y + height - 5, name, 'middle', 'q');
}

export function coil(a: Point, b: Point, label: string): string {
  const symbol =
    '<rect class="s" x="-14" y="-22" width="28" height="44"/><path class="w" d="M-14 22L14-22"/>';
  return inline(a, b, 14, symbol, label, 30);
}

/** Output to the right of x; inputs 40 to the left, 14 above (−) and below (+), or the other way round. */
export function opAmp(x: number, y: number, plusOnTop: boolean): string {
  const [top, bottom] = plusOnTop ? ['+', '−'] : ['−', '+'];
  return `<path class="s" d="M${x - 40} ${y - 28}V${y + 28}L${x} ${y}Z"/>${text(x - 36, y - 9, top)}${text(x - 36, y + 19, bottom)}`;
}

export function ground(x: number, y: number, label = ''): string {
  const mark = `<path class="w" d="M${x} ${y}V${y + 8}M${x - 10} ${y + 8}H${x + 10}M${x - 6} ${y + 12}H${x + 6}M${x - 2} ${y + 16}H${x + 2}"/>`;
  return label === '' ? mark : mark + text(x + 14, y + 17, label);
}

export function rail(x: number, y: number, label: string): string {
  return `<path class="w" d="M${x} ${y}V${y - 8}M${x - 10} ${y - 8}H${x + 10}"/>${text(x, y - 14, label, 'middle')}`;
}

export function box(x: number, y: number, width: number, height: number, label: string): string {
  const lines = label.split('\n');
  const middle = y + height / 2 + 5;
  const words = lines.map((line, i) =>
    text(x + width / 2, middle + 16 * (i - (lines.length - 1) / 2), line, 'middle'),
  );
  return `<rect class="s" x="${x}" y="${y}" width="${width}" height="${height}" rx="4"/>${words.join('')}`;
}

/** A dashed frame around what sits somewhere else. */
export function frame(x: number, y: number, width: number, height: number, label: string): string {
  return `<rect class="z" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>${text(x + 8, y - 6, label, 'start', 'r')}`;
}
