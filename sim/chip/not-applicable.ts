/**
 * Not applicable: why a scenario cannot run with an emulated chip, in words.
 *
 * The plant around the chip is the simulator's; what is inside the chip is determined by the platform and by
 * the board's build.
 */

import { MOST_MILLIAMPS } from '../../firmware/control/limits.ts';
import { READY_MILLIVOLTS } from '../../firmware/drivers/lock-supply.ts';
import type { PinMap } from '../../firmware/platforms/pin-map.ts';
import { DIODE_VOLTS } from '../plant/lock-capacitor.ts';
import type { Arg } from '../scenario/pattern.ts';
import type { Need } from '../scenario/rows.ts';
import type { Scenario, Statement } from '../scenario/statement.ts';
import type { Installed } from './installed.ts';

/** The pins are set once per millisecond. */
const SHORTEST_SPIKE_US = 1000;

type Why = (map: PinMap, args: readonly Arg[]) => string;

const METER: Why = () => 'needs a supply meter, which the board has not';
const STORAGE: Why = () => "is done to the simulator's storage; the chip's has `bench cuts`";
const PROCESSOR: Why = () => "is about the simulated processor, and this is the chip's own";

/** By the equipment that a verb needs. What is not listed, every board or its plant has. */
const byNeed: Readonly<Partial<Record<Need, Why>>> = { 'supply-meter': METER, storage: STORAGE };

const ORDINARY_HOLD_UP_US = 70000;

/** Counts of a converter; a voltage is recognised from up to two of them above a threshold on. */
const COUNTS = 4096;
const COUNTS_ABOVE = 2;

/** A charge that ends so close to the threshold that this converter does not tell the two apart. */
function endsAtThreshold({ lockSupply }: PinMap, sourceMillivolts: number): boolean {
  const aboveMillivolts = sourceMillivolts - 1000 * DIODE_VOLTS - READY_MILLIVOLTS;
  const stepMillivolts = (lockSupply.atFull - lockSupply.atZero) / COUNTS;
  return aboveMillivolts >= 0 && aboveMillivolts < COUNTS_ABOVE * stepMillivolts;
}

/** By the beginning of a given's or a verb's pattern. What is not listed can be arranged. */
const rows: readonly (readonly [beginning: string, why: Why])[] = [
  [
    'tick ',
    ({ tickMs }, [us]) => (us === tickMs * 1000 ? '' : `the board ticks every ${tickMs} ms`),
  ],
  [
    'watchdog ',
    ({ watchdogMs }, [us]) =>
      us === watchdogMs * 1000 ? '' : `the board's watchdog bites after ${watchdogMs} ms`,
  ],
  [
    'hold-up ',
    // What an ordinary supply has ends before anything could be released; what lies between would be.
    ({ holdUpMs }, [us]) =>
      Number(us) > ORDINARY_HOLD_UP_US && Number(us) < 1000 * holdUpMs
        ? `the board declares ${holdUpMs} ms, and releases`
        : '',
  ],
  [
    'installation ',
    ({ ceilingMilliamps = MOST_MILLIAMPS }, [milliamps]) =>
      Number(milliamps) > ceilingMilliamps ? `the board is rated ${ceilingMilliamps / 1000} A` : '',
  ],
  [
    'capacitor source ',
    (map, [millivolts]) =>
      endsAtThreshold(map, Number(millivolts))
        ? 'ends closer to a threshold than a converter of 12 bits can tell'
        : '',
  ],
  ['jitter ', PROCESSOR],
  ['boot ', PROCESSOR],
  ['stall ', PROCESSOR],
  ['crystal ', PROCESSOR],
  ['reflex ', PROCESSOR],
  [
    'spike ',
    (_, [, us]) =>
      Number(us) < SHORTEST_SPIKE_US ? 'has a spike shorter than a look at the pins' : '',
  ],
  [
    'proof ',
    ({ mirror, outgoing }, [what]) => {
      const proofs = mirror === null ? 'voltage' : outgoing === null ? 'mirror' : 'both';
      return what === proofs ? '' : `the board senses ${proofs}`;
    },
  ],
  ['residual sensor <f', ({ residual }, [what]) => fitted('residual sensor', residual, what)],
  ['trip output', ({ trip }, [what]) => fitted('trip output', trip, what)],
  ['pilot break', ({ pilotBreak }, [what]) => fitted('pilot break', pilotBreak, what)],
  [
    'program ',
    () => 'is about the simulated flash; `bench flips` changes the stored program of a chip',
  ],
  ['lock capacitor', ({ storedEnergy }, [what]) => fitted('lock capacitor', storedEnergy, what)],
  [
    'one-shot',
    ({ bridge }, [on]) =>
      (on === 'on') === (bridge?.endsInHardware === true) ? '' : 'the board ends strokes otherwise',
  ],
];

function fitted(name: string, has: unknown, wanted: Arg | undefined): string {
  const is = has !== null && has !== false;
  return (wanted === 'fitted') === is ? '' : `the board has ${is ? 'a' : 'no'} ${name}`;
}

function whyNot(map: PinMap, pattern: string, args: readonly Arg[]): string {
  if (/^lock <.*kuester/.test(pattern)) {
    return args[0] === map.lock ? '' : `the board has the lock ${map.lock}`;
  }
  const row = rows.find(([beginning]) => pattern.startsWith(beginning));
  return row?.[1](map, args) ?? '';
}

function* statementsOf(statements: readonly Statement[]): Generator<Statement> {
  for (const statement of statements) {
    yield statement;
    if (statement.kind === 'repeat') yield* statementsOf(statement.body);
  }
}

/** Why no such board gives this answer. */
function whyUnanswered(platform: string, answer: string): string {
  if (answer.includes('simulator')) return "expects the simulator's name for its board";
  // The line has a step of a millivolt in the simulator only.
  if (/^ok sense \S+ \d+ mV$/.test(answer)) return 'expects a reading to the millivolt';
  // A single `start` is an event or a line of `health`, `starts` are counters.
  const isOfCause = /\bstarts? (power-on|brown-out|watchdog)\b/.test(answer);
  return isOfCause && platform === 'kaluma' ? 'Kaluma does not report why it has started' : '';
}

/** Why this scenario cannot be run with such a board; empty where it can. */
export function whyBeyondChip(
  { platform, map }: Pick<Installed, 'platform' | 'map'>,
  scenario: Scenario,
): string {
  for (const statement of statementsOf(scenario.statements)) {
    let why = '';
    if (statement.kind === 'given') {
      why = whyNot(map, statement.given.pattern.text, statement.args);
    } else if (statement.kind === 'do') {
      const { needs, pattern } = statement.verb;
      const lacks = needs === null ? undefined : byNeed[needs];
      why = lacks?.(map, statement.args) ?? whyNot(map, pattern.text, statement.args);
    }
    if (statement.kind === 'expect')
      why = whyUnanswered(platform, statement.condition.answer ?? '');
    if (why !== '') return why;
  }
  return '';
}
