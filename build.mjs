// Build: the commands for Node, and the firmware for each board, both by esbuild.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildCommands } from './build/commands.mjs';
import { endMissing } from './build/missing.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const isScript = process.argv[1] === fileURLToPath(import.meta.url);

const whereMissing = isScript ? endMissing : null;
const { bundle, complain, flatten } = await import('./build/compiler/bundle.mjs').catch(
  whereMissing,
);
const { budgetOf, buildTarget, roles, targets } = await import('./build/targets.mjs').catch(
  whereMissing,
);

/**
 * Bundles the firmware, without any board, in the words of its sources. The platform calls
 * `startHoldfast(createController)`.
 * @returns {Promise<{ code: string, map: string }>}
 */
export function bundleFirmware() {
  const contents = `import { createController } from './firmware/controller.ts'; startHoldfast(createController);`;
  return flatten({ root, contents, globals: [], declarations: null, minify: false });
}

/**
 * What of the firmware the engines cannot do, or do differently, at its place in the sources.
 * @returns {Promise<string[]>}
 */
export async function checkFirmware() {
  return complain(await bundleFirmware(), ['startHoldfast']);
}

/**
 * The bundle that runs behind a line of text in another engine: the firmware over a board of messages.
 * @param {string} engine it is built as for the board that has this engine
 * @returns {Promise<string>} one script that calls `startHoldfast(exchange)`
 */
export function bundleForEngines(engine) {
  return bundleForHost(
    `import { exchange } from './sim/engine/pipe-board.ts'; startHoldfast(exchange);`,
    engine,
  );
}

/** The bundle that replays a recorded session in an engine, for counting what a tick costs. @param {string} engine */
export function bundleForBench(engine) {
  return bundleForHost(
    `import { replay } from './sim/bench/engine-board.ts'; startHoldfast(replay);`,
    engine,
  );
}

/** @param {string} contents @param {string} engine @returns {Promise<string>} */
async function bundleForHost(contents, engine) {
  // What no board has runs as Kaluma's does: it is the bundle that was changed most.
  const target = targets[engine === 'espruino' ? 'espruino' : 'kaluma'];
  const built = await bundle({
    root,
    contents,
    globals: ['startHoldfast'],
    declarations: null,
    places: target?.places === true,
  });
  if (built.complaints.length > 0) throw new Error(built.complaints.join('\n'));
  return built.code;
}

/**
 * One target, for those who flash or emulate it.
 * @param {string} name @param {string} [board] @param {import('./build/targets.mjs').Role} [role]
 */
export function buildFor(name, board, role) {
  return buildTarget(name, root, board, role);
}

/**
 * Builds targets into dist/, and prints the size of each.
 * @param {readonly string[]} names @param {string | undefined} board
 * @param {import('./build/targets.mjs').Role} role
 * @returns {Promise<boolean>}
 */
async function buildTargets(names, board, role) {
  const findings = await checkFirmware();
  mkdirSync(`${root}dist`, { recursive: true });
  /** @type {string[]} */
  const sizes = [];
  for (const name of names) {
    const built = await buildTarget(name, root, board, role);
    const file = role === 'charger' ? name : `${name}.${role}`;
    findings.push(...built.complaints);
    if (built.code === '') continue;
    writeFileSync(`${root}dist/${file}.js`, `${built.code}\n`);
    if (built.boot !== '') writeFileSync(`${root}dist/${file}.boot0.js`, `${built.boot}\n`);
    const share = Math.round((100 * built.code.length) / budgetOf(name, role));
    sizes.push(
      `dist/${file}.js  ${String(built.code.length).padStart(6)} bytes, ${share} % of its budget`,
    );
  }
  for (const line of sizes) process.stdout.write(`${line}\n`);
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
  const known = Object.keys(targets).join(' ');
  const usage = `node build.mjs [${known}] [--board MAP] [--role ${roles.join('|')}]`;
  process.stderr.write(`${complaint}; usage: ${usage}\n`);
  return 2;
}

/** @param {readonly string[]} words @returns {Promise<number>} */
async function run(words) {
  const names = words.filter(
    (word, i) => !word.startsWith('--') && !words[i - 1]?.startsWith('--'),
  );
  const strange = words.find((word) => word.startsWith('--') && !/^--(board|role)$/.test(word));
  const unknown = names.find((name) => targets[name] === undefined);
  const role = roles.find((one) => one === (optionOf(words, '--role') ?? 'charger'));
  if (strange !== undefined) return refuse(`no option "${strange}"`);
  if (unknown !== undefined) return refuse(`no target "${unknown}"`);
  if (role === undefined) return refuse(`no role "${optionOf(words, '--role')}"`);
  if (names.length === 0) await buildCommands(root);
  const chosen = names.length === 0 ? Object.keys(targets) : names;
  const kept = await buildTargets(chosen, optionOf(words, '--board'), role);
  if (kept) process.stdout.write('the firmware keeps to what the engines have\n');
  return kept ? 0 : 1;
}

if (isScript) {
  process.exitCode = await run(process.argv.slice(2));
}
