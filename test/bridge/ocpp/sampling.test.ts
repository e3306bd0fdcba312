/**
 * How often a reading is told is the back-end's to say, in both of its words, and is kept; and what else OCPP 1.6
 * requires of a charger's configuration can be read.
 */

import { afterEach, describe, expect, test } from 'vitest';
import type { Fields } from '../../../bridge/ocpp/dialect.ts';
import { bridgeOptions } from '../../support/bridge-bench.ts';
import { DialectBench } from '../../support/dialect-bench.ts';

let at: DialectBench;
afterEach(() => at.close());

const metered = (): number =>
  at.bench.journal.waiting.filter(({ kind }) => kind === 'metered').length;

async function readingsIn(ms: number): Promise<number> {
  const before = metered();
  await at.bench.pass(ms, 100);
  return metered() - before;
}

async function set(seconds: string): Promise<unknown> {
  if (at.version === '1.6') {
    const key = 'MeterValueSampleInterval';
    return (await at.ask('ChangeConfiguration', { key, value: seconds }))['status'];
  }
  const component = { name: 'SampledDataCtrlr' };
  const variable = { name: 'TxUpdatedInterval' };
  const setVariableData = [{ component, variable, attributeValue: seconds }];
  const { setVariableResult } = await at.ask('SetVariables', { setVariableData });
  return (setVariableResult as Fields[])[0]?.['attributeStatus'];
}

describe.each(['1.6', '2.0.1'] as const)('%s', (version) => {
  test('a reading each minute, or as often as the back-end wants it, or none', async () => {
    at = await DialectBench.open(version);
    await at.charge();
    expect(await readingsIn(180000)).toBe(3);
    expect(await set('10')).toBe('Accepted');
    expect(await readingsIn(60000)).toBe(6);
    await at.restart();
    expect(await readingsIn(60000)).toBe(6);
    expect(await set('0')).toBe('Accepted');
    expect(await readingsIn(180000)).toBe(0);
  });

  test('who writes the same again hears no fewer of them', async () => {
    at = await DialectBench.open(version);
    await at.charge();
    let heard = 0;
    for (let i = 0; i < 6; i++) {
      expect(await set('60')).toBe('Accepted');
      heard += await readingsIn(30000);
    }
    expect(heard).toBe(3);
  });

  test.each(['', '-1', '1.5', '86401', '1e3', 'often'])('%j is no such time', async (seconds) => {
    at = await DialectBench.open(version);
    expect(await set(seconds)).toBe('Rejected');
    await at.charge();
    expect(await readingsIn(60000)).toBe(1);
  });
});

/** Of the core profile and of smart charging, each that the edition of 2015 calls required and that says something here. */
const required = [
  'AuthorizeRemoteTxRequests',
  'ClockAlignedDataInterval',
  'ConnectorPhaseRotation',
  'HeartbeatInterval',
  'LocalAuthorizeOffline',
  'LocalPreAuthorize',
  'MeterValuesAlignedData',
  'MeterValuesSampledData',
  'MeterValueSampleInterval',
  'NumberOfConnectors',
  'ResetRetries',
  'StopTransactionOnEVSideDisconnect',
  'StopTransactionOnInvalidId',
  'StopTxnAlignedData',
  'StopTxnSampledData',
  'SupportedFeatureProfiles',
  'TransactionMessageAttempts',
  'TransactionMessageRetryInterval',
  'UnlockConnectorOnEVSideDisconnect',
  'ChargeProfileMaxStackLevel',
  'ChargingScheduleAllowedChargingRateUnit',
  'ChargingScheduleMaxPeriods',
  'MaxChargingProfilesInstalled',
];

test('1.6: what every charger must have can be read, and each key once', async () => {
  at = await DialectBench.open('1.6');
  const { configurationKey } = await at.ask('GetConfiguration', {});
  const names = (configurationKey as Fields[]).map((one) => String(one['key']));
  expect(required.filter((name) => !names.includes(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  const asked = await at.ask('GetConfiguration', { key: required });
  expect(asked).not.toHaveProperty('unknownKey');
});

test.each([
  ['estimate', 'Energy.Active.Import.Register,Current.Offered'],
  ['none', 'Current.Offered'],
] as const)('1.6: with energy of the kind %s the readings are %s', async (kind, value) => {
  at = await DialectBench.open('1.6', {
    ...bridgeOptions,
    energy: { kind, phases: 1, volts: 230 },
  });
  const { configurationKey } = await at.ask('GetConfiguration', {
    key: ['MeterValuesSampledData'],
  });
  expect(configurationKey).toEqual([{ key: 'MeterValuesSampledData', readonly: true, value }]);
});
