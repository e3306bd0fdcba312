/**
 * Targets: what is built for which board, and the errors where a board cannot run it.
 */

import { existsSync } from 'node:fs';
import { chips } from './boards/chips.mjs';
import { readJigMap } from './boards/jig-map.mjs';
import { readPinMap } from './boards/pin-map.mjs';
import { evaluate } from './boards/source.mjs';
import { budgets } from './budgets.mjs';
import { bundle } from './compiler/bundle.mjs';
import { usualMap } from './program-file.mjs';

/**
 * @typedef {object} Target
 * @property {string} source the platform's file under firmware/platforms/
 * @property {string} create what the source exports
 * @property {boolean} looks it looks at the lock's latch by itself
 * @property {string} createLine what the source's `-line` file exports, for the programs of the bench
 * @property {string[]} globals what the platform defines
 * @property {boolean} places records are faster as arrays there
 * @property {readonly Option[]} options what is built in only where the map asks for it, as `create` takes it
 */

/**
 * @typedef {object} Option
 * @property {string} source under firmware/platforms/
 * @property {string} create what it exports
 * @property {string} key of the map; null there leaves it out
 */

/** @type {Readonly<Record<string, Target>>} */
export const targets = {
  kaluma: {
    source: 'kaluma',
    create: 'createKaluma',
    looks: false,
    createLine: 'createKalumaLine',
    places: true,
    options: [{ source: 'pio-converter', create: 'createPioConverter', key: 'converter' }],
    globals: [
      'OUTPUT',
      'INPUT',
      'INPUT_PULLUP',
      'INPUT_PULLDOWN',
      'pinMode',
      'digitalWrite',
      'digitalRead',
      'analogRead',
      'millis',
      'micros',
      'TextEncoder',
      'process',
      'setInterval',
      'setTimeout',
      'platformRequire',
    ],
  },
  espruino: {
    source: 'espruino',
    create: 'createEspruino',
    looks: true,
    createLine: 'createEspruinoLine',
    places: false,
    options: [],
    globals: [
      'E',
      'Serial1',
      'Serial2',
      'Pin',
      'analogRead',
      'analogWrite',
      'digitalRead',
      'digitalWrite',
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

/** @typedef {import('./program-file.mjs').Role} Role */

/** A record as source text whose field names can still be made short. @param {any} value @returns {string} */
function literalOf(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`;
  const fields = Object.entries(value).map(([name, one]) => `${name}: ${literalOf(one)}`);
  return `{ ${fields.join(', ')} }`;
}

/**
 * The outputs that could do harm, the lock's bridge apart.
 * @param {any} map @param {Role} role @returns {{ pin: string, activeLow: boolean }[]}
 */
function harmfulNets(map, role) {
  const nets =
    role === 'jig' ? map.switches : [map.contactor, map.pilotBreak, map.trip, map.residualTest];
  return nets.filter((/** @type {any} */ net) => net !== null);
}

/**
 * The two pins of the lock's bridge, which rest low; none where there is no bridge.
 * @param {any} map @param {Role} role @returns {string[]}
 */
function bridgePins(map, role) {
  return role === 'jig' || map.bridge === null ? [] : [map.bridge.extend, map.bridge.retract];
}

/**
 * The first statements of a program for Kaluma: the outputs that could do harm at their safe level, before the
 * tables of the program are made.
 * @param {any} map @param {Role} role @returns {string}
 */
function firstStatements(map, role) {
  const nets = harmfulNets(map, role);
  const pinsOf = (/** @type {boolean} */ activeLow) =>
    nets.filter((net) => net.activeLow === activeLow).map((net) => net.pin.slice(2));
  const low = [...pinsOf(false), ...bridgePins(map, role).map((pin) => pin.slice(2))];
  const rest = (/** @type {string[]} */ pins, /** @type {number} */ level) =>
    pins.length === 0 ? '' : `pinMode([${pins}],OUTPUT);digitalWrite([${pins}],${level});`;
  return rest(low, 0) + rest(pinsOf(true), 1);
}

/**
 * What Espruino runs before anything else, even when the button skips the program: it sets every output that
 * could do harm to its safe level.
 * @param {any} map @param {Role} role @returns {string}
 */
function bootCode(map, role) {
  const pin = (/** @type {string} */ name) => (name.startsWith('GP') ? `D${name.slice(2)}` : name);
  const console = `E.setConsole("${map.prompt}",{force:true});`;
  const lines = harmfulNets(map, role).map(
    (net) => `digitalWrite(${pin(net.pin)},${net.activeLow ? 1 : 0});`,
  );
  const bridge = bridgePins(map, role).map(pin);
  if (bridge.length > 0) lines.push(`digitalWrite([${bridge}],0);`);
  return lines.join('') + console;
}

/**
 * The first module of a program.
 *
 * @param {string} name @param {Role} role @param {any} map as it was read: a map may be made from another
 * @param {string} root
 * @param {{ bistable?: any, holdToLock?: any, replayed?: number }} parts `replayed`: the sum of firmware/replay.ts
 * @returns {string}
 */
function startOf(name, role, map, root, parts) {
  const target = /** @type {Target} */ (targets[name]);
  const from = (/** @type {string} */ path) => JSON.stringify(`${root}firmware/${path}.ts`);
  const constMap = `const map = ${literalOf(map)};`;
  if (role === 'charger') {
    const asked = target.options.filter(({ key }) => map[key] !== null);
    const imports = asked.map(
      (one) => `import { ${one.create} } from ${from(`platforms/${one.source}`)};`,
    );
    const options = target.options.map((one) => (asked.includes(one) ? one.create : 'null'));
    const sense = target.looks ? ['senseOf(bistable, holdToLock)'] : [];
    if (target.looks) imports.push(`import { senseOf } from ${from('drivers/lock-parts')};`);
    return `import { main } from ${from('main')};
import { ${target.create} } from ${from(`platforms/${target.source}`)};
${imports.join('\n')}
${constMap}
const bistable = ${literalOf(parts.bistable)};
const holdToLock = ${literalOf(parts.holdToLock)};
main(${target.create}(${['map', ...sense, ...options].join(', ')}), map, bistable, holdToLock, ${parts.replayed});
`;
  }
  const run = role === 'jig' ? 'runJig' : 'runBench';
  return `import { ${run} } from ${from(`${role}/${role}-main`)};
import { ${target.createLine} } from ${from(`platforms/${target.source}-line`)};
${constMap}
${run}(${target.createLine}(map), map, ${JSON.stringify(name)});
`;
}

/**
 * What the decision and the rules answer to the course of firmware/replay.ts with what this map has fitted.
 *
 * @param {any} map @param {{ bistable?: any, holdToLock?: any }} parts @param {string} root @returns {Promise<number>}
 */
async function replayedSum(map, { bistable, holdToLock }, root) {
  const source = JSON.stringify(`${root}build/boards/replayed.ts`);
  const { replayedOn } = await evaluate(`export * from ${source};`, root);
  return replayedOn(map, bistable ?? null, holdToLock ?? null);
}

/**
 * Builds one target.
 *
 * @param {string} name @param {string} root @param {string} [board] the map's file name, without `.ts`
 * @param {Role} [role] the charger by default
 * @returns {Promise<{ code: string, boot: string, complaints: string[], warnings: string[], fields: string[], map: any }>}
 */
export async function buildTarget(name, root, board, role = 'charger') {
  const target = targets[name];
  if (target === undefined) throw new Error(`no target ${name}`);
  const file = `${root}firmware/boards/${board ?? usualMap(name, role)}.ts`;
  const nothing = { code: '', boot: '', fields: [], warnings: [] };
  if (!existsSync(file)) {
    return { ...nothing, complaints: [`no pin map ${file.replace(root, '')}`], map: null };
  }
  const read = role === 'jig' ? readJigMap : readPinMap;
  const { map, complaints, warnings, ...parts } = await read(file, name, root);
  if (complaints.length > 0) return { ...nothing, complaints, warnings, map };
  const replayed = role === 'charger' ? await replayedSum(map, parts, root) : 0;
  const contents = startOf(name, role, map, root, { ...parts, replayed });
  const declarations = `${root}firmware/platforms/${target.source}-calls.d.ts`;
  const built = await bundle({
    root,
    contents,
    globals: target.globals,
    declarations,
    places: target.places,
    ...(role === 'charger' ? { fitted: { map, holdToLock: parts.holdToLock } } : {}),
  });
  if (name === 'kaluma') built.code = firstStatements(map, role) + built.code;
  const onChip = chips[map.chip]?.programBytes ?? Number.POSITIVE_INFINITY;
  const most = Math.min(budgets[name]?.programBytes ?? 0, onChip);
  if (built.code.length > most) {
    const found = `${built.code.length} bytes, and the platform holds ${most} on ${map.chip}`;
    built.complaints.push(`${name}: the program has ${found}`);
  }
  const taken = role === 'charger' ? (budgets[name]?.variables ?? 0) : 0;
  const variables = chips[map.chip]?.variables ?? Number.POSITIVE_INFINITY;
  if (taken > variables) {
    const found = `about ${taken} variables on a Pico, and the ${map.chip} has ${variables}`;
    warnings.push(`${map.name}: the charger takes ${found}: it is not expected to start`);
  }
  return { ...built, boot: name === 'espruino' ? bootCode(map, role) : '', map, warnings };
}
