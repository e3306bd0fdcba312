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

function bench() {
  const charger = { requests: createRequests(80000), seen: createSignals() };
  const { requests, seen } = charger;
  return { requests, seen, observe: () => observeRequests(charger as Charger) };
}

test('each request is heard as itself, once, and a start on the line is a person', () => {
  for (const [name, person] of [
    ['stop', false],
    ['start', true],
    ['unlock', false],
  ] as const) {
    const { requests, seen, observe } = bench();
    requests[name] = true;
    observe();
    const { stop, start, unlock } = seen;
    expect({ stop, start, unlock }).toEqual({
      stop: name === 'stop',
      start: name === 'start',
      unlock: name === 'unlock',
    });
    expect([seen.person, requests]).toEqual([person, createRequests(80000)]);
  }
});

test('service that is not asked for takes nothing back', () => {
  for (const service of [Service.Extend, Service.Retract, Service.End]) {
    const { requests, seen, observe } = bench();
    requests.service = service;
    observe();
    observe();
    expect([seen.service, requests.service]).toEqual([service, Service.None]);
  }
});

test('a limit that is given stands with its term; without one the last stays', () => {
  const { requests, seen, observe } = bench();
  Object.assign(requests, { termMs: 60000, termMilliamps: 16000 });
  observe();
  expect([seen.limited, seen.termMs, seen.termMilliamps]).toEqual([false, -1, 0]);
  requests.limited = true;
  observe();
  expect([seen.limited, seen.termMs, seen.termMilliamps]).toEqual([true, 60000, 16000]);
  expect(requests.limited).toBe(false);
});

test('settings that were lost are lost until they are stored again', () => {
  const { requests, seen, observe } = bench();
  seen.settingsLost = true;
  observe();
  expect(seen.settingsLost).toBe(true);
  requests.settingsKept = true;
  observe();
  expect([seen.settingsLost, requests.settingsKept]).toEqual([false, false]);
});

test('before anybody has asked nothing is asked for', () => {
  expect(createRequests(80000)).toEqual({
    stop: false,
    stopper: '',
    start: false,
    unlock: false,
    service: Service.None,
    externalMilliamps: 80000,
    limited: false,
    termMs: -1,
    termMilliamps: 0,
    settingsKept: false,
  });
});
