/**
 * Read config: the bridge's config file, checked against its schema. A complaint names file, line and column, and the
 * nearest known word. Paths in it begin at the file's own folder.
 */

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { UsageError } from '../../sim/errors.ts';
import { nodeOf, placeIn } from '../../sim/json-places.ts';
import { didYouMean } from '../../sim/scenario/source.ts';
import { type Mistake, wrongAddress } from './addresses.ts';
import schema from './bridge.schema.json' with { type: 'json' };
import type { Config } from './config.ts';

const validate = new Ajv({ allErrors: true, useDefaults: true, verbose: true }).compile(schema);

/** A word that is not known is often the one that is missing: it is told first. */
function firstError(): ErrorObject {
  const errors = validate.errors as ErrorObject[];
  const unknown = errors.find(({ keyword }) => keyword === 'additionalProperties');
  return unknown ?? (errors[0] as ErrorObject);
}

/** What stands in the config, as far as it may be repeated: a password in the wrong place is not printed. */
function writeFound(found: unknown, path: string): string {
  if (/password|keyFile/i.test(path)) return 'something else';
  return JSON.stringify(found).replace(/\/\/[^/@"]*@/, '//…@');
}

/** One complaint of the schema, in words. */
function wordsOf(
  { keyword, params, parentSchema, message, instancePath }: ErrorObject,
  value: unknown,
): string {
  const found = writeFound(value, instancePath);
  if (keyword === 'additionalProperties') {
    const key = String(params['additionalProperty']);
    const known = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
    return `no such thing as "${key}"${didYouMean(key, known) || `; expected ${known.join(', ')}`}`;
  }
  if (keyword === 'required') return `"${params['missingProperty']}" is missing`;
  if (keyword === 'enum') {
    const known = (params['allowedValues'] as unknown[]).map(String);
    return `expected ${known.join(', ')}, found ${found}`;
  }
  if (keyword === 'pattern' && /@/.test(String(value)) && found.includes('//…@')) {
    return `a name and a password do not stand in an address, found ${found}`;
  }
  if (keyword === 'pattern' && instancePath.endsWith('passwordVariable')) {
    return 'expected the name of a variable in capital letters, as in OCPP_PASSWORD; the password itself stands in the environment';
  }
  return `${message ?? 'not possible'}, found ${found}`;
}

/** What depends on several fields; null where nothing is wrong. */
function mistakeIn({ ocpp, energy }: Config): Mistake | null {
  if (energy.kind === 'pulses' && energy.pulses === undefined) {
    return [['energy', 'kind'], '"pulses" is missing: the program that prints a line for each'];
  }
  if (energy.kind === 'modbus' && energy.modbus === undefined) {
    return [['energy', 'kind'], '"modbus" is missing: where the meter is'];
  }
  if (ocpp === undefined) return null;
  const hasPassword = ocpp.passwordFile !== undefined || ocpp.passwordVariable !== undefined;
  const isTls = ocpp.url.startsWith('wss:');
  const profile = ocpp.securityProfile ?? (hasPassword ? (isTls ? 2 : 1) : 0);
  if (profile > 0 && !hasPassword) {
    return [['ocpp'], `security profile ${profile} needs "passwordFile" or "passwordVariable"`];
  }
  if ((profile === 2) !== isTls) {
    const expected = profile === 2 ? 'wss://' : 'ws://';
    return [['ocpp', 'url'], `security profile ${profile} expects ${expected}, found ${ocpp.url}`];
  }
  return null;
}

/**
 * @param text of the file; for tests
 * @throws UsageError with file, line and column
 */
export function readConfig(file: string, text: string = readText(file)): Config {
  const mistakes: ParseError[] = [];
  const root = parseTree(text, mistakes, { allowTrailingComma: false });
  const [mistake] = mistakes;
  if (root === undefined || mistake !== undefined) {
    const what = mistake === undefined ? 'it is empty' : printParseErrorCode(mistake.error);
    throw new UsageError(`${file}:${placeIn(text, mistake?.offset ?? 0)}: no JSON: ${what}`);
  }
  const complain = (node: Node, what: string): never => {
    throw new UsageError(`${file}:${placeIn(text, node.offset)}: ${what}`);
  };
  const value = { energy: {}, limits: {}, ...(getNodeValue(root) as object) };
  // An array or a text is no config either.
  if (root.type !== 'object') complain(root, `expected an object, found ${root.type}`);
  if (!validate(value)) {
    const error = firstError();
    const node = nodeOf(root, error);
    complain(node, wordsOf(error, getNodeValue(node)));
  }
  const config = value as unknown as Config;
  const wrong = wrongAddress(config) ?? mistakeIn(config);
  if (wrong !== null) complain(findNodeAtLocation(root, wrong[0]) ?? root, wrong[1]);
  return { ...config, folder: resolve(dirname(file), config.folder) };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${file}: cannot be read (${code}); docs/bridge.md has the smallest one`);
  }
}
