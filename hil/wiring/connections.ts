/**
 * Connections: which pins a drawing joins. Ends of wires and pins meet where they lie on each other, or where
 * one lies on another wire; two wires that merely cross do not. Rails, grounds and names join by name.
 */

export type Point = readonly [number, number];

export interface Terminal {
  readonly ref: string;
  readonly pin: string;
  readonly at: Point;
}

export interface Label {
  readonly net: string;
  readonly at: Point;
}

const keyOf = ([x, y]: Point): string => `${x},${y}`;

function isOn([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): boolean {
  const across = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
  if (Math.abs(across) > 1e-6) return false;
  const within = (v: number, a: number, b: number): boolean =>
    v >= Math.min(a, b) && v <= Math.max(a, b);
  return within(x, ax, bx) && within(y, ay, by);
}

export type Wire = readonly Point[];

const segmentsOf = (wires: readonly Wire[]): [Point, Point][] =>
  wires.flatMap((points) =>
    points.slice(1).map((to, i) => [points[i] as Point, to] as [Point, Point]),
  );

/** Where three or more ends meet: a dot belongs there. */
export function joints(wires: readonly Wire[], terminals: readonly Terminal[]): Point[] {
  const ends = [
    ...wires.flatMap((points) => [points[0] as Point, points[points.length - 1] as Point]),
    ...terminals.map(({ at }) => at),
  ];
  const found = new Map<string, Point>();
  for (const end of ends) {
    const here = ends.filter((other) => keyOf(other) === keyOf(end)).length;
    const passing = segmentsOf(wires).filter(
      ([a, b]) => isOn(end, a, b) && keyOf(end) !== keyOf(a) && keyOf(end) !== keyOf(b),
    ).length;
    const corners = wires.filter((points) =>
      points.slice(1, -1).some((point) => keyOf(point) === keyOf(end)),
    ).length;
    if (here + 2 * (passing + corners) >= 3) found.set(keyOf(end), end);
  }
  return [...found.values()];
}

/** Groups of terminals that the drawing joins, each with the names that stand at it. */
export function groupsOf(
  wires: readonly Wire[],
  terminals: readonly Terminal[],
  labels: readonly Label[],
): { terminals: Terminal[]; nets: string[] }[] {
  const parent = new Map<string, string>();
  const rootOf = (key: string): string => {
    const up = parent.get(key) ?? key;
    return up === key ? key : rootOf(up);
  };
  const join = (a: string, b: string): void => {
    parent.set(rootOf(a), rootOf(b));
  };
  const points = [...terminals, ...labels].map(({ at }) => at);
  for (const wire of wires) {
    for (const point of wire) points.push(point);
  }
  for (const [a, b] of segmentsOf(wires)) {
    join(keyOf(a), keyOf(b));
    const isEnd = (point: Point): boolean => isOn(point, a, b);
    for (const point of points) if (isEnd(point)) join(keyOf(point), keyOf(a));
  }
  for (const { net, at } of labels) join(keyOf(at), `net ${net}`);
  const groups = new Map<string, { terminals: Terminal[]; nets: string[] }>();
  const groupAt = (key: string): { terminals: Terminal[]; nets: string[] } => {
    const root = rootOf(key);
    const group = groups.get(root) ?? { terminals: [], nets: [] };
    groups.set(root, group);
    return group;
  };
  for (const terminal of terminals) groupAt(keyOf(terminal.at)).terminals.push(terminal);
  for (const { net, at } of labels) {
    const { nets } = groupAt(keyOf(at));
    if (!nets.includes(net)) nets.push(net);
  }
  return [...groups.values()];
}
