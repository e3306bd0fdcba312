// Build: the commands for Node, and the firmware for each board, both by esbuild.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCommands } from './build/commands.mjs';
import { endMissing } from './build/missing.mjs';
import { programPath, roles, usualMap, withHead } from './build/program-file.mjs';

export { sealed } from './build/program-seal.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const isScript = process.argv[1] === fileURLToPath(import.meta.url);

const whereMissing = isScript ? endMissing : null;
const { bundle, complain, flatten } = await import('./build/compiler/bundle.mjs').catch(
  whereMissing,
);
const { buildTarget, targets } = await import('./build/targets.mjs').catch(whereMissing);
const { nearest } = await import('./build/boards/shapes.mjs').catch(whereMissing);

/**
 * Bundles the firmware, without any board, with the names of its sources. The platform calls
 * `startHoldfast(createController)`.
 * @returns {Promise<{ code: string, map: string }>}
 */
export function bundleFirmware() {
  const contents = `import { createController } from './firmware/controller.ts'; startHoldfast(createController);`;
  return flatten({ root, contents, globals: [], declarations: null, minify: false });
}

/**
 * What the engines cannot do, or do differently, in the firmware, with file and line.
 * @returns {Promise<string[]>}
 */
export async function checkFirmware() {
  return complain(await bundleFirmware(), ['startHoldfast']);
}

/**
 * The bundle that runs behind a line of text in another engine: the firmware over a board whose inputs and
 * outputs are messages.
 * @param {string} engine it is built as for the board that has this engine
 * @returns {Promise<string>} one script that calls `startHoldfast(exchange)`
 */
export function bundleForEngines(engine) {
  return bundleForHost(
    `import { exchange } from './sim/engine/pipe-board.ts'; startHoldfast(exchange);`,
    engine,
  );
}

const replaying = `import { replay } from './sim/bench/engine-board.ts'; startHoldfast(replay);`;

/**
 * The bundle that replays a recorded session in an engine, for counting what a tick costs.
 * @param {string} engine @param {boolean} [records] false leaves records as they are, to see what arrays buy
 */
export function bundleForBench(engine, records) {
  return bundleForHost(replaying, engine, records);
}

/**
 * The same session, flat and with the names of its sources.
 * @returns {Promise<{ code: string, map: string }>}
 */
export function flatReplay() {
  return flatten({ root, contents: replaying, globals: [], declarations: null, minify: false });
}

/** @param {string} contents @param {string} engine @param {boolean} [records] @returns {Promise<string>} */
async function bundleForHost(contents, engine, records = true) {
  // Built for no board, but as for Kaluma, because that bundle is transformed most.
  const target = targets[engine === 'espruino' ? 'espruino' : 'kaluma'];
  const built = await bundle({
    root,
    contents,
    globals: ['startHoldfast'],
    declarations: null,
    places: target?.places === true,
    records,
  });
  if (built.complaints.length > 0) throw new Error(built.complaints.join('\n'));
  return built.code;
}

/**
 * Builds one target, for flashing or emulation.
 * @param {string} name @param {string} [board] @param {import('./build/program-file.mjs').Role} [role]
 */
export function buildFor(name, board, role) {
  return buildTarget(name, root, board, role);
}

/**
 * Replaces a file in one step, so that a program that runs beside the build never reads half of it.
 * @param {string} path @param {string} text ASCII
 */
function replaceFile(path, text) {
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, text, 'latin1');
  renameSync(fresh, path);
}

/**
 * The size that `holdfast flash` writes, and that of the program in it beside the last release.
 * @param {string} name platform/map/role @param {number} bytes the whole file @param {number} program without head and seal
 * @returns {string}
 */
function sizeOf(name, bytes, program) {
  const released = JSON.parse(readFileSync(`${root}build/release-sizes.json`, 'utf8'));
  /** @type {number | undefined} */
  const before = released.bytes[name];
  const sizes = `${bytes} bytes, ${program} without head and seal`;
  if (before === undefined) return `${sizes}; release ${released.version} has none to compare with`;
  const change = `${program < before ? '-' : '+'}${Math.abs(program - before)}`;
  const percent = ((100 * (program - before)) / before).toFixed(1);
  return `${sizes}: ${change} (${percent} %) since ${released.version}`;
}

/**
 * Writes a built program where it is flashed from. A refused program is not written, and the file of an
 * earlier build is deleted.
 * @param {string} path below the project
 * @param {{ code: string, boot: string }} built both empty where it was refused
 */
function putProgram(path, { code, boot }) {
  const file = `${root}${path}`;
  const bootFile = file.replace(/\.js$/, '.boot0.js');
  if (code === '') rmSync(file, { force: true });
  if (boot === '') rmSync(bootFile, { force: true });
  if (code === '') return;
  mkdirSync(dirname(file), { recursive: true });
  replaceFile(file, code);
  if (boot !== '') replaceFile(bootFile, `${boot}\n`);
}

/**
 * Builds targets into dist/, and prints the size of each.
 * @param {readonly string[]} names @param {string | undefined} board
 * @param {import('./build/program-file.mjs').Role} role
 * @returns {Promise<boolean>}
 */
async function buildTargets(names, board, role) {
  const findings = await checkFirmware();
  const isWhole = findings.length === 0;
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  for (const name of names) {
    const map = board ?? usualMap(name, role);
    const path = programPath(name, map, role);
    const built = await buildTarget(name, root, board, role);
    findings.push(...built.complaints);
    for (const warning of built.warnings) process.stderr.write(`warning: ${warning}\n`);
    if (!isWhole || built.complaints.length > 0) {
      putProgram(path, { code: '', boot: '' });
      continue;
    }
    const lock = built.map.lock ?? 'none';
    const head = { version, platform: name, map, role, lock };
    const code = withHead(head, `${built.code}\n`);
    putProgram(path, { code, boot: built.boot });
    const size = sizeOf(`${name}/${map}/${role}`, code.length, built.code.length);
    process.stdout.write(`${path}  ${size}\n`);
  }
  for (const finding of new Set(findings)) process.stderr.write(`${finding}\n`);
  return findings.length === 0;
}

/** @param {readonly string[]} words @param {string} option @returns {string | undefined} */
function optionOf(words, option) {
  const at = words.indexOf(option);
  return at < 0 ? undefined : (words[at + 1] ?? '');
}

/** @param {string} complaint @returns {number} */
function refuse(complaint) {
  const known = Object.keys(targets).join('|');
  const usage = `node build.mjs [--platform ${known}] [--board MAP] [--role ${roles.join('|')}]`;
  process.stderr.write(`${complaint}; usage: ${usage}\n`);
  return 2;
}

/** Of an option that is given twice only one would count. @param {readonly string[]} words @returns {string | undefined} */
function repeatedIn(words) {
  return words.find((word, i) => word.startsWith('--') && words.indexOf(word) !== i);
}

/**
 * What is wrong with the name of a map; empty where there is one.
 * @param {string} board @returns {string}
 */
function complaintAbout(board) {
  if (!/^[\w-]+$/.test(board)) {
    return `--board expects the name of a file in firmware/boards, found "${board}"`;
  }
  if (existsSync(`${root}firmware/boards/${board}.ts`)) return '';
  const known = readdirSync(`${root}firmware/boards`).map((name) => name.replace(/\.ts$/, ''));
  return `no pin map firmware/boards/${board}.ts (${known.join(' ')})${nearest(board, known)}`;
}

/** @param {readonly string[]} words @returns {Promise<number>} */
async function run(words) {
  const names = words.filter(
    (word, i) => !word.startsWith('--') && !/^--/.test(words[i - 1] ?? ''),
  );
  const platform = optionOf(words, '--platform');
  if (platform !== undefined) names.push(platform);
  const board = optionOf(words, '--board');
  const strange = words.find((word) => /^--(?!(platform|board|role)$)/.test(word));
  const unknown = names.find((name) => targets[name] === undefined);
  const role = roles.find((one) => one === (optionOf(words, '--role') ?? 'charger'));
  const repeated = repeatedIn(words);
  if (strange !== undefined) return refuse(`no option "${strange}"`);
  if (repeated !== undefined) return refuse(`${repeated} was given twice, and takes one value`);
  if (unknown !== undefined) return refuse(`no platform "${unknown}"`);
  if (role === undefined) return refuse(`no role "${optionOf(words, '--role')}"`);
  const chosen = names.length === 0 ? Object.keys(targets) : names;
  const complaint = board === undefined ? '' : complaintAbout(board);
  if (complaint !== '') {
    // What was once built from a map that is gone must not be flashed any more.
    for (const name of /^[\w-]+$/.test(board ?? '') ? chosen : []) {
      putProgram(programPath(name, board ?? '', role), { code: '', boot: '' });
    }
    return refuse(complaint);
  }
  if (names.length === 0) await buildCommands(root);
  const kept = await buildTargets(chosen, board, role);
  if (kept) process.stdout.write('the firmware keeps to what the engines have\n');
  return kept ? 0 : 1;
}

if (isScript) {
  // A reader that has seen enough ends the pipe; the program is written by then, or the build goes on to write it.
  process.stdout.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await run(process.argv.slice(2));
}
