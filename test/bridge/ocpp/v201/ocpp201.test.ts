/**
 * OCPP 2.0.1 and 2.1 against a strict server: every message is checked against the schemas of its version.
 */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OcppSession } from '../../../../bridge/ocpp/ocpp-session.ts';
import { Ocpp201 } from '../../../../bridge/ocpp/v201/ocpp201.ts';
import { BridgeBench } from '../../../support/bridge-bench.ts';
import { StrictServer } from '../../../support/strict-server.ts';

type Fields = Readonly<Record<string, unknown>>;

for (const version of ['2.0.1', '2.1'] as const) {
  describe(`OCPP ${version}`, () => {
    let bench: BridgeBench;
    let session: OcppSession;
    let server: StrictServer;

    beforeEach(async () => {
      server = await StrictServer.open(version);
      bench = await new BridgeBench().begin();
      bench.turns = 5;
      session = new OcppSession(
        bench.charger,
        (reach) => new Ocpp201(bench.charger, reach),
        { url: server.url, id: 'CP1', version, password: null, ca: null },
        { said: () => undefined, refused: () => undefined },
      );
      void session.begin();
      await server.connected;
      await bench.until(() => server.heard.length >= 2, 60000);
      await bench.pass(10000, 100);
      bench.do('plug in', 'car in');
      await bench.until(() => told().some((one) => one.includes('Charging')), 60000);
      await bench.pass(5000, 100);
    });

    afterEach(async () => {
      await session.close();
      bench.close();
      await server.close();
    });

    function told(): string[] {
      return server.heard.map(({ method, params }) => {
        const info = (params['transactionInfo'] ?? {}) as Fields;
        const [event] = (params['eventData'] ?? []) as Fields[];
        const words = [
          params['connectorStatus'],
          params['eventType'],
          info['chargingState'],
          info['stoppedReason'],
          event?.['techCode'],
        ];
        return [method, ...words.filter((word) => word !== undefined)].join(' ');
      });
    }

    async function ask(method: string, params: Fields): Promise<Fields> {
      return (await bench.settle(server.call(method, params))).value;
    }

    test('tells a session, is asked for everything, and no message is against the schemas', async () => {
      const begun = server.heard.find(({ params }) => params['eventType'] === 'Started');
      const info = (begun?.params['transactionInfo'] ?? {}) as Fields;
      const transactionId = String(info['transactionId']);
      const schedule = {
        id: 1,
        chargingRateUnit: 'A',
        chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }],
      };
      const chargingProfile = {
        id: 1,
        stackLevel: 0,
        chargingProfilePurpose: 'TxProfile',
        chargingProfileKind: 'Relative',
        transactionId,
        chargingSchedule: [schedule],
      };
      expect(await ask('SetChargingProfile', { evseId: 1, chargingProfile })).toEqual({
        status: 'Accepted',
      });
      await bench.pass(6000);
      expect(bench.charger.said('offer')).toBe('10000 mA');
      const composite = await ask('GetCompositeSchedule', { evseId: 1, duration: 60 });
      expect(composite['schedule']).toMatchObject({
        chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }],
      });
      const component = { name: 'ConnectorPlugRetentionLock' };
      const variables = await ask('GetVariables', {
        getVariableData: [
          { component, variable: { name: 'State' } },
          { component, variable: { name: 'Nonsense' } },
        ],
      });
      expect(variables['getVariableResult']).toMatchObject([
        { attributeStatus: 'Accepted', attributeValue: 'locked' },
        { attributeStatus: 'UnknownVariable' },
      ]);
      expect(await ask('GetTransactionStatus', { transactionId })).toEqual({
        ongoingIndicator: true,
        messagesInQueue: false,
      });
      expect(await ask('UnlockConnector', { evseId: 1, connectorId: 1 })).toEqual({
        status: 'Unlocked',
      });
      expect(bench.world.trace.valueOf('pin')).toBe('withdrawn');
      await bench.until(() => told().at(-1)?.startsWith('StatusNotification') === true, 5000);
      expect(told().slice(0, 4)).toEqual([
        'BootNotification',
        'StatusNotification Available',
        'StatusNotification Occupied',
        'TransactionEvent Started EVConnected',
      ]);
      expect(told()).toContain('TransactionEvent Ended EVConnected Remote');
      expect(server.wrong).toEqual([]);
    });

    test('a jam is told with the code of ChargeX, and why the unlock has failed', async () => {
      bench.do('lock jammed');
      expect(await ask('UnlockConnector', { evseId: 1, connectorId: 1 })).toEqual({
        status: 'UnlockFailed',
        statusInfo: { reasonCode: 'stuck' },
      });
      await bench.until(() => told().includes('NotifyEvent CX001'), 5000);
      expect(told()).toContain('NotifyEvent CX001');
      expect(await ask('UnlockConnector', { evseId: 2, connectorId: 1 })).toEqual({
        status: 'UnknownConnector',
      });
      expect(server.wrong).toEqual([]);
    });
  });
}
