/**
 * `holdfast sim run --chip …`: scenarios against a platform's real firmware image on an emulated chip.
 */

import { existsSync } from 'node:fs';
import type { PinMap } from '../../firmware/boards/pin-map.ts';
import { ChipRunner } from '../chip/chip-runner.ts';
import { installEspruino, installKaluma } from '../chip/install.ts';
import { losses, provoke } from '../chip/loss.ts';
import { type Images, Pico, readImages } from '../chip/pico.ts';
import { paint } from '../colours.ts';
import type { StartFirmware } from '../processor.ts';
import { explainFailure } from '../scenario/explain.ts';
import { runScenario } from '../scenario/run.ts';
import { SimTarget } from '../scenario/target.ts';
import { readPlayed } from '../scenario/targets.ts';
import type { Setup } from '../setup.ts';
import { AskError, Unavailable } from './ask.ts';
import { createProgress } from './progress.ts';

const variables = { kaluma: 'KALUMA_UF2', espruino: 'ESPRUINO_UF2' } as const;
type Platform = keyof typeof variables;

/** A target as `build.mjs` builds it. */
interface Built {
  readonly code: string;
  readonly boot: string;
  readonly complaints: readonly string[];
  readonly map: PinMap;
}

async function build(root: string, platform: Platform): Promise<Built> {
  const module = await import(new URL('build.mjs', root).href);
  const built: Built = await module.buildFor(platform);
  if (built.complaints.length > 0) throw new Error(built.complaints.join('\n'));
  return built;
}

/**
 * @throws AskError where there is no such platform
 * @throws Unavailable where its image or the boot ROM is not here
 */
function platformOf(name: string): Platform {
  if (!(name in variables)) {
    throw new AskError(`no chip with "${name}", expected ${Object.keys(variables).join(' | ')}`);
  }
  const platform = name as Platform;
  for (const variable of [variables[platform], 'RP2040_BOOTROM']) {
    const path = process.env[variable] ?? '';
    if (path === '') {
      throw new Unavailable(
        `skipped: ${variable} names no file (docs/boards.md says where to get it)`,
      );
    }
    if (!existsSync(path)) {
      throw new Unavailable(`skipped: ${variable} names ${path}, which does not exist`);
    }
  }
  return platform;
}

/** The chip's beat is its own; the simulator looks at its pins every millisecond. */
function everyMillisecond(setup: Setup): void {
  setup.skipsIdle = false;
  setup.bootMs = 0;
  setup.limits.push((limits) => {
    limits.tickMs = 1;
  });
}

function imagesOf(platform: Platform): Images {
  const bootrom = process.env['RP2040_BOOTROM'] ?? '';
  return readImages(process.env[variables[platform]] ?? '', bootrom);
}

/** A chip per scenario: its flash is new, and outlives every loss of power inside the scenario. */
function startsOnChip(platform: Platform, built: Built): StartFirmware {
  const images = imagesOf(platform);
  const pico = new Pico(images);
  if (platform === 'kaluma') installKaluma(pico.flash, built.code);
  else installEspruino(pico.flash, { '.boot0': built.boot, '.bootcde': built.code });
  let isFirst = true;
  return (board) => {
    const runner = new ChipRunner(pico, board, built.map, isFirst);
    isFirst = false;
    return runner;
  };
}

export async function runOnChip(
  paths: readonly string[],
  name: string,
  root: string,
  print: (line: string) => void,
): Promise<number> {
  const platform = platformOf(name);
  const scenarios = readPlayed(paths);
  const built = await build(root, platform);
  const progress = createProgress(`scenarios on ${name}`, scenarios.length);
  let failed = 0;
  for (const scenario of scenarios) {
    const target = new SimTarget(everyMillisecond, startsOnChip(platform, built));
    const result = await runScenario(scenario, target);
    progress.step();
    const variant = scenario.variant === '' ? '' : ` (${scenario.variant})`;
    print(`${result.passed ? paint.green('pass') : paint.red('FAIL')} ${scenario.title}${variant}`);
    if (result.passed) continue;
    failed++;
    for (const line of explainFailure(result, paint)) print(line);
  }
  progress.stop();
  const verdict = failed === 0 ? paint.green('all passed') : paint.red(`${failed} failed`);
  print(`${scenarios.length} scenarios on the emulated chip with ${name}, ${verdict}`);
  return failed === 0 ? 0 : 1;
}

/** How the interpreter fails on the emulated chip, and what the contactor's pin does meanwhile. */
export async function benchLoss(
  name: string,
  root: string,
  print: (line: string) => void,
): Promise<number> {
  const platform = platformOf(name);
  const built = await build(root, platform);
  const images = imagesOf(platform);
  const contactor = Number(built.map.contactor.pin.slice(2));
  let failed = 0;
  for (const loss of losses) {
    const outcome = provoke(images, platform, built.code, contactor, loss);
    const isKept = outcome.resetMs !== null && outcome.stayedSafe;
    if (!isKept) failed++;
    const reset = outcome.resetMs === null ? 'no reset' : `reset after ${outcome.resetMs} ms`;
    const pin = outcome.stayedSafe ? 'contactor pin low throughout' : 'contactor pin was HIGH';
    const word = isKept ? paint.green('kept') : paint.red('MISSED');
    print(
      `${name}, ${loss.name.padEnd(22)} ${reset}, ${pin}; starts in ${outcome.startMs} ms ${word}`,
    );
  }
  return failed === 0 ? 0 : 1;
}
