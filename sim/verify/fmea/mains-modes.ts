/**
 * Mains modes: what fails between the grid and the contacts of the socket-outlet.
 */

import { hasMirror, hasVoltage, type Mode } from './modes.ts';

export const mainsModes = {
  'isolator open': {
    lines: ['isolator off'],
    worst: 'stuck',
    told: ['power-loss'],
    because:
      'Without supply a voltage sense alone proves nothing, and a controller that dies has no time for a stroke: the plug is held until mains is back.',
  },
  'mains lost': {
    lines: ['grid off'],
    worst: 'stuck',
    told: ['power-loss'],
    because:
      'Without supply a voltage sense alone proves nothing, and a controller that dies has no time for a stroke: the plug is held until mains is back.',
  },
  'mains dips for 60 ms': {
    lines: ['grid dip for 60 ms'],
    worst: 'nothing',
    told: ['power-loss'],
  },
  'mains at 190 V': {
    lines: ['supply 190 V'],
    worst: 'no energy',
    told: ['undervoltage'],
  },
  'mains at 270 V': {
    lines: ['supply 270 V'],
    worst: 'no energy',
    told: ['overvoltage'],
  },
  'neutral lost': {
    lines: ['supply N lost'],
    worst: 'stuck',
    told: ['power-loss'],
    because:
      'Without supply a voltage sense alone proves nothing, and a controller that dies has no time for a stroke: the plug is held until mains is back.',
  },
  'L1 welds': {
    lines: ['contactor pole L1 welds'],
    worst: 'stuck',
    told: ['welded'],
    because:
      'A live socket holds its plug: until the weld is disproved, the pin is worked towards locked.',
  },
  'N welds': {
    lines: ['contactor pole N welds'],
    worst: 'stuck',
    told: ['welded'],
    because:
      'A live socket holds its plug: until the weld is disproved, the pin is worked towards locked.',
  },
  'L1 does not close': {
    lines: ['contactor pole L1 fails'],
    worst: 'no energy',
    told: ['proof-stuck', 'contactor-open'],
  },
  'N does not close': {
    lines: ['contactor pole N fails'],
    worst: 'nothing',
    told: [],
  },
  'L2 welds': {
    lines: ['contactor pole L2 welds'],
    given: ['phases 3'],
    worst: 'stuck',
    told: ['welded'],
    because:
      'A live socket holds its plug: until the weld is disproved, the pin is worked towards locked.',
  },
  'L3 does not close': {
    lines: ['contactor pole L3 fails'],
    given: ['phases 3'],
    worst: 'nothing',
    told: [],
  },
  'contactor welds': {
    lines: ['contactor welds'],
    worst: 'stuck',
    told: ['welded'],
    because:
      'A live socket holds its plug: until the weld is disproved, the pin is worked towards locked.',
  },
  'contactor stays open': {
    lines: ['contactor dead'],
    worst: 'no energy',
    told: ['contactor-open'],
  },
  'contactor drops late': {
    lines: ['contactor drops in 400 ms'],
    worst: 'nothing',
    told: ['welded'],
  },
  'contactor closes by itself': {
    lines: ['coil driver conducts'],
    worst: 'stuck',
    told: ['welded'],
    because:
      'A live socket holds its plug: until the weld is disproved, the pin is worked towards locked.',
  },
  'contactor falls off in a dip': {
    lines: ['coil fed from mains', 'grid dip for 35 ms'],
    worst: 'nothing',
    told: [],
  },
  'contacts bounce for 60 ms': {
    lines: ['contactor bounces for 60 ms'],
    worst: 'nothing',
    told: [],
  },
  'contacts hot': {
    lines: ['temperature 90 C'],
    worst: 'no energy',
    told: ['over-temperature'],
  },
  'mirror reads closed': {
    lines: ['mirror wire cut'],
    where: hasMirror,
    worst: 'stuck',
    told: ['welded'],
    because:
      'Reads as a weld, which is the safe side: the plug is held until the proof is repaired.',
  },
  'mirror reads open': {
    lines: ['mirror wire shorted'],
    where: hasMirror,
    worst: 'no energy',
    told: ['proof-stuck', 'contactor-open', 'contactor-dropped'],
  },
  'voltage reads dead': {
    lines: ['voltage-sense stuck-dead'],
    where: hasVoltage,
    worst: 'no energy',
    told: ['proof-stuck', 'contactor-open', 'contactor-dropped'],
  },
  'voltage reads live': {
    lines: ['voltage-sense stuck-live'],
    where: hasVoltage,
    worst: 'stuck',
    told: ['welded'],
    because:
      'Reads as a weld, which is the safe side: the plug is held until the proof is repaired.',
  },
  'ghost voltage': {
    lines: ['ghost 120 V'],
    where: hasVoltage,
    worst: 'stuck',
    told: ['welded'],
    because:
      'Reads as a weld, which is the safe side: the plug is held until the proof is repaired.',
  },
  'mains sense reads none': {
    lines: ['supply-sense stuck-absent'],
    worst: 'stuck',
    told: ['power-loss'],
    because: 'Without a sense of supply a voltage sense alone proves nothing.',
  },
  'mains sense reads some': {
    lines: ['supply-sense stuck-present'],
    worst: 'nothing',
    told: [],
  },
  'mains sense reads some, mains lost': {
    lines: ['supply-sense stuck-present', 'grid off'],
    worst: 'stuck',
    told: ['proof-stuck', 'contactor-open', 'contactor-dropped'],
    because:
      'The charger is not told that its supply ends: it locks, or waits for a proof, with what is stored.',
  },
  'residual sensor dead': {
    lines: ['residual sensor dead'],
    worst: 'no energy',
    told: ['self-test-failed'],
  },
  'residual sensor trips': {
    lines: ['leak on'],
    worst: 'no energy',
    told: ['residual-current'],
  },
  'residual current trips the breaker': {
    lines: ['leak on trips in 40 ms'],
    worst: 'no energy',
    told: ['residual-current'],
  },
  'earth meter reads 100 V': {
    lines: ['earth 100 V'],
    worst: 'no energy',
    told: ['earth-fault'],
  },
  'current meter reads too much': {
    lines: ['excess 6 A'],
    worst: 'no energy',
    told: ['over-current'],
  },
} as const satisfies Record<string, Mode>;
