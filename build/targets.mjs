/**
 * Targets: what is built for which board, how large it may be, and what of it a board cannot do.
 */

import { existsSync } from 'node:fs';
import { bundle } from './bundle.mjs';
import { readPinMap } from './pin-map.mjs';

/**
 * @typedef {object} Target
 * @property {string} source the platform's file under firmware/boards/
 * @property {string} create what the source exports
 * @property {string} pinMap the board that is built without a word
 * @property {number} budgetBytes the build fails above
 * @property {string[]} globals what the platform defines
 */

/** @type {Readonly<Record<string, Target>>} */
export const targets = {
  kaluma: {
    source: 'kaluma',
    create: 'createKaluma',
    pinMap: 'pico',
    budgetBytes: 46080,
    globals: [
      'OUTPUT',
      'INPUT',
      'INPUT_PULLUP',
      'pinMode',
      'digitalWrite',
      'digitalRead',
      'analogRead',
      'millis',
      'micros',
      'process',
      'setInterval',
      'setTimeout',
      'platformRequire',
    ],
  },
  espruino: {
    source: 'espruino',
    create: 'createEspruino',
    pinMap: 'pico-espruino',
    budgetBytes: 46080,
    globals: [
      'E',
      'Serial1',
      'Serial2',
      'Pin',
      'analogRead',
      'analogWrite',
      'getTime',
      'peek32',
      'poke32',
      'process',
      'setInterval',
      'setTimeout',
      'platformRequire',
    ],
  },
};

/** A record as source text whose field names can still be made short. @param {any} value @returns {string} */
function literalOf(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, one]) => `${name}: ${literalOf(one)}`);
  return `{ ${fields.join(', ')} }`;
}

/**
 * What Espruino runs before anything else, even when the button skips the program: every output that
 * could do harm at its safe level.
 * @param {any} map @returns {string}
 */
function bootCode(map) {
  const pin = (/** @type {string} */ name) => (name.startsWith('GP') ? `D${name.slice(2)}` : name);
  const outputs = [map.contactor, map.trip, map.residualTest].filter((net) => net !== null);
  const console = `E.setConsole("${map.prompt}",{force:true});`;
  const lines = outputs.map((net) => `digitalWrite(${pin(net.pin)},${net.activeLow ? 1 : 0});`);
  if (map.bridge !== null) {
    lines.push(`digitalWrite([${pin(map.bridge.extend)},${pin(map.bridge.retract)}],0);`);
  }
  return lines.join('') + console;
}

/**
 * Builds one target.
 *
 * @param {string} name @param {string} root @param {string} [board] the pin map's file name, without `.ts`
 * @returns {Promise<{ code: string, boot: string, complaints: string[], fields: string[], map: any }>}
 */
export async function buildTarget(name, root, board) {
  const target = targets[name];
  if (target === undefined) throw new Error(`no target ${name}`);
  const file = `${root}firmware/boards/${board ?? target.pinMap}.ts`;
  if (!existsSync(file)) {
    return {
      code: '',
      boot: '',
      complaints: [`no pin map ${file.replace(root, '')}`],
      fields: [],
      map: null,
    };
  }
  const { map, bistable, holdToLock, complaints } = await readPinMap(file, name, root);
  if (complaints.length > 0) return { code: '', boot: '', complaints, fields: [], map };
  const from = (/** @type {string} */ path) => JSON.stringify(`${root}firmware/${path}.ts`);
  const contents = `import { main } from ${from('main')};
import { ${target.create} } from ${from(`boards/${target.source}`)};
import { pinMap } from ${JSON.stringify(file)};
main(${target.create}(pinMap), pinMap, ${literalOf(bistable)}, ${literalOf(holdToLock)});
`;
  const declarations = `${root}firmware/boards/${target.source}-calls.d.ts`;
  const built = await bundle({ root, contents, globals: target.globals, declarations });
  if (built.code.length > target.budgetBytes) {
    const found = `${built.code.length} bytes, the budget is ${target.budgetBytes}`;
    built.complaints.push(`${name}: the bundle has ${found}`);
  }
  return { ...built, boot: name === 'espruino' ? bootCode(map) : '', map };
}
