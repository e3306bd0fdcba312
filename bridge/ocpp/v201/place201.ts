/**
 * Place of OCPP 2.0.1: this charger has one EVSE with one connector.
 */

import type { Fields } from '../dialect.ts';

export const EVSE = 1;
export const CONNECTOR = 1;

/** The one socket, or no place at all. */
export function isHere(evse: unknown): boolean {
  const { id = EVSE, connectorId = CONNECTOR } = (evse ?? {}) as Fields;
  return id === EVSE && connectorId === CONNECTOR;
}
