/**
 * Fault verbs: what breaks in the world around the firmware, and what heals it.
 */

import type { Wire } from '../plant/wire.ts';
import { BREAKER } from './pole-verbs.ts';
import type { Verb } from './rows.ts';
import { num, text, verb } from './verb-row.ts';

/** Coding resistors that a jig has. */
export const CABLE_OHMS: readonly number[] = [100, 220, 680, 1500];

/** What breaks, and what heals. */
export const faultVerbs: readonly Verb[] = [
  verb(
    'spike <voltage> for <duration>',
    'a voltage is forced onto the pilot',
    { needs: 'pilot-voltage', heals: null },
    (w, [v, time]) => w.plant.line.spike(num(v), num(time)),
  ),
  verb(
    'pilot-wire <shorted|whole>',
    'pilot to protective earth',
    { needs: 'pilot-faults', heals: { shorted: ['pilot-wire whole'] } },
    (w, [what]) => {
      w.plant.line.shorted = what === 'shorted';
      w.plant.line.reconsider();
    },
  ),
  verb(
    'diode <missing|whole>',
    "the vehicle's diode",
    { needs: 'pilot-faults', heals: { missing: ['diode whole'] } },
    (w, [what]) => {
      w.plant.line.hasDiode = what === 'whole';
      w.plant.line.reconsider();
    },
  ),
  verb(
    'noise <voltage>',
    'amplitude of the noise on the pilot',
    { needs: 'pilot-voltage', heals: ['noise 20 mV'] },
    (w, [v]) => {
      w.plant.line.noiseMillivolts = num(v);
    },
  ),
  verb(
    'contactor <welds|gives-way>',
    'the contacts weld; the weld breaks',
    { needs: 'contactor-faults', heals: { welds: ['contactor gives-way', BREAKER] } },
    (w, [what]) => {
      if (what === 'welds') w.plant.contactor.welded = true;
      else w.plant.contactor.unweld();
    },
  ),
  verb(
    'contactor <dead|alive>',
    'the coil does not pull in',
    { needs: 'contactor-faults', heals: { dead: ['contactor alive'] } },
    (w, [what]) => {
      w.plant.contactor.coilBroken = what === 'dead';
    },
  ),
  verb(
    'contactor drops in <duration>',
    'drop-out time',
    { needs: 'contactor-faults', heals: ['contactor drops in 20 ms', BREAKER] },
    (w, [time]) => {
      w.plant.contactor.dropOutMs = num(time) / 1000;
    },
  ),
  verb(
    'mirror <stuck-open|stuck-closed|whole>',
    'what the mirror contact reads of the main contacts',
    {
      needs: 'mirror',
      heals: { 'stuck-open': ['mirror whole'], 'stuck-closed': ['mirror whole', BREAKER] },
    },
    (w, [what]) => {
      w.plant.contactor.mirrorStuck = what === 'whole' ? null : what === 'stuck-closed';
      w.plant.settle();
    },
  ),
  verb(
    'mirror wire <cut|shorted|whole>',
    'the mirror contact is normally closed: cut reads as closed, shorted as open for ever',
    {
      needs: 'mirror',
      heals: { cut: ['mirror wire whole', BREAKER], shorted: ['mirror wire whole'] },
      relays: [],
    },
    (w, [what]) => {
      w.plant.contactor.mirrorWire = text(what) as Wire;
      w.plant.settle();
    },
  ),
  verb(
    'voltage-sense <stuck-dead|stuck-live|whole>',
    'the sense of the outgoing voltage',
    {
      needs: 'outgoing-voltage',
      heals: {
        'stuck-dead': ['voltage-sense whole'],
        'stuck-live': ['voltage-sense whole', BREAKER],
      },
      relays: [],
    },
    (w, [what]) => {
      w.plant.contactor.outgoingStuck = what === 'whole' ? null : what === 'stuck-live';
      w.plant.settle();
    },
  ),
  verb(
    'supply-sense <stuck-absent|stuck-present|whole>',
    'the sense of mains in front of the contactor',
    { needs: 'supply', heals: ['supply-sense whole'], relays: [] },
    (w, [what]) => {
      w.plant.supplySenseStuck = what === 'whole' ? null : what === 'stuck-present';
      w.plant.settle();
    },
  ),
  verb(
    'lock <seized|moves>',
    'the actuator does not move at all',
    { needs: 'latch', heals: { seized: ['lock moves'] } },
    (w, [what]) => {
      w.plant.pin.seized = what === 'seized';
      w.plant.pin.reconsider();
    },
  ),
  verb(
    'lock <jammed|freed>',
    'the pin does not come back',
    { needs: 'latch', heals: { jammed: ['lock freed'] } },
    (w, [what]) => {
      w.plant.pin.jammed = what === 'jammed';
      w.plant.pin.reconsider();
    },
  ),
  verb(
    'lock <jammed-open|goes-in>',
    'the pin does not go in',
    { needs: 'latch', heals: { 'jammed-open': ['lock goes-in'] } },
    (w, [what]) => {
      const pin = w.plant.pin;
      pin.jammedOpen = what === 'jammed-open';
      pin.blocksExtend = pin.jammedOpen || w.plant.socket.plug === 'half';
      pin.reconsider();
    },
  ),
  verb(
    'lock friction <count>',
    'stretches the travel; 1 is a warm, clean part',
    { needs: 'latch', heals: ['lock friction 1'] },
    (w, [n]) => {
      w.plant.pin.friction = num(n);
      w.plant.pin.reconsider();
    },
  ),
  verb(
    'lock wires <swapped|right>',
    "the actuator's two wires",
    { needs: 'latch', heals: { swapped: ['lock wires right'] } },
    (w, [what]) => {
      w.plant.pin.swapped = what === 'swapped';
      w.plant.pin.reconsider();
    },
  ),
  verb(
    'latch wire <cut|shorted|whole>',
    "the lock's sense wire",
    { needs: 'latch', heals: ['latch wire whole'], relays: [] },
    (w, [what]) => {
      w.plant.latchWire = text(what) as Wire;
    },
  ),
  verb(
    'latch switch <stuck-locked|stuck-unlocked|works>',
    "the lock's sense contact",
    { needs: 'latch', heals: ['latch switch works'] },
    (w, [what]) => {
      if (what === 'works') w.plant.latch.stuck = null;
      else w.plant.latch.stuck = what === 'stuck-locked' ? 'locked' : 'unlocked';
      w.plant.latch.follow();
    },
  ),
  verb(
    'pin <extended|withdrawn>',
    'the pin is moved by hand',
    { needs: 'latch', heals: null },
    (w, [where]) => w.plant.pin.place(where === 'extended' ? 1 : 0),
  ),
  verb(
    'proximity wire <cut|shorted|whole>',
    'the proximity wire',
    { needs: 'proximity', heals: ['proximity wire whole'] },
    (w, [what]) => {
      w.plant.socket.wire = text(what) as Wire;
    },
  ),
  verb(
    'cable <resistance>',
    "the cable's coding resistor",
    { needs: 'proximity', heals: ['cable 220 Ohm'], relays: CABLE_OHMS },
    (w, [ohms]) => {
      w.plant.socket.cableOhms = num(ohms);
    },
  ),
  verb(
    'thermometer wire <cut|shorted|whole>',
    "the thermometer's wire",
    { needs: 'thermometer', heals: ['thermometer wire whole'] },
    (w, [what]) => {
      w.plant.thermometerWire = text(what) as Wire;
    },
  ),
  verb(
    'temperature <temperature>',
    'at the contacts',
    { needs: 'thermometer', heals: ['temperature 20 C'] },
    (w, [celsius]) => {
      w.plant.celsius = num(celsius);
    },
  ),
  verb(
    'leak <on|off>',
    'a residual current',
    { needs: 'residual', heals: { on: ['leak off'] } },
    (w, [on]) => w.plant.residual.leak(on === 'on'),
  ),
  verb(
    'leak on trips in <duration>',
    'a residual current, with the time that the sensor takes',
    { needs: 'residual', heals: ['leak off'] },
    (w, [time]) => w.plant.residual.leak(true, num(time) / 1000),
  ),
  verb(
    'residual sensor <dead|alive>',
    'the residual-current sensor',
    { needs: 'residual', heals: { dead: ['residual sensor alive'] } },
    (w, [what]) => {
      w.plant.residual.dead = what === 'dead';
    },
  ),
  verb(
    'reflex opens',
    'the hardware beside the interpreter opens the contactor without a cause',
    { needs: 'processor', heals: null, relays: [] },
    (w) => w.processor.openByReflex(),
  ),
  verb(
    'reflex <fails|stops|works>',
    'it no longer opens, without any sign; it stalls with the contactor as it is',
    {
      needs: 'processor',
      heals: { fails: ['reflex works'], stops: ['reflex works'] },
      relays: [],
    },
    (w, [what]) => {
      w.plant.reflexHealth = text(what) as typeof w.plant.reflexHealth;
      w.plant.watcher?.();
    },
  ),
  verb(
    'excess <current>',
    'the car draws more than it is offered',
    { needs: 'current-meter', heals: ['excess 0 A'] },
    (w, [current]) => {
      w.plant.excessMilliamps = num(current);
    },
  ),
];
