/**
 * Lock modes: what fails in the lock, in its sense and in its stored energy.
 */

import { isBistable, type Mode } from './modes.ts';

export const lockModes = {
  'latch line cut': {
    lines: ['latch wire cut'],
    worst: 'no energy',
    told: ['latch-lost', 'latch-lost-opening', 'lock-jam', 'release-jam'],
  },
  'latch line shorted': {
    lines: ['latch wire shorted'],
    worst: 'no energy',
    told: ['latch-lost', 'latch-lost-opening', 'lock-jam', 'release-jam'],
  },
  'latch line cut for a while': {
    lines: ['latch wire cut'],
    forMs: 2000,
    worst: 'no energy',
    told: ['latch-lost', 'latch-lost-opening', 'latch-unproven', 'lock-jam'],
  },
  'latch line shorted for a while': {
    lines: ['latch wire shorted'],
    forMs: 2000,
    worst: 'no energy',
    told: ['latch-lost', 'latch-lost-opening', 'latch-unproven', 'lock-jam'],
  },
  'latch reads locked': {
    lines: ['latch switch stuck-locked'],
    worst: 'no energy',
    told: ['latch-unproven', 'release-jam'],
  },
  'latch reads unlocked': {
    lines: ['latch switch stuck-unlocked'],
    worst: 'no energy',
    told: ['latch-lost', 'latch-lost-opening', 'lock-jam'],
  },
  'latch reads locked for a while': {
    lines: ['latch switch stuck-locked'],
    forMs: 2000,
    worst: 'nothing',
    told: ['latch-unproven'],
  },
  'latch reads unlocked for a while': {
    lines: ['latch switch stuck-unlocked'],
    forMs: 2000,
    worst: 'no energy',
    told: ['latch-lost', 'latch-lost-opening', 'latch-unproven', 'lock-jam'],
  },
  'latch bounces for 200 ms': {
    lines: ['latch switch bounces for 200 ms'],
    worst: 'nothing',
    told: [],
  },
  'latch level drifts': {
    lines: ['latch level drifts by 1 V within 20 s'],
    worst: 'no energy',
    told: ['latch-lost', 'lock-jam', 'release-jam'],
  },
  'latch blinks': {
    lines: ['latch wire cut'],
    forMs: 300,
    worst: 'no energy',
    told: ['latch-lost', 'latch-lost-opening'],
  },
  'lock seized': {
    lines: ['lock seized'],
    worst: 'stuck',
    told: ['lock-jam', 'release-jam'],
    because:
      'The mechanics of the lock: strokes are tried again and again, and the message says how to help.',
  },
  'lock seized for a while': {
    lines: ['lock seized'],
    forMs: 5000,
    worst: 'no energy',
    told: ['lock-jam', 'release-jam'],
  },
  'pin does not come back': {
    lines: ['lock jammed'],
    worst: 'stuck',
    told: ['release-jam'],
    because:
      'The mechanics of the lock: strokes are tried again and again, and the message says how to help.',
  },
  'pin does not come back for a while': {
    lines: ['lock jammed'],
    forMs: 5000,
    worst: 'nothing',
    told: ['release-jam'],
  },
  'pin does not go in': {
    lines: ['lock jammed-open'],
    worst: 'no energy',
    told: ['lock-jam'],
  },
  'pin does not go in for a while': {
    lines: ['lock jammed-open'],
    forMs: 5000,
    worst: 'no energy',
    told: ['lock-jam'],
  },
  'pin withdrawn by the bridge': {
    lines: ['pin withdrawn'],
    worst: 'live and free',
    told: ['latch-lost'],
    because:
      "For the contactor's drop-out time: the latch contact in its line, and the reflex, open it at once; nothing is quicker.",
  },
  'lock wires swapped': {
    lines: ['lock wires swapped'],
    worst: 'stuck',
    told: ['lock-jam', 'release-jam'],
    because: 'The pin goes the other way: found when the lock is fitted (holdfast doctor).',
  },
  'lock stiff': {
    lines: ['lock friction 4'],
    worst: 'no energy',
    told: ['latch-unproven'],
  },
  'cable hangs on the pin': {
    lines: ['tension on'],
    worst: 'stuck',
    told: ['release-jam'],
    because:
      'The mechanics of the lock: strokes are tried again and again, and the message says how to help.',
  },
  'lock supply at 0 V': {
    lines: ['capacitor source 0 V', 'capacitor 0 V'],
    where: isBistable,
    worst: 'stuck',
    told: ['lock-supply-low'],
    because: 'No stroke begins on a voltage at which it might not end.',
  },
  'lock supply at 9 V': {
    lines: ['capacitor source 9 V'],
    where: isBistable,
    worst: 'stuck',
    told: ['lock-supply-low'],
    because: 'No stroke begins on a voltage at which it might not end.',
  },
  'lock capacitor aged': {
    lines: ['capacitor aged to 30 percent', 'lock speed by-voltage'],
    where: isBistable,
    worst: 'nothing',
    told: ['lock-supply-low'],
  },
} as const satisfies Record<string, Mode>;
