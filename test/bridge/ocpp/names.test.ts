/**
 * Names of keys and variables are the same in capitals and in small letters, and those of another place are not here.
 */

import { afterEach, expect, test } from 'vitest';
import type { Fields } from '../../../bridge/ocpp/dialect.ts';
import { DialectBench } from '../../support/dialect-bench.ts';

let at: DialectBench;
afterEach(() => at.close());

test('1.6: a key is found as it is written, and answered with its own name', async () => {
  at = await DialectBench.open('1.6');
  const key = 'HEARTBEATinterval';
  expect(await at.ask('ChangeConfiguration', { key, value: '77' })).toEqual({ status: 'Accepted' });
  expect(await at.ask('GetConfiguration', { key: [key, 'constructor'] })).toEqual({
    configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '77' }],
    unknownKey: ['constructor'],
  });
});

test('2.0.1: a variable is found as it is written, and not at another EVSE', async () => {
  at = await DialectBench.open('2.0.1');
  const variable = { name: 'state' };
  const name = 'connectorplugretentionlock';
  const asked = [{ name }, { name, evse: { id: 1 } }, { name, evse: { id: 2 } }];
  const getVariableData = asked.map((component) => ({ component, variable }));
  const { getVariableResult } = await at.ask('GetVariables', { getVariableData });
  const found = (getVariableResult as Fields[]).map((one) => one['attributeStatus']);
  expect(found).toEqual(['Accepted', 'Accepted', 'UnknownComponent']);
  const beat = { component: { name: 'ocppcommctrlr' }, variable: { name: 'heartbeatinterval' } };
  const setVariableData = ['Actual', 'Target', 'MinSet', 'MaxSet'].map((attributeType) => ({
    ...beat,
    attributeType,
    attributeValue: '60',
  }));
  const { setVariableResult } = await at.ask('SetVariables', { setVariableData });
  const set = (setVariableResult as Fields[]).map((one) => one['attributeStatus']);
  expect(set).toEqual(['Accepted', ...Array(3).fill('NotSupportedAttributeType')]);
});
