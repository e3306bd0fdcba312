/**
 * Failures: the way in which a part fails, and what that is at the charger's terminals.
 */

import { controllerModes } from './controller-modes.ts';
import { lockModes } from './lock-modes.ts';
import { mainsModes } from './mains-modes.ts';
import type { Mode } from './modes.ts';
import { socketModes } from './socket-modes.ts';

export const modes = { ...mainsModes, ...socketModes, ...lockModes, ...controllerModes } as const;
export type ModeName = keyof typeof modes;
export const modeNames = Object.keys(modes) as ModeName[];

export function modeOf(name: ModeName): Mode {
  return modes[name];
}

/** A failure that nobody notices until another one comes; the text says which protection is gone. */
export interface Latent {
  readonly latent: string;
}

export function latent(text: string): Latent {
  return { latent: text };
}

export type Failure = ModeName | Latent;

/** The failures of one sheet's parts: by reference, then by how the part fails. */
export type SheetFailures = Readonly<Record<string, Readonly<Record<string, Failure>>>>;

export const SURGE = latent('no protection against surges on this line');
export const NOISE = latent('the line is no longer filtered: disturbances reach the input');
export const RESET = latent('the gate is not held low while the controller is in reset');
