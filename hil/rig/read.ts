/**
 * Read: reads a rig file and checks it against its published schema. Complaints name the place and the
 * nearest known word.
 */

import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import {
  createBistableParts,
  createHoldToLockParts,
  findHoldToLockPart,
} from '../../firmware/drivers/lock-parts.ts';
import { jigLevelNames } from '../../firmware/jig/jig.ts';
import { jigSwitches } from '../../firmware/jig/switches.ts';
import { UsageError } from '../../sim/errors.ts';
import { nodeOf, placeIn } from '../../sim/json-places.ts';
import { didYouMean } from '../../sim/scenario/source.ts';
import schema from './rig.schema.json' with { type: 'json' };
import { fittedOf, jigWords, type Rig, type RigKind, type RigLine, type RigPins } from './rig.ts';

/** The longest switching time of a small relay. */
const RELAY_MS = 5;

/** What depends on several fields is checked below, with words for people. */
const { allOf: _dependent, ...shape } = schema;
const validate = new Ajv({ allErrors: true, strict: false }).compile(shape);

/** A word that is not known is often the one that is missing: it is told first. */
function firstError(): ErrorObject | undefined {
  const { errors } = validate;
  return errors?.find(({ keyword }) => keyword === 'additionalProperties') ?? errors?.[0];
}

/** A rig file that cannot be used, by the person's choice: exit code 2. */
export class RigError extends UsageError {}

/** Keys of an object as the schema defines them, for did-you-mean. */
function knownKeys(error: ErrorObject): string[] {
  const owner = error.schemaPath.includes('definitions/line') ? schema.definitions.line : schema;
  return Object.keys(owner.properties);
}

/** One complaint of the schema, in words. */
function wordsOf(error: ErrorObject, found: unknown): string {
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty']);
    const known = knownKeys(error);
    return `no such thing as "${key}"${didYouMean(key, known) || `; expected ${known.join(', ')}`}`;
  }
  if (error.keyword === 'required') return `"${error.params['missingProperty']}" is missing`;
  if (error.keyword === 'enum') {
    const known = (error.params['allowedValues'] as unknown[]).map(String);
    const hint = didYouMean(String(found), known) || `; expected ${known.join(', ')}`;
    return `found "${found}"${hint}`;
  }
  return `${error.message ?? 'not possible'}, found ${JSON.stringify(found)}`;
}

function checkLock(file: string, text: string, root: Node): void {
  const node = findNodeAtLocation(root, ['lock']);
  if (node === undefined) return;
  const known = [...createBistableParts(), ...createHoldToLockParts()].map((part) => part.name);
  const name = String(node.value);
  if (known.includes(name)) return;
  const hint = didYouMean(name, known) || `; expected ${known.join(', ')}`;
  throw new RigError(`${file}:${placeIn(text, node.offset)}: no lock part "${name}"${hint}`);
}

function checkLine(file: string, name: string, line: RigLine): void {
  if ((line.port === undefined) !== (line.process === undefined)) return;
  throw new RigError(`${file}: "${name}" needs a port, or a process instead of it`);
}

type Complain = (key: (string | number)[], what: string) => never;

/** Every line is one that a jig has, and every pin is used once. */
function checkPins(gpio: RigPins, complain: Complain): void {
  const known = [...jigSwitches(), ...jigLevelNames];
  const used = new Map<number, string>();
  for (const [name, offset] of Object.entries(gpio.lines)) {
    const key = ['gpio', 'lines', name];
    if (!known.includes(name)) {
      const hint = didYouMean(name, known) || `; expected ${known.join(', ')}`;
      complain(key, `no line of a jig is called "${name}"${hint}`);
    }
    const other = used.get(offset);
    if (other !== undefined) complain(key, `${offset} is the pin of "${other}" already`);
    used.set(offset, name);
  }
  for (const name of ['contactor', 'extend', 'retract']) {
    if (gpio.lines[name] === undefined) complain(['gpio', 'lines'], `"${name}" is missing`);
  }
}

/** Fields that belong to one kind of rig only. */
function checkKind(rig: Rig, placeOfKey: (key: (string | number)[]) => string): void {
  const complain: Complain = (key, what) => {
    throw new RigError(`${rig.file}:${placeOfKey(key)}: ${what}`);
  };
  if (rig.kind === 'bench') {
    if (rig.jig !== null) complain(['jig'], 'a bench rig has no jig; write "kind": "jig"');
    return;
  }
  if (rig.kind === 'jig' && rig.jig === null) complain([], '"jig" is missing: the line of the jig');
  if (rig.kind === 'gpio') {
    checkPins(rig.gpio ?? complain([], '"gpio" is missing: the pins of this computer'), complain);
  }
  if (rig.time === 'stepped') {
    complain(['time'], 'the firmware that ships runs by its own clock: a jig has no stepped time');
  }
  if (rig.lock === null) complain([], '"lock" is missing: the part on the board under test');
  if (findHoldToLockPart(rig.lock ?? '') !== null && fittedOf(rig)?.includes('latch') === true) {
    const what = `a jig does not see the coil of ${rig.lock}, and cannot play its latch`;
    complain(['lock'], `${what}: fit the real one, and write "fitted" without "latch"`);
  }
  const beyond = (rig.fitted ?? []).findIndex((word) => !jigWords.includes(word));
  if (beyond < 0) return;
  const known = `expected ${jigWords.join(', ')}`;
  complain(['fitted', beyond], `a jig cannot be wired for "${rig.fitted?.[beyond]}"; ${known}`);
}

/**
 * Reads a rig from the text of its file. Comments and commas at the end are allowed.
 *
 * @throws RigError with file, line and column
 */
export function parseRig(file: string, text: string): Rig {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const broken = errors[0];
  if (broken !== undefined || root === undefined) {
    const what = broken === undefined ? 'it is empty' : printParseErrorCode(broken.error);
    throw new RigError(`${file}:${placeIn(text, broken?.offset ?? 0)}: not JSON: ${what}`);
  }
  const value = getNodeValue(root) as Partial<Rig>;
  const error = validate(value) ? undefined : firstError();
  if (error !== undefined) {
    const node = nodeOf(root, error);
    const found = node.type === 'object' ? 'an object' : getNodeValue(node);
    throw new RigError(`${file}:${placeIn(text, node.offset)}: ${wordsOf(error, found)}`);
  }
  checkLock(file, text, root);
  const kind: RigKind = value.kind ?? 'bench';
  const board = value.board as RigLine;
  checkLine(file, 'board', board);
  if (value.jig != null) checkLine(file, 'jig', value.jig);
  const rig: Rig = {
    name: value.name as string,
    file,
    kind,
    board,
    jig: value.jig ?? null,
    gpio:
      value.gpio == null ? null : { chip: value.gpio.chip ?? 'gpiochip0', lines: value.gpio.lines },
    time: value.time ?? (kind === 'bench' ? 'stepped' : 'live'),
    lock: value.lock ?? null,
    fitted: value.fitted ?? null,
    relayMs: value.relayMs ?? RELAY_MS,
  };
  checkKind(rig, (key) => placeIn(text, findNodeAtLocation(root, key)?.offset ?? 0));
  return rig;
}

/** @throws RigError */
export function readRig(file: string): Rig {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    throw new RigError(`${file}: ${what}; docs/bench.md, "The rig file", has two to begin with`);
  }
  return parseRig(file, text);
}
