/**
 * Bundle: from sources to the one line that an engine runs: one flat module, small functions written out
 * (inline.mjs), one scope per module (link.mjs), fields at places where that is faster (records.mjs), short
 * names (mangle.mjs).
 */

import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { build, transform } from 'esbuild';
import { checkDialect } from './dialect.mjs';
import { inlineSmall } from './inline.mjs';
import { linkModules } from './link.mjs';
import { ownFields, sharedFields } from './mangle.mjs';
import { placeFields } from './records.mjs';
import { checkRecords } from './records-check.mjs';

/** What both engines lack; where the sources use it, esbuild fails instead of lowering it. */
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
    logLevel: 'silent',
  });
  const text = (/** @type {string} */ end) =>
    result.outputFiles.find((file) => file.path.endsWith(end))?.text ?? '';
  return { code: text('.js'), map: text('.map') };
}

/**
 * What of a flat bundle the engines cannot do, or do differently, at its place in the sources.
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
 * What a minifier may do and these engines cannot take: Espruino cannot end a function with a bare
 * `return` and no semicolon, and every line break costs JerryScript an instruction's worth of bookkeeping.
 * @param {string} code @returns {string}
 */
function repair(code) {
  /** @type {{ at: number, length: number, text: string }[]} */
  const edits = [];
  full(parse(code, { ecmaVersion: 2022, sourceType: 'script' }), (node) => {
    const bare = node.type === 'ReturnStatement' && /** @type {any} */ (node).argument === null;
    if (bare && code[node.end - 1] !== ';') edits.push({ at: node.end, length: 0, text: ';' });
    if (node.type !== 'TemplateElement') return;
    for (let at = node.start; at < node.end; at++) {
      if (code[at] === '\n') edits.push({ at, length: 1, text: '\\n' });
    }
  });
  let repaired = code;
  for (const edit of edits.sort((a, b) => b.at - a.at)) {
    repaired = repaired.slice(0, edit.at) + edit.text + repaired.slice(edit.at + edit.length);
  }
  return repaired;
}

/**
 * The bundle for one target.
 * @param {Entry} entry
 * @returns {Promise<{ code: string, complaints: string[], fields: string[] }>} `fields`: what was renamed
 */
export async function bundle(entry) {
  const flat = await flatten(entry);
  const complaints = complain(flat, entry.globals);
  const linked = linkModules(inlineSmall(flat.code, flat.map), flat.map);
  if (entry.minify === false) return { code: linked, complaints, fields: [] };
  const fields = ownFields(linked, entry.declarations);
  const shared = sharedFields(linked, entry.declarations);
  const placed = entry.places
    ? placeFields(linked, { own: fields, shared, optional: optionalFields(flat.map) })
    : linked;
  const short = await transform(placed, {
    minify: true,
    target: 'es2020',
    charset: 'ascii',
    mangleProps: new RegExp(`^(?:${fields.join('|')})$`),
  });
  // Bundlers take a `require` for their own; the sources call the platform's by another name.
  const code = repair(short.code.trim()).replaceAll('platformRequire(', 'require(');
  return { code, complaints, fields };
}

/** Fields that a record may lack, by the declarations in the sources. @param {string} map */
function optionalFields(map) {
  const texts = JSON.parse(map).sourcesContent.join('\n');
  return [...texts.matchAll(/^ +(?:readonly )?(\w+)\?:/gm)].map((m) => String(m[1]));
}
