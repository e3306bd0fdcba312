/**
 * `holdfast display`: the driver's display beside a charger, over its console; or of a simulated story.
 *
 * `l` chooses the next language, `q` leaves.
 */

import { BEAT_MS, ChargerReader } from '../../../hil/display/charger-reader.ts';
import { findPort, openPort, type Port, type PortEvents } from '../../../hil/line/port.ts';
import { openCharger } from '../../../hil/linux/charger-process.ts';
import { readLinuxMap } from '../../../hil/linux/read-map.ts';
import { UsageError } from '../../../sim/errors.ts';
import { findFiles, readScenarios } from '../../../sim/scenario/library.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';
import type { Language } from '../../../sim/view/words/language.ts';
import type { Said } from '../../../sim/view/words/leaving.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT } from '../../exit-codes.ts';
import { readBaud, readWhole } from '../../options.ts';
import { listen, Panel } from './panel.ts';

export interface DisplayOptions {
  readonly port?: string;
  /** A map of this computer's pins: the charger is then a program of this project. */
  readonly board?: string;
  /** A scenario file. */
  readonly sim?: string;
  readonly baudRate?: string;
  readonly speed: string;
  readonly language: Language;
  /** One screen, as it stands now. */
  readonly once?: boolean;
}

/** A console says at most one line a round: everything takes some seconds on a slow board. */
const ANSWERS_MS = 8000;

function open(root: string, options: DisplayOptions, events: PortEvents): Promise<Port> {
  const { port, board } = options;
  if (board !== undefined) return openCharger(root, board, events);
  const baudRate = readBaud(options.baudRate, true);
  return findPort(port ?? '').then((path) => openPort(path, baudRate, events));
}

/** A charger with its display, while its port is open. */
class Shown {
  readonly reader: ChargerReader;
  private port: Port | null = null;
  private end: (code: number) => void = () => undefined;
  readonly ended = new Promise<number>((resolve) => {
    this.end = resolve;
  });

  constructor(private readonly panel: Panel | null) {
    this.reader = new ChargerReader(
      (line) => this.port?.write(`${line}\n`),
      () => performance.now(),
    );
  }

  draw(): void {
    if (this.reader.isKnown) this.panel?.draw(this.reader.said);
  }

  leave(): void {
    this.end(0);
  }

  async open(root: string, options: DisplayOptions): Promise<void> {
    this.port = await open(root, options, {
      data: (text) => {
        this.reader.receive(text);
        this.draw();
      },
      gone: (error) => {
        this.reader.lose();
        this.draw();
        process.stderr.write(`${error.message}\n`);
        this.end(ENVIRONMENT);
      },
    });
    this.reader.begin();
  }

  async close(): Promise<void> {
    await this.port?.close();
  }
}

async function showCharger(root: string, options: DisplayOptions, print: Print): Promise<number> {
  const panel = new Panel(options.language, print);
  const shown = new Shown(panel);
  await shown.open(root, options);
  const beat = setInterval(() => {
    shown.reader.beat();
    shown.draw();
  }, BEAT_MS);
  const turn = (): void => {
    panel.turn();
    shown.draw();
  };
  const unlisten = listen(turn, () => shown.leave());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => shown.leave());
  process.stdout.on('resize', () => shown.draw());
  try {
    shown.draw();
    return await shown.ended;
  } finally {
    clearInterval(beat);
    unlisten();
    await shown.close();
  }
}

/** One screen: what the charger says within some seconds. */
async function showOnce(root: string, options: DisplayOptions, print: Print): Promise<number> {
  const shown = new Shown(null);
  await shown.open(root, options);
  const { said } = shown.reader;
  // The lamp is among the last of the trace.
  const isWhole = (): boolean => said('light') !== undefined && said('lock-policy') !== undefined;
  await pause(ANSWERS_MS, isWhole);
  new Panel(options.language, print).draw(said);
  await shown.close();
  return said('processor') === 'on' ? 0 : ENVIRONMENT;
}

/** A story's trace, as a charger would have said it; in a terminal at the speed that was asked for. */
async function showStory(file: string, options: DisplayOptions, print: Print): Promise<number> {
  const speed = readWhole('--speed', options.speed, 1, 1000);
  const [scenario] = findFiles([file]).flatMap(readScenarios);
  if (scenario === undefined) throw new UsageError(`${file}: no scenario in it`);
  const { events, startUs } = await runScenario(scenario, new SimTarget());
  const panel = new Panel(options.language, print);
  const values = new Map<string, string>([['processor', 'off']]);
  const said: Said = (name) => values.get(name);
  let isLeft = false;
  const unlisten = listen(
    () => {
      panel.turn();
      panel.draw(said);
    },
    () => {
      isLeft = true;
    },
  );
  for (const [i, { atUs, name, value }] of events.entries()) {
    if (isLeft) break;
    if (name === 'processor' && value === 'off') values.clear();
    values.set(name, value);
    const nextUs = events[i + 1]?.atUs ?? atUs;
    // What changes at one instant is shown at once; the story begins when its charger is ready.
    if (nextUs === atUs || nextUs < startUs) continue;
    panel.draw(said, Math.max(0, atUs - startUs) / 1000);
    const fromUs = Math.max(atUs, startUs);
    if (panel.isTerminal) await pause((nextUs - fromUs) / 1000 / speed, () => isLeft);
  }
  panel.draw(said, ((events.at(-1)?.atUs ?? startUs) - startUs) / 1000);
  unlisten();
  return 0;
}

const LOOK_MS = 50;

/** Waits, or until `isOver`. */
async function pause(ms: number, isOver: () => boolean): Promise<void> {
  const untilMs = performance.now() + ms;
  for (let left = ms; left > 0 && !isOver(); left = untilMs - performance.now()) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, LOOK_MS)));
  }
}

/** @throws UsageError unless exactly one charger was named */
export async function showDisplay(
  root: string,
  options: DisplayOptions,
  print: Print,
): Promise<number> {
  const { port, board, sim } = options;
  if ([port, board, sim].filter((one) => one !== undefined).length !== 1) {
    throw new UsageError(
      'display shows one charger: --port PORT, --board MAP (pins of this computer), or --sim FILE',
    );
  }
  readBaud(options.baudRate, port !== undefined);
  if (sim !== undefined && options.once === true) {
    throw new UsageError(
      '--once is the screen of a charger as it stands; a story has many: leave it out',
    );
  }
  if (sim !== undefined) return showStory(sim, options, print);
  if (board !== undefined) await readLinuxMap(root, board);
  return options.once === true ? showOnce(root, options, print) : showCharger(root, options, print);
}
