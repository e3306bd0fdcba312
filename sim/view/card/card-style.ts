/**
 * Card style: the card's style sheet. Lengths are in mm, so that a printed card has its size.
 */

export const cardSizes = ['a5', 'a6'] as const;
export type CardSize = (typeof cardSizes)[number];

/** Width and height of a page, and the height of letters, in mm. */
const formats = {
  a5: { width: 148, height: 210, letter: 3.2 },
  a6: { width: 105, height: 148, letter: 2.26 },
} as const;

/** The width of a side on a desktop's screen, in mm: printed letters are too small to be read there. */
const ON_SCREEN = 190;

export function cardStyle(size: CardSize): string {
  const { width, height, letter } = formats[size];
  return `
@page { size: ${width}mm ${height}mm; margin: 0 }
* { box-sizing: border-box; margin: 0; padding: 0 }
body { font: ${letter}mm/1.3 system-ui, 'DejaVu Sans', sans-serif; color: #000; background: #e8e8e4 }
main { width: ${width}mm; margin: 0 auto }
.side { height: ${height}mm; padding: 1.9em 2.2em; background: #fff; display: flex; flex-direction: column; overflow: hidden; break-after: page }
.side:last-child { break-after: auto }
h1 { font-size: 1.7em; line-height: 1.15; margin-bottom: 0.5em }
h2 { font-size: 1.25em; line-height: 1.2; margin-bottom: 0.4em }
table { border-collapse: collapse; width: 100%; flex: 1 }
tr { border-top: 0.2mm solid #999 }
th { text-align: left; font-weight: 400; width: 12em; padding: 0.5em 1.2em 0.5em 0; vertical-align: top }
th svg { display: block; width: 100%; margin-bottom: 0.2em }
td { padding: 0.5em 0; vertical-align: top }
td span { display: block }
.unlit { fill: #fff; stroke: #999; stroke-width: 0.6 }
.lit { stroke: #000; stroke-width: 0.6 }
.green { fill: #0a8f4f } .blue { fill: #1967c8 } .amber { fill: #f2a900 } .red { fill: #d3271c }
ol, ul { padding-left: 1.6em } li { margin-bottom: 0.25em }
.safety { border: 0.2em solid #000; border-radius: 0.6em; padding: 0.6em 0.9em; margin-bottom: 0.8em }
footer { margin-top: auto; padding-top: 0.6em; display: flex; flex-wrap: wrap; gap: 0.4em 1.6em; align-items: center }
figure { display: flex; gap: 0.8em; align-items: center }
figure svg { width: 8em; height: 8em; flex: none }
figcaption { max-width: 26em; overflow-wrap: anywhere }
.write { display: inline-block; width: 13em; border-bottom: 0.2mm solid #000 }
.mark { font-size: 0.8em; color: #444 }
footer .mark { flex-basis: 100% }
p.mark svg { width: 13.5em; height: 0.9em; stroke: #444; fill: none; vertical-align: middle }
@media screen { .side { box-shadow: 0 0 4mm #0003; margin: 4mm 0 } }
@media screen and (min-width: 48em) { main { zoom: ${ON_SCREEN / width} } }
@media print { body { background: #fff; print-color-adjust: exact; -webkit-print-color-adjust: exact } }
`;
}
