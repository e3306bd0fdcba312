/**
 * Requests: what people ask for on the console, until `observe` takes it over into the signals.
 *
 * The console writes here and nowhere else; `observe` alone writes signals.
 */

import { NOT_SO } from './control/age.ts';
import { Service } from './control/signals.ts';

export interface Requests {
  stop: boolean;
  /** Who has asked for it on the line in this tick: an app, or a manager of energy; empty for nobody. */
  stopper: string;
  start: boolean;
  unlock: boolean;
  service: Service;
  /** The limit that stands until it is changed, in mA. */
  externalMilliamps: number;
  /** A limit has been given, with this term in ms or without one (NOT_SO). */
  limited: boolean;
  termMs: number;
  termMilliamps: number;
  /** The settings are stored again, after what was stored could not be read. */
  settingsKept: boolean;
}

/** No request, and no limit. */
export function createRequests(externalMilliamps: number): Requests {
  return {
    stop: false,
    stopper: '',
    start: false,
    unlock: false,
    service: Service.None,
    externalMilliamps: externalMilliamps,
    limited: false,
    termMs: NOT_SO,
    termMilliamps: 0,
    settingsKept: false,
  };
}
