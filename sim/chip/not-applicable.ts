/**
 * Not applicable: why a scenario cannot run with an emulated chip, in words.
 *
 * The plant around the chip is the simulator's; what is inside the chip is determined by the platform and by
 * the board's build.
 */

import type { PinMap } from '../../firmware/platforms/pin-map.ts';
import type { Arg } from '../scenario/pattern.ts';
import type { Need } from '../scenario/rows.ts';
import type { Scenario, Statement } from '../scenario/statement.ts';

/** The pins are set once per millisecond. */
const SHORTEST_SPIKE_US = 1000;

type Why = (map: PinMap, args: readonly Arg[]) => string;

const METER: Why = () => 'needs a supply meter, which the board has not';
const STORAGE: Why = () => "is done to the simulator's storage; the chip's has `bench cuts`";
const PROCESSOR: Why = () => "is about the simulated processor, and this is the chip's own";

/** By the equipment that a verb needs. What is not listed, every board or its plant has. */
const byNeed: Readonly<Partial<Record<Need, Why>>> = { 'supply-meter': METER, storage: STORAGE };

const ORDINARY_HOLD_UP_US = 70000;

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
  ['jitter ', PROCESSOR],
  ['boot ', PROCESSOR],
  ['stall ', PROCESSOR],
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

/** The expected word is one that only the simulator reports of itself. */
function isOfSimulator(statement: Statement): boolean {
  return statement.kind === 'expect' && statement.condition.answer?.includes('simulator') === true;
}

/** Why this scenario cannot be run with such a board; empty where it can. */
export function whyBeyondChip(map: PinMap, scenario: Scenario): string {
  for (const statement of statementsOf(scenario.statements)) {
    let why = '';
    if (statement.kind === 'given') {
      why = whyNot(map, statement.given.pattern.text, statement.args);
    } else if (statement.kind === 'do') {
      const { needs, pattern } = statement.verb;
      const lacks = needs === null ? undefined : byNeed[needs];
      why = lacks?.(map, statement.args) ?? whyNot(map, pattern.text, statement.args);
    }
    if (isOfSimulator(statement)) why = "expects the simulator's name for its board";
    if (why !== '') return why;
  }
  return '';
}
