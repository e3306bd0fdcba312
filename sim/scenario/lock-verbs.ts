/**
 * Lock verbs: how lock, sense and stored energy differ from the schematic's ideal, and a plug that stops in front of
 * the pin.
 */

import { ms } from '../clock.ts';
import type { Verb } from './rows.ts';
import { num, verb } from './verb-row.ts';

/** What is fitted, in farads. */
const WHOLE_FARADS = 0.82;

export const lockVerbs: readonly Verb[] = [
  verb(
    'latch switch bounces for <duration>',
    "after every change the lock's sense contact gives the old answer again, in turns",
    { needs: 'latch', heals: ['latch switch bounces for 0 ms'], relays: [] },
    (w, [time]) => {
      w.plant.latch.bounceUs = num(time);
    },
  ),
  verb(
    'latch level drifts by <voltage> within <duration>',
    "a resistance in the lock's sense line, or in its earth, grows: the level moves slowly",
    { needs: 'latch', heals: ['latch level drifts by 0 V within 0 ms'], relays: [] },
    (w, [v, time]) => w.plant.latch.drift(num(v), num(time)),
  ),
  verb(
    'proximity contact <resistance> within <duration>',
    'the PP contact corrodes: what it adds to the coding resistor grows slowly',
    { needs: 'proximity', heals: ['proximity contact 0 Ohm within 0 ms'], relays: [] },
    (w, [ohms, time]) => w.plant.socket.driftContact(num(ohms), num(time)),
  ),
  verb(
    'lock speed <by-voltage|constant>',
    'the actuator is slower on a lower voltage, within a stroke as well; or as fast as at 12 V until it stops',
    { needs: 'latch', heals: { 'by-voltage': ['lock speed constant'] }, relays: [] },
    (w, [how]) => {
      w.plant.pin.slowsWithVoltage = how === 'by-voltage';
      w.plant.pin.reconsider();
    },
  ),
  verb(
    'capacitor aged to <duty>',
    "what is left of the lock capacitor's capacitance: with less of it a stroke sags more",
    { needs: 'lock-supply', heals: ['capacitor aged to 100 percent'], relays: [] },
    (w, [share]) => {
      const { capacitor } = w.plant;
      const volts = capacitor.nowVolts;
      capacitor.capacitanceFarads = (WHOLE_FARADS * Math.max(1, num(share))) / 1000;
      capacitor.fill(volts);
      w.plant.pin.reconsider();
    },
  ),
  verb(
    'plug against-the-pin',
    'the plug is pushed in as far as the extended pin: its pilot contacts touch, and the pin does not hold it',
    { needs: 'latch', heals: null, relays: [] },
    (w) => {
      const went = w.plant.socket.insert('half', 'touching');
      if (!went) w.trace.record(w.clock.nowUs, 'person', 'the plug does not go in');
    },
  ),
];

/** What the contactor's coil and its contacts do beyond what is drawn. */
export const coilVerbs: readonly Verb[] = [
  verb(
    'coil driver <shorted|conducts|whole>',
    "the driver of the contactor's coil no longer switches off, once it is on; it is on as soon as the pin is out",
    {
      needs: 'contactor-faults',
      heals: {
        shorted: ['coil driver whole', 'after 1 s breaker on'],
        conducts: ['coil driver whole', 'after 1 s breaker on'],
      },
      relays: [],
    },
    (w, [what]) => {
      w.plant.coil.driverShorted = what === 'shorted';
      w.plant.coil.conducts = what === 'conducts';
      w.plant.coil.reconsider();
    },
  ),
  verb(
    'coil fed from <mains|rail>',
    "the contactor's coil drops in a dip of mains, or outlives it with the controller",
    { needs: 'contactor-faults', heals: { mains: ['coil fed from rail'] }, relays: [] },
    (w, [what]) => {
      w.plant.coil.fedFrom = what === 'mains' ? 'mains' : 'rail';
      w.plant.settle();
    },
  ),
  verb(
    'contactor bounces for <duration>',
    'its mirror contact bounces for so long after it has closed',
    { needs: 'contactor-faults', heals: ['contactor bounces for 3 ms'], relays: [] },
    (w, [time]) => {
      w.plant.contactor.bounceMs = num(time) / ms(1);
    },
  ),
  verb(
    'ghost <voltage>',
    'peak voltage that couples into an open outgoing side, from a high impedance',
    { needs: 'outgoing-voltage', heals: ['ghost 0 V', 'after 1 s breaker on'], relays: [] },
    (w, [v]) => {
      w.plant.ghostVolts = num(v) / 1000;
      w.plant.settle();
    },
  ),
];
