/**
 * Rule rows: the rules and the progress that the safety case promises.
 */

import { type Requirement, row } from './requirement.ts';

const RULES = ['test/firmware/guard/rules.test.ts'];
const GUARD = 'guard/rules guard/memory';

export const ruleRows: readonly Requirement[] = [
  row(
    'R1',
    'Nothing drives or lets go towards release before open is commanded, sensed, and dead for the proof time.',
    `control/release drivers/contactor drivers/digital-inputs ${GUARD}`,
    'field/f04-* field/f05-* proof/voltage-only-* service/*',
    { search: ['lock', 'drivers-lock', 'service'], tests: RULES },
  ),
  row(
    'R2',
    'Nothing closes before the latch is proven locked, by a sense that was seen to change.',
    `control/phases control/latch-proof control/lock-anew drivers/latch-sense drivers/hold-to-lock ${GUARD}`,
    'field/f06-* field/f21-* field/f44-* policy/hold-to-lock-sticks-in-* fault/latch-lost-in-ready fault/stall-while-the-coil-pulls-in',
    { search: ['lock', 'drivers-lock'], tests: RULES },
  ),
  row(
    'R3',
    'Nothing stays closed after the pilot has left C or D, is invalid, or has lost its negative half.',
    `control/open-conditions drivers/control-pilot reflex ${GUARD}`,
    'field/f08-* field/f19-* field/f20-* timing/car-opens* timing/pilot-lost-in-c',
    { search: ['pilot', 'drivers-pilot'], tests: RULES },
  ),
  row(
    'R4',
    'Nothing stays closed after latch, plug, supply, residual current, temperature or e-stop says stop.',
    `control/open-conditions drivers/residual-current drivers/thermometer observe loop ${GUARD}`,
    'field/f07-* fault/emergency-stop fault/residual-current fault/over-temperature supply/loss-is-acted-on',
    { search: ['faults', 'power'], tests: RULES },
  ),
  row(
    'R5',
    'Nothing closes again before the minimum open time.',
    `control/phases control/age ${GUARD}`,
    'field/f22-* timing/minimum-off-time-after-a-stop reflex/minimum-open-time-after-a-short-close',
    { search: ['contactor'], tests: RULES },
  ),
  row(
    'R6',
    'Nothing closes before the restart that follows every return of power has finished.',
    `control/phases charger main ${GUARD}`,
    'field/f15-* field/f16-* supply/*restart*',
    { search: ['power'], tests: RULES },
  ),
  row(
    'R7',
    'No stroke, no rest and no pause before a reversal is overrun.',
    `drivers/bistable-lock drivers/lock-parts ${GUARD}`,
    'field/f09-* service/a-real-stall policy/every-part',
    { search: ['lock'], tests: ['test/firmware/drivers/bistable-lock.test.ts', ...RULES] },
  ),
  row(
    'R8',
    'No current is offered where none may be, nor more than cable, installation or temperature bear.',
    `control/offer drivers/proximity ${GUARD}`,
    'proximity/rating* proximity/a-lower-rating-later-lowers fault/warm-offers-less timing/simplified-car',
    { search: ['people', 'faults'], tests: RULES },
  ),
  row(
    'R9',
    'A weld is not forgotten before it is disproved, over power cuts either.',
    `control/fault-detection storage/journal ${GUARD}`,
    'field/f05-* fault/weld-* proof/*weld* lies/coil-driver-*',
    { search: ['contactor', 'drivers-contactor'], tests: RULES },
  ),
  row(
    'R10',
    'After an e-stop, a leak, an over-current, a lost latch or an unreadable journal nothing closes before a person has acted.',
    `control/reclose storage/journal ${GUARD}`,
    'field/f43-* fault/residual-current-survives-power fault/start-after-a-leak fault/new-board',
    { search: ['faults'], tests: ['test/firmware/guard/guard-acts.test.ts'] },
  ),
  row(
    'R11',
    'Where a master is required, no more than the safe limit is offered while none of its limits is in force.',
    `control/term control/offer ${GUARD}`,
    'master/required-* master/optional-* master/term-*',
    { search: ['people'], tests: ['test/firmware/guard/guard-master.test.ts'] },
  ),
  row(
    'L1',
    'When the world co-operates, the plug comes free.',
    'control/release',
    'field/f02-* field/f29-* driver/stop-*',
    { search: ['*'] },
  ),
  row(
    'L2',
    'No fault stops release efforts for ever.',
    'control/release control/retries',
    'field/f02-* field/f10-*',
    {
      search: ['*'],
    },
  ),
  row(
    'L3',
    'What is held for longer than ten seconds has a fault or a reason that is true.',
    'control/hold-reason control/fault-detection',
    'fault/proof-that-flaps release/* policy/permanent-*',
    { search: ['*'] },
  ),
];
