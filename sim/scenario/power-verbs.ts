/**
 * Power verbs: what happens to mains, to the supplies, and to the processor with its storage.
 */

import { ResetCause } from '../../firmware/hal.ts';
import type { Verb } from './rows.ts';
import { num, verb } from './verb-row.ts';

export const powerVerbs: readonly Verb[] = [
  verb(
    'isolator <on|off>',
    'the switch upstream of the charger',
    { needs: 'supply', heals: { off: ['isolator on'] } },
    (w, [on]) => w.plant.mains.set('isolatorClosed', on === 'on'),
  ),
  verb(
    'grid <on|off>',
    'mains, for longer',
    { needs: 'supply', heals: { off: ['grid on'] } },
    (w, [on]) => w.plant.mains.set('gridOn', on === 'on'),
  ),
  verb(
    'grid dip for <duration>',
    'a short loss of mains',
    { needs: 'supply', heals: ['grid on'] },
    (w, [time]) => w.plant.mains.dip(num(time)),
  ),
  verb(
    'breaker on',
    'the upstream breaker is closed again',
    { needs: 'supply', heals: null, relays: [] },
    (w) => w.plant.mains.set('breakerClosed', true),
  ),
  verb(
    'supply <voltage>',
    'rms voltage of the supply',
    { needs: 'supply-meter', heals: ['supply 230 V'] },
    (w, [v]) => {
      w.plant.mains.decivolts = num(v) / 100;
    },
  ),
  verb(
    'earth <voltage>',
    'rms voltage of the protective earth',
    { needs: 'supply-meter', heals: ['earth 0 V'] },
    (w, [v]) => {
      w.plant.mains.earthDecivolts = num(v) / 100;
    },
  ),
  verb(
    'rail <on|off>',
    "the controller's own supply alone",
    { needs: 'processor', heals: { off: ['rail on'] }, relays: [] },
    (w, [on]) => w.plant.rail.set(on === 'on'),
  ),
  verb(
    'rail dip for <duration>',
    "a brown-out of the controller's own supply",
    { needs: 'processor', heals: null, relays: [] },
    (w, [time]) => {
      w.plant.rail.set(false);
      w.clock.after(num(time), () => w.plant.rail.set(w.plant.mains.present));
    },
  ),
  verb(
    'reset <watchdog|pin>',
    'the processor starts again',
    { needs: 'processor', heals: null, relays: ['pin'] },
    (w, [cause]) =>
      w.processor.reset(cause === 'watchdog' ? ResetCause.Watchdog : ResetCause.Unknown),
  ),
  verb(
    'stall <duration>',
    'the interpreter stands still',
    { needs: 'processor', heals: null, relays: [] },
    (w, [time]) => w.processor.stall(num(time)),
  ),
  verb(
    'crystal <stops|runs>',
    'nothing on the board counts time any more, its watchdog neither; it runs, and the processor starts again',
    { needs: 'processor', heals: { stops: ['crystal runs'] }, relays: [] },
    (w, [what]) => w.processor.setClock(what === 'runs'),
  ),
  verb(
    'line <cut|whole>',
    'the serial line: while it is cut, nothing that is typed arrives',
    { needs: 'processor', heals: { cut: ['line whole'] }, relays: [] },
    (w, [what]) => {
      w.lineCut = what === 'cut';
    },
  ),
  verb(
    'identify <owner|installer>',
    'somebody with the key asks for the role, and answers the challenge',
    { needs: 'processor', heals: null, relays: [] },
    (w, [role]) => w.identify(role === 'owner' ? 'owner' : 'installer'),
  ),
  verb(
    'capacitor <voltage>',
    "the lock's stored energy, set by hand",
    { needs: 'lock-supply', heals: null },
    (w, [v]) => w.plant.capacitor.fill(num(v) / 1000),
  ),
  verb(
    'capacitor source <voltage>',
    'what the lock capacitor is charged from',
    { needs: 'lock-supply', heals: ['capacitor source 12 V'] },
    (w, [v]) => {
      w.plant.capacitor.sourceVolts = num(v) / 1000;
    },
  ),
  verb(
    'journal torn after <count>',
    'the next write to storage is cut off after so many characters',
    { needs: 'storage', heals: ['journal whole', 'rail on'] },
    (w, [n]) => {
      w.tearAfter = num(n);
    },
  ),
  verb(
    'journal whole',
    'the next write to storage is whole after all',
    { needs: 'storage', heals: null },
    (w) => {
      w.tearAfter = null;
    },
  ),
  verb(
    'journal corrupt',
    'both journal slots lose a bit',
    { needs: 'storage', heals: null },
    (w) => {
      for (const [slot, content] of w.slots) if (slot < 2) w.slots.set(slot, `x${content}`);
    },
  ),
  verb(
    'settings corrupt',
    'both copies of the settings lose a bit',
    { needs: 'storage', heals: null },
    (w) => {
      for (const slot of [2, 3]) w.slots.set(slot, `x${w.slots.get(slot) ?? ''}`);
    },
  ),
];
