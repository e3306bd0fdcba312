/**
 * Drawing: a circuit on a sheet. Parts are placed by their reference and take their label from the netlist;
 * where they are drawn joined is kept, so that a test can hold the picture against the netlist.
 */

import {
  groupsOf,
  joints,
  type Label,
  type Point,
  type Terminal,
  type Wire,
} from './connections.ts';
import * as kit from './kit.ts';
import { type Circuit, type Part, partOf, writeValue } from './part.ts';

type Side = 'left' | 'right' | 'up' | 'down';

/** The text beside a part: its value, and its tolerance where that is not the usual 1 or 10 %. */
function labelOf({ ref, kind, value, tolerance }: Part): string {
  if (value === null) return ref;
  const usual = kind === 'resistor' ? 0.01 : 0.1;
  const share = tolerance === usual ? '' : ` ± ${Number((tolerance * 100).toPrecision(3))} %`;
  return `${ref}\n${writeValue(value, kind === 'capacitor' ? 'F' : 'Ω')}${share}`;
}

export class Drawing {
  private readonly svg: string[] = [];
  private readonly wires: Wire[] = [];
  private readonly terminals: Terminal[] = [];
  private readonly labels: Label[] = [];

  constructor(
    readonly circuit: Circuit,
    private readonly width: number,
    private readonly height: number,
  ) {}

  /** A part with two ends: its first pin at `a`, its second at `b`. */
  part(ref: string, a: Point, b: Point, words?: string): this {
    const part = partOf(this.circuit, ref);
    const label = words === undefined ? labelOf(part) : words;
    const symbols: Partial<Record<Part['kind'], typeof kit.resistor>> = {
      resistor: kit.resistor,
      capacitor: kit.capacitor,
      diode: kit.diode,
      suppressor: kit.suppressor,
      'contact open': kit.contact,
      'contact closed': kit.closedContact,
      coil: kit.coil,
      motor: kit.motorBetween,
      lamp: kit.lamp,
    };
    const draw = symbols[part.kind] ?? kit.lamp;
    this.svg.push(draw(a, b, label));
    const pins = Object.keys(part.pins);
    this.terminals.push({ ref, pin: pins[0] as string, at: a });
    this.terminals.push({ ref, pin: pins[1] as string, at: b });
    return this;
  }

  /** Its output at (x, y); inputs 40 to the left, 14 above and below. */
  opAmp(ref: string, x: number, y: number, plusOnTop = true): this {
    this.svg.push(kit.opAmp(x, y, plusOnTop), kit.text(x - 16, y - 20, ref));
    const up = plusOnTop ? -14 : 14;
    this.terminals.push({ ref, pin: '+', at: [x - 40, y + up] });
    this.terminals.push({ ref, pin: '-', at: [x - 40, y - up] });
    this.terminals.push({ ref, pin: 'out', at: [x, y] });
    return this;
  }

  /** A box with pins on its edges, each named inside. */
  block(
    ref: string,
    [x, y, width, height]: readonly [number, number, number, number],
    words: string,
    pins: Readonly<Record<string, Point>>,
  ): this {
    this.svg.push(kit.box(x, y, width, height, `${ref}\n${words}`));
    for (const [pin, at] of Object.entries(pins)) {
      this.terminals.push({ ref, pin, at });
      this.svg.push(kit.pinName(at, [x, y, width, height], pin));
    }
    return this;
  }

  wire(...points: readonly Point[]): this {
    this.wires.push(points);
    this.svg.push(kit.wire(...points));
    return this;
  }

  /** The name of a net at the end of a wire: one of the pin map, or one that continues on another sheet. */
  net(net: string, at: Point, side: Side = 'left', isMapped = true): this {
    this.labels.push({ net, at });
    const [x, y] = at;
    const kind = isMapped ? 'n' : '';
    if (side === 'left') this.svg.push(kit.text(x - 6, y + 5, net, 'end', kind));
    else if (side === 'right') this.svg.push(kit.text(x + 6, y + 5, net, 'start', kind));
    else this.svg.push(kit.text(x, side === 'up' ? y - 7 : y + 17, net, 'middle', kind));
    return this;
  }

  rail(net: string, at: Point): this {
    this.labels.push({ net, at });
    this.svg.push(kit.rail(at[0], at[1], net));
    return this;
  }

  ground(at: Point, net = 'GND'): this {
    this.labels.push({ net, at });
    this.svg.push(kit.ground(at[0], at[1], net === 'GND' ? '' : net));
    return this;
  }

  remark(at: Point, ...lines: readonly string[]): this {
    lines.forEach((line, i) => {
      this.svg.push(kit.text(at[0], at[1] + 17 * i, line, 'start', 'r'));
    });
    return this;
  }

  words(at: Point, text: string, anchor: 'start' | 'middle' | 'end' = 'start'): this {
    this.svg.push(kit.text(at[0], at[1], text, anchor));
    return this;
  }

  frame(box: readonly [number, number, number, number], label = ''): this {
    this.svg.push(kit.frame(...box, label));
    return this;
  }

  /** Which pins are drawn joined. */
  get groups(): ReturnType<typeof groupsOf> {
    return groupsOf(this.wires, this.terminals, this.labels);
  }

  toSvg(): string {
    const dots = joints(this.wires, this.terminals).map(([x, y]) => kit.dot(x, y));
    return kit.sheet(this.width, this.height, this.circuit.title, [...this.svg, ...dots]);
  }
}
