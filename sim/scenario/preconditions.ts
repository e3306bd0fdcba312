/**
 * Preconditions: what a scenario's world is built from, one row each. Every setting of
 * the firmware is one, by its own name.
 */

import { storedWords } from '../../firmware/console/health.ts';
import type { Limits } from '../../firmware/control/limits.ts';
import { Level, PROOFS } from '../../firmware/drivers/digital-inputs.ts';
import { expectedOf } from '../../firmware/storage/setting-value.ts';
import {
  applySetting,
  createSettings,
  type Setting,
  Unit,
} from '../../firmware/storage/settings.ts';
import type { Plant } from '../plant/plant.ts';
import type { Setup } from '../world/setup.ts';
import { carPreconditions } from './car-preconditions.ts';
import { counterexamplePreconditions } from './counterexample-lines.ts';
import { type Arg, Pattern } from './pattern.ts';
import { polePreconditions } from './pole-preconditions.ts';
import type { Precondition } from './rows.ts';
import { lockPartNames } from './variants.ts';

function given(
  pattern: string,
  meaning: string,
  build: (setup: Setup, args: readonly Arg[]) => void,
): Precondition {
  return { pattern: new Pattern(pattern), meaning, build };
}

/** Does something to the plant before mains comes on. */
function inPlant(setup: Setup, furnish: (plant: Plant) => void): void {
  setup.furnish.push(furnish);
}

function inLimits(setup: Setup, change: (limits: Limits) => void): void {
  setup.limits.push(change);
}

const proofWords: Record<string, number> = {
  mirror: Level.Mirror,
  voltage: Level.Outgoing,
  both: PROOFS,
};

const roles: readonly string[] = ['driver', 'owner', 'installer'];

const board: Precondition[] = [
  given(
    'role <driver|owner|installer>',
    'whose commands the console takes at the start; installer: in commissioning (default)',
    (s, [role]) => {
      s.role = roles.indexOf(String(role));
    },
  ),
  given(
    'start <rested|cold>',
    'begin in Idle, everything rested (default), or at power-on',
    (s, [how]) => {
      s.startsRested = how === 'rested';
    },
  ),
  given('tick <duration>', 'time between two ticks: 10 or 20 ms', (s, [time]) => {
    const tickMs = Number(time) / 1000;
    if (tickMs !== 10 && tickMs !== 20) throw new Error('tick expects 10 ms or 20 ms');
    inLimits(s, (limits) => {
      limits.tickMs = tickMs;
    });
  }),
  given('phase <duration>', 'shifts the ticks against the world', (s, [time]) => {
    s.phaseUs = Number(time);
  }),
  given('jitter <duration>', 'ticks come early or late, at random', (s, [time]) => {
    s.jitterUs = Number(time);
  }),
  given('seed <count>', 'of everything random', (s, [seed]) => {
    s.seed = Number(seed);
  }),
  given(`lock <${lockPartNames.join('|')}>`, 'the fitted part', (s, [name]) => {
    s.lock = String(name);
  }),
  given('proof <mirror|voltage|both>', 'how the outgoing side is sensed', (s, [what]) => {
    s.proofs = proofWords[String(what)] ?? 0;
  }),
  given('residual sensor <fitted|none>', 'residual-current sensor', (s, [what]) => {
    s.residualFitted = what === 'fitted';
  }),
  given('pilot break <fitted|none>', "a switch in the pilot's wire", (s, [what]) => {
    s.pilotBreak = what === 'fitted';
  }),
  given('trip output <fitted|none>', "the upstream breaker's trip coil", (s, [what]) => {
    s.trip = what === 'fitted';
  }),
  given(
    'coil hold <fitted|none>',
    'hardware holds the coil while the socket is live',
    (s, [what]) => {
      s.coilHold = what === 'fitted';
    },
  ),
  given(
    'lock capacitor <fitted|none>',
    'stored energy for a release after a supply loss',
    (s, [what]) => {
      s.storedEnergy = what === 'fitted';
    },
  ),
  given('one-shot <on|off>', 'the board ends a stroke in hardware', (s, [on]) => {
    s.oneShot = on === 'on';
  }),
  given(
    'reflex <fitted|timers|none>',
    "hardware opens the contactor by itself: Kaluma's, or Espruino's",
    (s, [what]) => {
      s.reflex = what === 'fitted' ? 'pio' : (what as 'timers' | 'none');
    },
  ),
  given(
    `program <${storedWords.join('|')}>`,
    'what the firmware finds when it reads its stored program again',
    (s, [what]) => {
      s.stored = storedWords.indexOf(String(what));
    },
  ),
  given('watchdog <duration>', 'unfed for this long, the processor is reset', (s, [time]) => {
    s.watchdogMs = Number(time) / 1000;
  }),
  given('boot <duration>', 'from rail to the first line of the firmware', (s, [time]) => {
    s.bootMs = Number(time) / 1000;
  }),
  given('journal empty', 'a new board: nothing was ever stored', (s) => {
    s.journal = 'empty';
  }),
  given(
    'idle skipping <on|off>',
    'quiet ticks pass at once (default), or one by one',
    (s, [on]) => {
      s.skipsIdle = on === 'on';
    },
  ),
];

const plant: Precondition[] = [
  given(
    'hold-up <duration>',
    "how long the controller's supply lasts without mains (4 s), as the map declares it",
    (s, [time]) => {
      s.holdUpMs = Number(time) / 1000;
    },
  ),
  given(
    'rail fails under load after <duration>',
    "what flows to the car pulls the controller's supply down",
    (s, [time]) =>
      inPlant(s, (p) => {
        p.rail.failsUnderLoadAfterMs = Number(time) / 1000;
      }),
  ),
  given('supply drops <voltage> under load', "the charger's own load pulls it down", (s, [v]) =>
    inPlant(s, (p) => {
      p.mains.dropUnderLoadDecivolts = Number(v) / 100;
    }),
  ),
  given('capacitor charges in <duration>', 'time constant of the lock capacitor', (s, [time]) =>
    inPlant(s, (p) => {
      p.capacitor.chargeTauUs = Number(time);
    }),
  ),
  given('drop-out <duration>', 'of the contactor', (s, [time]) =>
    inPlant(s, (p) => {
      p.contactor.dropOutMs = Number(time) / 1000;
    }),
  ),
  given('outgoing decay <duration>', 'time constant of the outgoing side', (s, [time]) =>
    inPlant(s, (p) => {
      p.contactor.decayTauUs = Number(time);
    }),
  ),
  given('travel <duration>', "the pin's full travel", (s, [time]) =>
    inPlant(s, (p) => {
      p.pin.travelMs = Number(time) / 1000;
    }),
  ),
  given('temperature <temperature>', 'at the contacts', (s, [celsius]) =>
    inPlant(s, (p) => {
      p.celsius = Number(celsius);
    }),
  ),
  given('cable <resistance>', "the cable's coding resistor (220 Ohm: 32 A)", (s, [ohms]) =>
    inPlant(s, (p) => {
      p.socket.cableOhms = Number(ohms);
    }),
  ),
  given('noise <voltage>', 'on the pilot', (s, [v]) =>
    inPlant(s, (p) => {
      p.line.noiseMillivolts = Number(v);
    }),
  ),
  given('pilot source <voltage>', 'the pilot source (12 V)', (s, [v]) =>
    inPlant(s, (p) => {
      p.line.sourceMillivolts = Number(v);
    }),
  ),
  given(
    'pilot droop <duration>',
    'time constant with which a held pilot level falls (never)',
    (s, [time]) =>
      inPlant(s, (p) => {
        p.line.droopTauUs = Number(time);
      }),
  ),
];

const kindOf: Record<number, string> = {
  [Unit.Milliseconds]: '<duration>',
  [Unit.Milliamps]: '<current>',
  [Unit.Count]: '<count>',
  [Unit.Decivolts]: '<voltage>',
};

/** A firmware setting as a given. A value out of range is refused when the file is checked. */
function settingGiven(setting: Setting): Precondition {
  const place = setting.unit === Unit.Word ? `<${setting.words.join('|')}>` : kindOf[setting.unit];
  return given(`${setting.name} ${place}`, 'a setting of the firmware', (setup, [arg]) => {
    let value = Number(arg);
    if (setting.unit === Unit.Word) value = setting.words.indexOf(String(arg));
    else if (setting.unit === Unit.Milliseconds) value = Number(arg) / 1000;
    else if (setting.unit === Unit.Decivolts) value = Number(arg) / 100;
    inLimits(setup, (limits) => {
      const inRange = value >= setting.least && value <= setting.most;
      const wrong = inRange
        ? applySetting(setting, limits, value)
        : `${setting.name} expects ${expectedOf(setting)}`;
      if (wrong !== '') throw new Error(wrong);
    });
  });
}

export const preconditions: readonly Precondition[] = [
  ...board,
  ...polePreconditions,
  ...plant,
  ...carPreconditions,
  ...createSettings().map((setting) => settingGiven(setting)),
  ...counterexamplePreconditions,
];
