/**
 * Requests: what people ask for on the console, until `observe` takes it over into the signals.
 *
 * The console writes here and nowhere else; `observe` alone writes signals.
 */

import { Service } from './control/signals.ts';

export interface Requests {
  stop: boolean;
  start: boolean;
  unlock: boolean;
  service: Service;
  /** What the operator or the load balancer allows, in mA; in force until it is changed. */
  externalMilliamps: number;
  /** The settings are stored again, after what was stored could not be read. */
  settingsKept: boolean;
}

/** No request, and no limit. */
export function createRequests(externalMilliamps: number): Requests {
  return {
    stop: false,
    start: false,
    unlock: false,
    service: Service.None,
    externalMilliamps: externalMilliamps,
    settingsKept: false,
  };
}
