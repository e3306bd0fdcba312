/**
 * Wiring faults that can be put into the simulated charger, and what the doctor must find for each.
 */

import { contacts, inputWords } from '../../../firmware/drivers/input-words.ts';
import { built, compared, deaf, type WiringFault, wired } from './wiring-fault.ts';

const lock: readonly WiringFault[] = [
  wired(
    'lock-wires-swapped',
    'lock-wires-swapped',
    ({ plant }) => {
      plant.pin.swapped = true;
    },
    'F21',
  ),
  wired('latch-sense-reversed', 'latch-sense-reversed', ({ plant }) => {
    plant.latch.reversed = true;
  }),
  wired(
    'other-lock-fitted',
    'lock-half-stroke',
    ({ plant }) => {
      plant.pin.travelMs *= 3;
    },
    'F21',
  ),
  wired(
    'lock-dead',
    'lock-does-not-move',
    ({ plant }) => {
      plant.pin.seized = true;
    },
    'F09',
  ),
  wired(
    'lock-blocked-open',
    'lock-does-not-move',
    ({ plant }) => {
      plant.pin.jammedOpen = true;
      plant.pin.blocksExtend = true;
    },
    'F06',
  ),
  wired(
    'lock-does-not-come-back',
    'lock-does-not-come-back',
    ({ plant }) => {
      plant.pin.jammed = true;
    },
    'F02',
  ),
  wired('lock-stiff', 'lock-half-stroke', ({ plant }) => {
    plant.pin.friction = 2.5;
  }),
  wired(
    'latch-wire-cut',
    'latch-wire-cut',
    ({ plant }) => {
      plant.latchWire = 'cut';
    },
    'F07',
  ),
  wired(
    'latch-wire-shorted',
    'latch-wire-shorted',
    ({ plant }) => {
      plant.latchWire = 'shorted';
    },
    'F07',
  ),
  wired(
    'lock-supply-low',
    'lock-supply-low',
    ({ plant }) => {
      plant.capacitor.sourceVolts = 9;
    },
    'F03',
  ),
  wired(
    'lock-capacitor-small',
    'lock-supply-sags',
    ({ plant }) => {
      plant.capacitor.capacitanceFarads = 0.02;
    },
    'F03',
  ),
];

const pilot: readonly WiringFault[] = [
  wired(
    'pilot-grounded',
    'pilot-grounded',
    ({ plant }) => {
      plant.line.wire = 'grounded';
    },
    'F19',
  ),
  wired('pilot-wire-cut', 'pilot-wire-open', ({ plant }) => {
    plant.line.wire = 'cut';
  }),
  wired(
    'pilot-negative-missing',
    'pilot-negative-missing',
    ({ plant }) => {
      plant.line.negativeMillivolts = 0;
    },
    'F19',
  ),
  wired('pilot-pulse-short', 'pilot-duty-wrong', ({ plant }) => {
    plant.line.faults.shortPermille = 28;
  }),
  wired('pilot-source-low', 'pilot-source-low', ({ plant }) => {
    plant.line.sourceMillivolts = 10500;
  }),
  wired('pilot-source-high', 'pilot-source-high', ({ plant }) => {
    plant.line.sourceMillivolts = 13500;
  }),
  wired(
    'pilot-noisy',
    'pilot-noisy',
    ({ plant }) => {
      plant.line.noiseMillivolts = 900;
    },
    'F18',
  ),
  wired(
    'proximity-shorted',
    'proximity-shorted',
    ({ plant }) => {
      plant.socket.wire = 'shorted';
    },
    'F26',
  ),
  wired(
    'proximity-wire-cut',
    'proximity-open',
    ({ plant }) => {
      plant.socket.wire = 'cut';
    },
    'F26',
  ),
  wired(
    'proximity-loose',
    'proximity-unstable',
    ({ plant }) => {
      plant.socket.wire = 'loose';
    },
    'F27',
  ),
];

const contactor: readonly WiringFault[] = [
  wired(
    'contactor-welded',
    'contactor-welded',
    ({ plant }) => {
      plant.contactor.closed = true;
      plant.contactor.welded = true;
    },
    'F05',
  ),
  wired('contactor-dead', 'contactor-dead', ({ plant }) => {
    plant.contactor.coilBroken = true;
  }),
  wired(
    'contactor-slow',
    'contactor-slow',
    ({ plant }) => {
      plant.contactor.dropOutMs = 150;
    },
    'F05',
  ),
  compared('pilot'),
  compared('latch'),
  wired('mirror-stuck-closed', 'mirror-says-closed', ({ plant }) => {
    plant.contactor.mirrorStuck = true;
  }),
  wired('mirror-stuck-open', 'mirror-stuck-open', ({ plant }) => {
    plant.contactor.mirrorStuck = false;
  }),
  wired('mirror-wire-cut', 'mirror-says-closed', ({ plant }) => {
    plant.contactor.mirrorWire = 'cut';
  }),
  wired('mirror-wire-shorted', 'mirror-stuck-open', ({ plant }) => {
    plant.contactor.mirrorWire = 'shorted';
  }),
  wired('voltage-sense-stuck-live', 'outgoing-says-live', ({ plant }) => {
    plant.contactor.outgoingStuck = true;
  }),
  wired('voltage-sense-stuck-dead', 'outgoing-stuck-dead', ({ plant }) => {
    plant.contactor.outgoingStuck = false;
  }),
];

const around: readonly WiringFault[] = [
  wired(
    'supply-sense-dead',
    'supply-sense-silent',
    ({ plant }) => {
      plant.supplySenseStuck = false;
    },
    'F29',
  ),
  wired(
    'supply-sense-stuck',
    'supply-sense-stuck',
    ({ plant }) => {
      plant.supplySenseStuck = true;
    },
    'F29',
  ),
  wired('hold-up-short', 'hold-up-short', ({ plant }) => {
    plant.rail.holdUpMs = 20;
  }),
  wired('hold-up-below-release', 'hold-up-short', ({ plant }) => {
    plant.rail.holdUpMs = 500;
  }),
  wired('hold-up-below-map', 'hold-up-short', ({ plant }) => {
    plant.rail.holdUpMs = 2500;
  }),
  wired('supply-low', 'supply-low', ({ plant }) => {
    plant.mains.decivolts = 1950;
  }),
  wired('earth-fault', 'earth-fault', ({ plant }) => {
    plant.mains.earthDecivolts = 900;
  }),
  wired('thermometer-cut', 'thermometer-cut', ({ plant }) => {
    plant.thermometerWire = 'cut';
  }),
  wired('thermometer-shorted', 'thermometer-shorted', ({ plant }) => {
    plant.thermometerWire = 'shorted';
  }),
  wired('residual-sensor-dead', 'self-test-failed', ({ plant }) => {
    plant.residual.dead = true;
  }),
  wired('residual-output-inverted', 'residual-tripped', ({ plant }) => {
    plant.residual.dead = true;
    plant.residual.tripped = true;
  }),
  ...contacts.map(({ name, word }) =>
    wired(`${word}-wire-cut`, inputWords[name].atRest.cause, ({ plant }) => plant.work(name, true)),
  ),
  wired('stop-button-stuck', 'stop-button-stuck', ({ plant }) => {
    plant.work('stopButton', true);
  }),
  wired('start-button-stuck', 'start-button-stuck', ({ plant }) => {
    plant.work('startButton', true);
  }),
  deaf('stop-button-dead', 'stop-button-dead', ['press-stop']),
  deaf('jumper-dead', 'jumper-dead', ['set-jumper']),
  deaf('jumper-stuck', 'jumper-stuck', ['take-jumper-off']),
  ...contacts.map(({ word, asserted, dead }) =>
    deaf(`${word}-bridged`, dead.cause, [asserted.name]),
  ),
  built(
    'watchdog-missing',
    'watchdog-missing',
    (setup) => {
      setup.watchdogMs = 1000000;
    },
    'F23',
  ),
  built('ticks-late', 'ticks-late', (setup) => {
    setup.jitterUs = 9000;
  }),
  wired(
    'journal-forgets',
    'journal-forgets',
    (world) => {
      world.slots.clear();
      world.slots.set = () => world.slots;
    },
    'F01',
  ),
];

export const wiringFaults: readonly WiringFault[] = [...lock, ...pilot, ...contactor, ...around];
