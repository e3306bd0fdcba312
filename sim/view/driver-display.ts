/**
 * The driver's display: the text on a charger's screen, from the words of its trace.
 *
 * A fault has its own text; otherwise the text follows from the lock's reason. Nothing here decides; it only
 * shows what the firmware has reported.
 */

import { type Fault, faultRows } from '../../firmware/control/faults.ts';
import { driverCodeOf } from '../../firmware/driver-code.ts';
import { faultWords } from '../../firmware/fault-words.ts';

/** The style of a message, never by colour alone. */
export type Mood = 'ready' | 'held' | 'charging' | 'moving' | 'free' | 'fault' | 'dark';

export interface DriverDisplay {
  readonly headline: string;
  readonly detail: string;
  /** Steps for the driver, in this order. */
  readonly steps: readonly string[];
  /** A code for the hotline, '' without a fault. */
  readonly code: string;
  readonly mood: Mood;
  /** The lock's sense; null when it shows neither. */
  readonly held: boolean | null;
}

type Words = Omit<DriverDisplay, 'code' | 'held'>;

const press = 'Press Stop, or unplug at the car.';
const carUnlock = 'If it does not move, unlock the car: the car may still hold its own plug.';

const dark: Words = {
  headline: 'The display is dark',
  detail: 'The charger is without power.',
  steps: ['Wait for power.'],
  mood: 'dark',
};

const stuck: Words = {
  headline: 'Push the plug in',
  detail: 'The pin is stuck. Pushing the plug in takes the load off it.',
  steps: ['Push the plug in and press Stop.', 'Then pull it straight out.'],
  mood: 'fault',
};

/** By the lock's reason. */
const reasons: Readonly<Record<string, Words>> = {
  'waking-vehicle': {
    headline: 'Waking the car',
    detail: 'The car does not ask for energy; it may be asleep.',
    steps: [press],
    mood: 'held',
  },
  'holding-off': {
    headline: 'Waiting before the next try',
    detail: 'A fault has come again and again. The charger tries again later.',
    steps: [press],
    mood: 'held',
  },
  'sense-unproven': {
    headline: 'The lock could not be proven',
    detail: 'The plug is held, and no energy flows.',
    steps: ['Press Stop, plug in again, or press Start.'],
    mood: 'fault',
  },
  restarting: {
    headline: 'One moment',
    detail: 'Power is back. The lock is reset before anything else.',
    steps: ['Wait until the charger says ready.'],
    mood: 'moving',
  },
  locking: {
    headline: 'Locking',
    detail: 'The plug must be held before energy flows.',
    steps: [],
    mood: 'moving',
  },
  charging: {
    headline: 'Charging',
    detail: 'The plug is locked while energy flows.',
    steps: [press],
    mood: 'charging',
  },
  unauthorized: {
    headline: 'Please authorise',
    detail: 'The plug is held until authorisation.',
    steps: ['Authorise, or press Stop to get the plug back.'],
    mood: 'held',
  },
  'waiting-for-vehicle': {
    headline: 'Waiting for the car',
    detail: 'The plug is locked. The car has not asked for energy yet.',
    steps: [press],
    mood: 'held',
  },
  paused: {
    headline: 'Waiting',
    detail: 'The plug is locked. Charging is paused and continues by itself.',
    steps: [press],
    mood: 'held',
  },
  finished: {
    headline: 'Finished, still locked',
    detail: 'The car has what it wants. The plug is held against theft.',
    steps: [press],
    mood: 'held',
  },
  stopping: {
    headline: 'Stopping',
    detail: 'The car is given up to 6 s to stop drawing.',
    steps: ['Wait some seconds.'],
    mood: 'moving',
  },
  'proving-dead': {
    headline: 'One moment',
    detail: 'The plug is held until the socket is proven dead.',
    steps: ['Wait some seconds.'],
    mood: 'moving',
  },
  releasing: {
    headline: 'Unlocking',
    detail: 'The socket is dead. The plug is being let go.',
    steps: ['Wait until the charger says free.'],
    mood: 'moving',
  },
  stuck,
  permanent: {
    headline: 'Locked by its owner',
    detail: 'This cable stays in its socket.',
    steps: ['The owner unlocks it.'],
    mood: 'held',
  },
  'power-lost': {
    headline: 'No power',
    detail: 'The plug is held until power returns, as the owner chose.',
    steps: ['Wait for power, or press Stop to get the plug back.'],
    mood: 'held',
  },
};

const ready: Words = {
  headline: 'Ready',
  detail: 'The socket is free.',
  steps: ['Plug in to charge.'],
  mood: 'ready',
};

const free: Words = {
  headline: 'Free',
  detail: 'The socket does not hold the plug.',
  steps: ['Pull the plug straight out.', carUnlock],
  mood: 'free',
};

/** A plug in the socket of a charger that is ready: the next step is the car. */
const welcome: Words = { ...free, headline: 'Plug in the car', steps: ['Plug in at the car.'] };

function reasonOf(said: (name: string) => string | undefined): Words {
  const why = said('why') ?? 'restarting';
  if (why !== 'free') return reasons[why] ?? { ...ready, headline: why, mood: 'held' };
  if (said('proximity') === 'absent') return ready;
  return said('phase') === 'idle' ? welcome : free;
}

function faultNumber(name: string): Fault {
  return faultRows.findIndex((row) => row.name === name) as Fault;
}

/** The first sentence is the headline, the rest is below it. */
function splitFirst(text: string): [string, string] {
  const end = text.indexOf('. ') + 1;
  return end === 0 ? [text.replace(/\.$/, ''), ''] : [text.slice(0, end - 1), text.slice(end + 1)];
}

/** @param said the newest value of a name in the trace */
export function displayOf(said: (name: string) => string | undefined): DriverDisplay {
  if (said('processor') !== 'on') return { ...dark, code: '', held: null };
  const held = said('latch') === 'unknown' ? null : said('latch') === 'locked';
  const fault = said('fault') ?? 'none';
  const words = faultWords[fault];
  if (words === undefined) {
    const asksForPush = said('light') === 'push-plug-in';
    return { ...(asksForPush ? stuck : reasonOf(said)), code: '', held };
  }
  const [headline, detail] = splitFirst(words.driver);
  const code = driverCodeOf(faultNumber(fault));
  return { headline, detail, steps: words.steps, code, mood: 'fault', held };
}
