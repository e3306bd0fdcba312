/**
 * Errors of OCPP 1.6: the nearest of its codes for every fault. The code of ChargeX goes beside it, as the vendor's.
 */

import type { FaultName } from '../../../firmware/control/faults.ts';

export const errorCodes: Readonly<Record<FaultName, string>> = {
  welded: 'PowerSwitchFailure',
  'residual-current': 'GroundFailure',
  'emergency-stop': 'OtherError',
  'power-loss': 'OtherError',
  'contacts-unsteady': 'PowerSwitchFailure',
  'earth-fault': 'GroundFailure',
  undervoltage: 'UnderVoltage',
  overvoltage: 'OverVoltage',
  'supply-under-load': 'InternalError',
  'over-temperature': 'HighTemperature',
  'thermometer-lost': 'InternalError',
  'over-current': 'OverCurrentFailure',
  'latch-lost': 'ConnectorLockFailure',
  'latch-lost-opening': 'ConnectorLockFailure',
  'plug-lost': 'ConnectorLockFailure',
  'proof-stuck': 'PowerSwitchFailure',
  'contactor-open': 'PowerSwitchFailure',
  'contactor-dropped': 'PowerSwitchFailure',
  'pilot-short': 'EVCommunicationError',
  'pilot-diode': 'EVCommunicationError',
  'pilot-invalid': 'EVCommunicationError',
  'lock-jam': 'ConnectorLockFailure',
  'authorization-timeout': 'NoError',
  'journal-unreadable': 'InternalError',
  'latch-unproven': 'ConnectorLockFailure',
  'reflex-stopped': 'PowerSwitchFailure',
  'self-test-failed': 'GroundFailure',
  'proximity-short': 'OtherError',
  'partial-insertion': 'OtherError',
  'no-plug': 'OtherError',
  'ventilation-required': 'OtherError',
  'lock-supply-low': 'ConnectorLockFailure',
  'release-jam': 'ConnectorLockFailure',
  'settings-lost': 'InternalError',
};

export function errorCodeOf(fault: string): string {
  return Object.hasOwn(errorCodes, fault) ? errorCodes[fault as FaultName] : 'NoError';
}
