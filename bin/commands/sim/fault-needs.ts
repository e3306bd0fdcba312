/**
 * Fault needs: what a board must have to see a fault, where not every board has it. What is not fitted is told
 * by `fitted` on the console; a net is called as in the pin map.
 */

import type { FaultName } from '../../../firmware/control/faults.ts';

export const faultNeeds: Readonly<Partial<Record<FaultName, string>>> = {
  'residual-current': 'a residual-current sensor (`residual`)',
  'self-test-failed': 'a residual-current sensor with a test input (`residual`, `residualTest`)',
  'emergency-stop': 'an emergency stop (`eStop`)',
  'reflex-stopped': 'hardware that opens by itself (`reflex`)',
  'earth-fault': 'a voltage or a relay of the protective earth (`earthVoltage`)',
  undervoltage: 'a measured supply voltage (`supplyVoltage`)',
  overvoltage: 'a measured supply voltage (`supplyVoltage`)',
  'over-current': 'a measured outgoing current (`outgoingCurrent`)',
  'over-temperature': 'a thermometer (`thermometer`)',
  'thermometer-lost': 'a thermometer (`thermometer`)',
};
