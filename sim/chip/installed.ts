/**
 * Installed: our bundle with a platform's own image on an emulated chip, as given by the environment.
 */

import { existsSync } from 'node:fs';
import type { PinMap } from '../../firmware/platforms/pin-map.ts';
import { EnvironmentError, UsageError } from '../errors.ts';
import type { StartFirmware } from '../world/processor.ts';
import { createSetup, type Setup } from '../world/setup.ts';
import { ChipRunner } from './chip-runner.ts';
import { installEspruino, installKaluma } from './install.ts';
import { type Images, Pico, readImages } from './pico.ts';

const variables = { kaluma: 'KALUMA_UF2', espruino: 'ESPRUINO_UF2' } as const;
export type Platform = keyof typeof variables;

/** A target as `build.mjs` builds it. */
interface Built {
  readonly code: string;
  readonly boot: string;
  readonly complaints: readonly string[];
  readonly map: PinMap;
  /** A program with the sum of itself at its end. */
  readonly seal: (text: string, platform: Platform) => string;
}

async function build(root: string, platform: Platform, board: string | undefined): Promise<Built> {
  const module = await import(new URL('build.mjs', root).href);
  const built: Built = await module.buildFor(platform, board);
  if (built.complaints.length > 0) throw new Error(built.complaints.join('\n'));
  return { ...built, seal: module.sealed };
}

/** The text that is written to the flash, and the map that it is built for; no image is needed. */
export async function programFor(
  root: string,
  platform: Platform,
): Promise<{ readonly text: string; readonly map: PinMap }> {
  const { code, map, seal } = await build(root, platform, undefined);
  return { text: seal(code, platform), map };
}

/**
 * @throws UsageError where there is no such platform
 * @throws EnvironmentError where its image or the boot ROM is not available
 */
function platformOf(name: string): Platform {
  if (!(name in variables)) {
    throw new UsageError(`no chip with "${name}", expected ${Object.keys(variables).join(' | ')}`);
  }
  const platform = name as Platform;
  for (const variable of [variables[platform], 'RP2040_BOOTROM']) {
    const path = process.env[variable] ?? '';
    if (path === '') {
      throw new EnvironmentError(
        `skipped: ${variable} names no file (docs/boards.md states where to get it)`,
      );
    }
    if (!existsSync(path)) {
      throw new EnvironmentError(`skipped: ${variable} names ${path}, which does not exist`);
    }
  }
  return platform;
}

/** The number of the pin that commands the contactor. */
export function contactorPinOf({ map }: Pick<Installed, 'map'>): number {
  return Number(map.contactor.pin.slice(2));
}

/** The chip has its own tick; the simulator reads its pins every millisecond. */
export function everyMillisecond(setup: Setup): void {
  setup.skipsIdle = false;
  setup.bootMs = 0;
  setup.limits.push((limits) => {
    limits.tickMs = 1;
  });
}

/** A charger that has been without power for long, and whose start is not prolonged by an empty lock capacitor. */
export function unrestedSetup(): Setup {
  const setup = createSetup();
  setup.startsRested = false;
  // Empty, it would add ten seconds to every start, and changes nothing in the flash.
  setup.furnish.push(({ capacitor }) => {
    capacitor.chargeTauUs = 300000;
  });
  everyMillisecond(setup);
  return setup;
}

/** A chip with a program in its flash. */
export interface Chip {
  readonly pico: Pico;
  /** The content of its flash before its first start. */
  readonly installed: Uint8Array;
  /** Where the program's text begins in it. */
  readonly programFrom: number;
  /** Starts the firmware on it, at every return of power. */
  readonly start: StartFirmware;
}

export interface Installed {
  readonly platform: Platform;
  readonly images: Images;
  readonly map: PinMap;
  /**
   * A new chip: its flash is new, and keeps its content over every loss of power.
   *
   * @param behind text behind our program
   * @param before text before it
   */
  chip(behind?: string, before?: string): Chip;
}

/**
 * Builds the bundle and finds the image and the ROM that it needs.
 *
 * @param root address of the project
 * @param board its pin map; the platform's usual one where none is given
 * @throws UsageError where there is no such platform
 * @throws EnvironmentError where its image or the boot ROM is not available
 */
export async function install(root: string, name: string, board?: string): Promise<Installed> {
  const platform = platformOf(name);
  const { code, boot, map, seal } = await build(root, platform, board);
  const bootrom = process.env['RP2040_BOOTROM'] ?? '';
  const images = readImages(process.env[variables[platform]] ?? '', bootrom);
  const chip = (behind = '', before = ''): Chip => {
    const pico = new Pico(images);
    const text = seal(before + code + behind, platform);
    const programFrom =
      platform === 'kaluma'
        ? installKaluma(pico.flash, text)
        : installEspruino(pico.flash, { '.boot0': boot, '.bootcde': text });
    const start: StartFirmware = (board) => new ChipRunner(pico, board, map);
    return { pico, installed: pico.flashNow(), programFrom, start };
  };
  return { platform, images, map, chip };
}
