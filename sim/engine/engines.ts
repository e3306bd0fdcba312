/**
 * Engines: the list, where each comes from, and why one is not available.
 */

import { existsSync } from 'node:fs';
import type { StartFirmware } from '../world/processor.ts';
import type { Engine } from './engine.ts';
import { EngineLoop } from './engine-loop.ts';
import { Espruino, JerryScript } from './spawned.ts';

export const engineNames = ['jerry', 'espruino', 'quickjs'] as const;
export type EngineName = (typeof engineNames)[number];

/** A board's engine has no more. */
const QUICKJS_HEAP_BYTES = 128 * 1024;

/** The environment variable with the program's path. */
const variables = { jerry: 'JERRY', espruino: 'ESPRUINO' } as const;

/** @returns why this engine is not available; empty when it is */
export function whyMissing(name: EngineName): string {
  if (name === 'quickjs') return '';
  const variable = variables[name];
  const path = process.env[variable];
  if (path === undefined || path === '') return `${variable} names no ${name} for this computer`;
  return existsSync(path) ? '' : `${variable} names ${path}, which does not exist`;
}

/** @param code the bundle that calls `startHoldfast(exchange)` */
export async function startEngine(name: EngineName, code: string): Promise<Engine> {
  if (name === 'quickjs') {
    const { startQuickJs } = await import('./quickjs.ts');
    return startQuickJs(code, QUICKJS_HEAP_BYTES);
  }
  const path = process.env[variables[name]] ?? '';
  return name === 'jerry' ? new JerryScript(path, code) : new Espruino(path, code);
}

/** The processor's firmware, in that engine. */
export function startsIn(engine: Engine): StartFirmware {
  return (board, fittings, limits) => new EngineLoop(engine, board, fittings, limits);
}
