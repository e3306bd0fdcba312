/** What is asked for on the console: taken over once, and a limit for as long as it stands. */
import { expect, test } from 'vitest';
import type { Charger } from '../../firmware/charger.ts';
import { createSignals, Service } from '../../firmware/control/signals.ts';
import { observeRequests } from '../../firmware/observe.ts';
import { createRequests } from '../../firmware/requests.ts';

test('a request is heard once, and never takes back what a button has said', () => {
  const charger = { requests: createRequests(80000), seen: createSignals() };
  charger.requests.unlock = true;
  charger.requests.service = Service.Retract;
  charger.requests.externalMilliamps = 10000;
  charger.seen.stop = true;
  observeRequests(charger as Charger);
  const { stop, start, unlock, service, externalMilliamps } = charger.seen;
  expect([stop, start, unlock, service]).toEqual([true, false, true, Service.Retract]);
  expect(externalMilliamps).toBe(10000);
  expect(charger.requests).toEqual(createRequests(10000));
});
