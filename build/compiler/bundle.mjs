/**
 * Bundle: from the sources to the one line that an engine runs. The passes, in their order:
 *
 *   flatten        esbuild: one flat module, constants of enums in place of their names
 *   complain       what the engines cannot do, at its place in the sources (../dialect, records-check)
 *   inlineSmall    small functions written out where a tick calls them (inline, inlinable)
 *   for Kaluma     answerFitted  questions that the pin map answers (unfitted)
 *                  compact     the Closure Compiler: functions with one caller written out (closure)
 *                  dropUnread  fields that nothing reads left out of tables (unread-fields)
 *                  placeFields records as dense arrays (records, field-slots)
 *                  shareVariables  variables never needed at the same time become one (shared-variables)
 *                  gatherWords strings that are seldom needed as one text (words)
 *                  orderShared, orderInner   which names are found first (name-order)
 *                  dropStart   what only the start uses is dropped at its end (starting)
 *                  nameAsEngine names that the engine has already (engine-names)
 *                  separateTables  large tables in functions of their own (table-scopes)
 *   for Espruino   linkModules one function scope per folder (folder-scopes)
 *   shorten        esbuild: short names, for our own fields as well (field-names)
 *   repair         what a minifier may write and an engine cannot read (engine-fixes)
 *
 * docs/architecture.md, "From sources to a board", states what each of them gains and how that is measured.
 */

import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { parse } from 'acorn';
import { build, transform } from 'esbuild';
import { checkDialect } from '../dialect/dialect.mjs';
import { missingMembers } from '../dialect/engines.mjs';
import { compact, compareLoosely } from './closure.mjs';
import { repair } from './engine-fixes.mjs';
import { nameAsEngine } from './engine-names.mjs';
import { ownFields, sharedFields } from './field-names.mjs';
import { linkModules, namesOf } from './folder-scopes.mjs';
import { inlineSmall } from './inline.mjs';
import { limitFields, quoteFields } from './limit-fields.mjs';
import { orderInner, orderShared } from './name-order.mjs';
import { placeFields } from './records.mjs';
import { checkRecords } from './records-check.mjs';
import { shareVariables } from './shared-variables.mjs';
import { dropStart } from './starting.mjs';
import { separateTables } from './table-scopes.mjs';
import { answerFitted } from './unfitted.mjs';
import { dropUnread } from './unread-fields.mjs';
import { gatherWords } from './words.mjs';

/** Syntax that both engines lack: where the sources use it, esbuild fails instead of lowering it. */
const supported = {
  destructuring: false,
  'default-argument': false,
  'rest-argument': false,
  'array-spread': false,
  'object-rest-spread': false,
  'for-of': false,
  'async-await': false,
  generator: false,
  bigint: false,
  'class-field': false,
  'class-private-field': false,
};

/**
 * @typedef {object} Entry
 * @property {string} root the project's directory, with a slash at its end
 * @property {string} contents the first module
 * @property {string[]} globals names that the platform defines
 * @property {string | null} declarations file that declares the platform, or null
 * @property {boolean} [minify] false keeps the sources' own words
 * @property {boolean} [places] records become arrays (records.mjs): for engines that are faster with them
 * @property {import('./unfitted.mjs').Fitted} [fitted] the program is for this map alone
 * @property {boolean} [records] false leaves that out, to measure what it buys
 */

/**
 * The flat module: every source after those it needs, constants of enums in place of their names.
 * @param {Entry} entry
 * @returns {Promise<{ code: string, map: string }>}
 */
export async function flatten(entry) {
  const result = await build({
    stdin: { contents: entry.contents, resolveDir: entry.root, sourcefile: 'start', loader: 'ts' },
    absWorkingDir: entry.root,
    outfile: 'firmware.js',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2020',
    supported,
    charset: 'ascii',
    minifySyntax: entry.minify !== false,
    sourcemap: 'external',
    plugins: [limitFields],
    logLevel: 'silent',
  });
  const text = (/** @type {string} */ end) =>
    result.outputFiles.find((file) => file.path.endsWith(end))?.text ?? '';
  return { code: text('.js'), map: text('.map') };
}

/**
 * What the engines cannot do, or do differently, in a flat bundle, with file and line.
 * @param {{ code: string, map: string }} flat @param {readonly string[]} globals @returns {string[]}
 */
export function complain(flat, globals) {
  const trace = new TraceMap(flat.map);
  const findings = [...checkDialect(flat.code, globals), ...checkRecords(flat.code)];
  return findings.map((finding) => {
    const at = originalPositionFor(trace, { line: finding.line, column: finding.column - 1 });
    const place = at.source === null ? `bundle:${finding.line}` : `${at.source}:${at.line}`;
    return `${place}: ${finding.message}`;
  });
}

/**
 * Which source each name of the outermost scope comes from.
 * @param {{ code: string, map: string }} flat @returns {Map<string, string>}
 */
function sourcesOf(flat) {
  const trace = new TraceMap(flat.map);
  const tree = parse(flat.code, { ecmaVersion: 2022, sourceType: 'module', locations: true });
  /** @type {Map<string, string>} */
  const sources = new Map();
  for (const statement of tree.body) {
    if (statement.loc === null || statement.loc === undefined) continue;
    const { line, column } = statement.loc.start;
    const source = originalPositionFor(trace, { line, column }).source ?? '';
    for (const name of namesOf(statement)) sources.set(name, source);
  }
  return sources;
}

/**
 * The bundle for one target.
 * @param {Entry} entry
 * @returns {Promise<{ code: string, complaints: string[], fields: string[] }>} `fields`: what was renamed
 */
export async function bundle(entry) {
  const flat = await flatten(entry);
  const complaints = complain(flat, entry.globals);
  const sources = sourcesOf(flat);
  const small = inlineSmall(flat.code, sources);
  if (entry.places) return { ...(await finishWhole(small, flat.map, sources, entry)), complaints };
  const linked = linkModules(small, sources);
  const fields = ownFields(linked, entry.declarations);
  const code = await shorten(linked, fields);
  return { code, complaints: [...complaints, ...complainOfBundle(code, entry)], fields };
}

/**
 * The passes for an engine that supports everything that the Closure Compiler writes.
 * @param {string} small a flat module @param {string} map of the sources
 * @param {ReadonlyMap<string, string>} sources @param {Entry} entry
 * @returns {Promise<{ code: string, fields: string[] }>}
 */
async function finishWhole(small, map, sources, entry) {
  const asked = entry.fitted === undefined ? small : answerFitted(small, entry.fitted);
  const whole = `(function () {\n${await compact(asked)}\n})();\n`;
  const fields = ownFields(whole, entry.declarations);
  const script = dropUnread(whole, fields);
  const placed =
    entry.records === false
      ? script
      : placeFields(script, {
          own: fields,
          shared: sharedFields(script, entry.declarations),
          optional: optionalFields(map),
        });
  const short = compareLoosely(
    await shorten(orderShared(gatherWords(shareVariables(placed), sources)), fields),
  );
  return { code: separateTables(orderInner(nameAsEngine(dropStart(short)))), fields };
}

/**
 * Short names, and the fixes for the minifier's output.
 * @param {string} script @param {readonly string[]} fields that may be renamed @returns {Promise<string>}
 */
async function shorten(script, fields) {
  const short = await transform(quoteFields(script, fields), {
    minify: true,
    target: 'es2020',
    charset: 'ascii',
    mangleProps: new RegExp(`^(?:${fields.join('|')})$`),
  });
  // Bundlers replace `require`, so the sources call the platform's function by another name.
  return repair(short.code.trim()).replaceAll('platformRequire(', 'require(');
}

/**
 * The passes must not have introduced what the dialect forbids. Members were checked in the sources, by their
 * original names: here a field of ours may be called `at`.
 * @param {string} code a finished bundle for Espruino @param {Entry} entry @returns {string[]}
 */
function complainOfBundle(code, entry) {
  const findings = checkDialect(code, [...entry.globals, 'require']);
  const ofMembers = new Set(missingMembers.values());
  const others = findings.filter(({ message }) => !ofMembers.has(message));
  return others.map(({ column, message }) => {
    return `the bundle at ${column}, "${code.slice(column - 1, column + 30)}": ${message}`;
  });
}

/** Fields that a record may lack, by the declarations in the sources. @param {string} map */
function optionalFields(map) {
  const texts = JSON.parse(map).sourcesContent.join('\n');
  return [...texts.matchAll(/^ +(?:readonly )?(\w+)\?:/gm)].map((m) => String(m[1]));
}
