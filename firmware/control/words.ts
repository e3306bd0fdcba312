/**
 * Words: how values are written on the console, in the trace and in scenario files. One vocabulary; the
 * lists stand in the order of their enums, and a test holds the two together.
 */

export const phaseWords: readonly string[] = [
  'restart',
  'idle',
  'locking',
  'ready',
  'energized',
  'opening',
  'releasing',
  'released',
  'fault',
  'service',
];
export const sessionWords: readonly string[] = [
  'none',
  'waiting',
  'permitted',
  'stopped',
  'unlocking',
];
export const pilotWords: readonly string[] = ['A', 'B', 'C', 'D', 'E', 'F', 'no-diode', 'invalid'];
export const proximityWords: readonly string[] = ['absent', 'seated', 'unstable', 'short'];
export const latchWords: readonly string[] = ['unknown', 'unlocked', 'locked'];
export const contactsWords: readonly string[] = ['unproven', 'open', 'closed'];
export const motionWords: readonly string[] = ['rested', 'moving', 'resting'];
export const heatWords: readonly string[] = ['cold', 'normal', 'warm', 'hot', 'unknown'];
export const mainsWords: readonly string[] = ['good', 'low', 'high', 'earth-fault'];
export const selfTestWords: readonly string[] = ['untested', 'running', 'passed', 'failed'];
export const driveWords: readonly string[] = ['off', 'extend', 'retract', 'brake'];
export const lightWords: readonly string[] = [
  'dark',
  'ready',
  'locked',
  'charging',
  'finished',
  'releasing',
  'push-plug-in',
  'fault',
];
export const ruleWords: readonly string[] = [
  'none',
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
];
/** What hardware beside the interpreter has opened for. */
export const tripWords: readonly string[] = [
  'none',
  'loop',
  'e-stop',
  'residual',
  'pilot',
  'latch',
  'unknown',
  'stopped',
];
export const yesNoWords: readonly string[] = ['no', 'yes'];
export const whyWords: readonly string[] = [
  'free',
  'restarting',
  'locking',
  'charging',
  'unauthorized',
  'waiting-for-vehicle',
  'waking-vehicle',
  'paused',
  'holding-off',
  'finished',
  'stopping',
  'proving-dead',
  'releasing',
  'stuck',
  'welded',
  'welded-free',
  'sense-unproven',
  'permanent',
  'power-lost',
  'fault-holds',
];
export const lockPolicyWords: readonly string[] = [
  'while-connected',
  'while-charging',
  'permanent',
];
export const masterWords: readonly string[] = ['none', 'optional', 'required'];
export const onPowerLossWords: readonly string[] = ['release', 'hold'];
export const afterPowerLossWords: readonly string[] = [
  'reset-then-resume',
  'release',
  'resume-locked',
];
export const resetWords: readonly string[] = ['power-on', 'brown-out', 'watchdog', 'unknown'];
