/**
 * Variables of OCPP 2.0.1: the few that a back-end may read, and the two that it may change: how often it hears a heartbeat,
 * and a reading. The charger's own settings are the installer's.
 */

import type { Charger } from '../../core/charger.ts';
import { type Fields, isSameName, type Reach } from '../dialect.ts';
import { changeHeartbeat, readHeartbeat } from '../heartbeat.ts';
import { isHere } from './place201.ts';

interface Variable {
  readonly component: string;
  readonly name: string;
  readonly read: () => string;
  readonly write?: (text: string) => boolean;
}

interface Asked {
  readonly component: string;
  readonly name: string;
  /** Of this charger's one socket, or of no place. */
  readonly isHere: boolean;
}

function askedBy(fields: Fields): Asked {
  const name = (key: string): string => String((fields[key] as Fields)['name']);
  const evse = (fields['component'] as Fields)['evse'];
  return { component: name('component'), name: name('variable'), isHere: isHere(evse) };
}

export class Variables201 {
  private readonly all: readonly Variable[];

  constructor(charger: Charger, reach: Reach) {
    const seconds = (): string => readHeartbeat(charger);
    const setBeat = (text: string): boolean => changeHeartbeat(charger, reach, text);
    const sample = (): string => String(charger.sampling.seconds);
    const setSample = (text: string): boolean => charger.sampling.change(text);
    const lock = 'ConnectorPlugRetentionLock';
    const isPermanent = (): boolean => charger.said('lock-policy') === 'permanent';
    this.all = [
      { component: 'OCPPCommCtrlr', name: 'HeartbeatInterval', read: seconds, write: setBeat },
      { component: 'SampledDataCtrlr', name: 'TxUpdatedInterval', read: sample, write: setSample },
      { component: 'SmartChargingCtrlr', name: 'Enabled', read: () => 'true' },
      { component: 'SmartChargingCtrlr', name: 'RateUnit', read: () => 'A,W' },
      {
        component: 'TxCtrlr',
        name: 'StopTxOnEVSideDisconnect',
        read: () => 'true',
      },
      {
        component: 'OCPPCommCtrlr',
        name: 'UnlockOnEVSideDisconnect',
        read: () => String(!isPermanent()),
      },
      // The lock as it is sensed, and why: what a hotline asks first.
      { component: lock, name: 'Tripped', read: () => String(charger.said('latch') === 'locked') },
      { component: lock, name: 'State', read: () => charger.said('latch') ?? 'unknown' },
      { component: lock, name: 'LastCommand', read: () => charger.lockCommand },
      { component: lock, name: 'Reason', read: () => charger.said('why') ?? 'unknown' },
      { component: lock, name: 'Policy', read: () => charger.said('lock-policy') ?? 'unknown' },
      { component: 'FiscalMetering', name: 'Kind', read: () => charger.energy.options.kind },
    ];
  }

  private find({ component, name, isHere }: Asked): Variable | string {
    const inside = this.all.filter((one) => isSameName(one.component, component));
    if (inside.length === 0 || !isHere) return 'UnknownComponent';
    return inside.find((one) => isSameName(one.name, name)) ?? 'UnknownVariable';
  }

  get(params: Fields): Fields {
    const asked = params['getVariableData'] as readonly Fields[];
    const getVariableResult = asked.map((one) => {
      const { component, variable, attributeType = 'Actual' } = one;
      const found = this.find(askedBy(one));
      const base = { component, variable, attributeType };
      if (attributeType !== 'Actual') {
        return { ...base, attributeStatus: 'NotSupportedAttributeType' };
      }
      if (typeof found === 'string') return { ...base, attributeStatus: found };
      return { ...base, attributeStatus: 'Accepted', attributeValue: found.read() };
    });
    return { getVariableResult };
  }

  set(params: Fields): Fields {
    const asked = params['setVariableData'] as readonly Fields[];
    const setVariableResult = asked.map((one) => {
      const { component, variable, attributeType = 'Actual', attributeValue } = one;
      const found = this.find(askedBy(one));
      const base = { component, variable, attributeType };
      if (attributeType !== 'Actual') {
        return { ...base, attributeStatus: 'NotSupportedAttributeType' };
      }
      if (typeof found === 'string') return { ...base, attributeStatus: found };
      const isDone = found.write?.(String(attributeValue)) ?? false;
      return { ...base, attributeStatus: isDone ? 'Accepted' : 'Rejected' };
    });
    return { setVariableResult };
  }
}
