/**
 * Addresses of the config: what no program could connect to, or listen at, is a mistake of the config, and not of a link
 * that never comes about.
 */

import { isIP } from 'node:net';
import type { Config } from './config.ts';

/** Where it stands, and what is wrong. */
export type Mistake = readonly [path: string[], what: string];

const LABELS = /^(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/i;

/** A name, or the number of a computer. Numbers with dots are a number that is right, or none. */
function isHost(host: string): boolean {
  return isIP(host) !== 0 || (LABELS.test(host) && !/^[\d.]+$/.test(host));
}

/** Why nothing is to be found at a url; null where something may be. */
function wrongIn(url: string): string | null {
  const expected = `expected an address as in ${url.split(':')[0]}://name.example:1234/path`;
  const port = /^\w+:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/.exec(url)?.[1];
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65535)) {
    return `${expected}; a port is 1 to 65535, found ${port}`;
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const host = parsed?.hostname.replace(/^\[(.*)\]$/, '$1') ?? '';
  // URL leaves out blanks at the end, and takes what is behind # for a place in a page.
  if (!isHost(host) || /[\s#]/.test(url)) return `${expected}, found ${JSON.stringify(url)}`;
  return null;
}

/** The first address that is none; null where all are. */
export function wrongAddress({ ocpp, mqtt, modbus, energy }: Config): Mistake | null {
  for (const [part, url] of [
    ['ocpp', ocpp?.url],
    ['mqtt', mqtt?.url],
  ] as const) {
    const wrong = url === undefined ? null : wrongIn(url);
    if (wrong !== null) return [[part, 'url'], wrong];
  }
  for (const [path, host] of [
    [['modbus', 'host'], modbus?.host],
    [['energy', 'modbus', 'host'], energy.modbus?.host],
  ] as const) {
    if (host === undefined || isHost(host)) continue;
    const found = JSON.stringify(host);
    return [[...path], `expected a name or a number of a computer without a port, found ${found}`];
  }
  return null;
}
