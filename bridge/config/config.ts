/**
 * Config: what the bridge is told, with every default filled in.
 */

import type { EnergyKind } from '../core/energy.ts';
import type { LimitOptions } from '../core/limit-sources.ts';
import type { Version } from '../ocpp/ocpp-link.ts';

/** A password stands in a file or in the environment, never in the config. */
export interface Secret {
  readonly passwordFile?: string;
  readonly passwordVariable?: string;
}

export interface PulseMeter {
  readonly command: readonly string[];
  readonly perKilowattHour: number;
}

export interface ModbusMeter {
  readonly host: string;
  readonly port: number;
  readonly unit: number;
  readonly register: number;
  readonly kind: 'input' | 'holding';
  readonly type: 'float32' | 'uint32';
  readonly wattHours: number;
}

export interface EnergyConfig {
  readonly kind: 'none' | 'estimate' | 'pulses' | 'modbus';
  readonly phases: number;
  readonly volts: number;
  readonly pulses?: PulseMeter;
  readonly modbus?: ModbusMeter;
}

export interface OcppConfig extends Secret {
  readonly url: string;
  readonly id: string;
  readonly version: Version;
  readonly securityProfile?: 0 | 1 | 2;
  readonly caFile?: string;
}

export interface MqttConfig extends Secret {
  readonly url: string;
  readonly name: string;
  readonly discovery: string;
  readonly userName?: string;
  readonly caFile?: string;
}

export interface ModbusConfig {
  readonly port: number;
  readonly host: string;
}

export interface Config {
  readonly folder: string;
  readonly tag: string;
  readonly keyFile?: string;
  readonly energy: EnergyConfig;
  readonly limits: LimitOptions;
  readonly ocpp?: OcppConfig;
  readonly mqtt?: MqttConfig;
  readonly modbus?: ModbusConfig;
  readonly page?: { readonly port: number };
}

export function energyKindOf({ kind }: EnergyConfig): EnergyKind {
  return kind === 'none' || kind === 'estimate' ? kind : 'metered';
}
