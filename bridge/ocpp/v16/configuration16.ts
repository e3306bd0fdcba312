/**
 * Configuration of OCPP 1.6: the keys that a back-end may read, and the few that it may change. The charger's own
 * settings are the installer's: none of them can be changed from here.
 */

import type { Charger } from '../../core/charger.ts';
import { AGAIN_MS, MOST_FAILURES } from '../attempts.ts';
import { type Fields, isSameName, type Reach } from '../dialect.ts';
import { changeHeartbeat, readHeartbeat } from '../heartbeat.ts';
import { HIGHEST_STACK, MOST_PERIODS, MOST_PROFILES } from '../profile-store.ts';
import { MEASURED, OFFERED } from './events16.ts';

interface Key {
  readonly name: string;
  readonly read: () => string;
  /** @returns whether the value can be that; without it the key is read only */
  readonly write?: (text: string) => boolean;
}

export class Configuration16 {
  private readonly keys: readonly Key[];

  constructor(charger: Charger, reach: Reach) {
    const seconds = (): string => readHeartbeat(charger);
    const setBeat = (text: string): boolean => changeHeartbeat(charger, reach, text);
    const sample = (): string => String(charger.sampling.seconds);
    const setSample = (text: string): boolean => charger.sampling.change(text);
    const isEnergyTold = charger.energy.options.kind !== 'none';
    const isPermanent = (): boolean => charger.said('lock-policy') === 'permanent';
    const fixed = (name: string, value: string): Key => ({ name, read: () => value });
    this.keys = [
      { name: 'HeartbeatInterval', read: seconds, write: setBeat },
      fixed('NumberOfConnectors', '1'),
      fixed('SupportedFeatureProfiles', 'Core,RemoteTrigger,SmartCharging'),
      fixed('AuthorizeRemoteTxRequests', 'false'),
      { name: 'MeterValueSampleInterval', read: sample, write: setSample },
      fixed('MeterValuesSampledData', isEnergyTold ? `${MEASURED},${OFFERED}` : OFFERED),
      // Nothing is told at the hours of a clock, nor in the message of a stop.
      fixed('MeterValuesAlignedData', ''),
      fixed('ClockAlignedDataInterval', '0'),
      fixed('StopTxnSampledData', ''),
      fixed('StopTxnAlignedData', ''),
      // A plug begins a session, and the charger asks nobody: the back-end's answer ends one that it does not want.
      fixed('LocalPreAuthorize', 'true'),
      fixed('LocalAuthorizeOffline', 'true'),
      fixed('ConnectorPhaseRotation', '0.Unknown,1.Unknown'),
      fixed('ResetRetries', '0'),
      fixed('TransactionMessageAttempts', String(MOST_FAILURES)),
      fixed('TransactionMessageRetryInterval', String(AGAIN_MS / 1000)),
      fixed('ChargeProfileMaxStackLevel', String(HIGHEST_STACK)),
      fixed('ChargingScheduleAllowedChargingRateUnit', 'Current,Power'),
      fixed('ChargingScheduleMaxPeriods', String(MOST_PERIODS)),
      fixed('MaxChargingProfilesInstalled', String(MOST_PROFILES)),
      fixed('StopTransactionOnEVSideDisconnect', 'true'),
      fixed('StopTransactionOnInvalidId', 'true'),
      { name: 'UnlockConnectorOnEVSideDisconnect', read: () => String(!isPermanent()) },
      { name: 'HoldfastLockPosition', read: () => charger.said('latch') ?? 'unknown' },
      { name: 'HoldfastLockReason', read: () => charger.said('why') ?? 'unknown' },
      { name: 'HoldfastLockCommand', read: () => charger.lockCommand },
      { name: 'HoldfastLockPolicy', read: () => charger.said('lock-policy') ?? 'unknown' },
      { name: 'HoldfastEnergy', read: () => charger.energy.options.kind },
    ];
  }

  private find(name: string): Key | undefined {
    return this.keys.find((key) => isSameName(key.name, name));
  }

  get(params: Fields): Fields {
    const asked = (params['key'] as string[] | undefined) ?? [];
    const names = asked.length === 0 ? this.keys.map(({ name }) => name) : asked;
    const known = names.map((name) => this.find(name)).filter((key) => key !== undefined);
    const unknownKey = names.filter((name) => this.find(name) === undefined);
    return {
      configurationKey: known.map(({ name, read, write }) => ({
        key: name,
        readonly: write === undefined,
        value: read(),
      })),
      ...(unknownKey.length === 0 ? {} : { unknownKey }),
    };
  }

  change(params: Fields): Fields {
    const key = this.find(String(params['key']));
    if (key === undefined) return { status: 'NotSupported' };
    const isDone = key.write?.(String(params['value'])) ?? false;
    return { status: isDone ? 'Accepted' : 'Rejected' };
  }
}
