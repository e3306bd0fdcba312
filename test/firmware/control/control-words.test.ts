/**
 * Words: each list has one word for each value of its enum, in its order.
 */

import { expect, test } from 'vitest';
import { Why } from '../../../firmware/control/hold-reason.ts';
import {
  AfterPowerLoss,
  LockPolicy,
  Master,
  OnPowerLoss,
} from '../../../firmware/control/limits.ts';
import { Drive, Light } from '../../../firmware/control/outputs.ts';
import {
  Contacts,
  Heat,
  Latch,
  Mains,
  Motion,
  Pilot,
  Proximity,
  SelfTest,
} from '../../../firmware/control/signals.ts';
import { Phase, Session } from '../../../firmware/control/state.ts';
import * as wordLists from '../../../firmware/control/words.ts';
import { Rule } from '../../../firmware/guard/memory.ts';
import { ResetCause, Trip } from '../../../firmware/hal.ts';

/** Plain, so that it can be looked into by name. */
const words: Record<string, readonly string[]> = { ...wordLists };

type List = readonly [number, string][];

const lists: Record<string, List> = {
  tripWords: [
    [Trip.None, 'none'],
    [Trip.Loop, 'loop'],
    [Trip.EmergencyStop, 'e-stop'],
    [Trip.Residual, 'residual'],
    [Trip.Pilot, 'pilot'],
    [Trip.Latch, 'latch'],
    [Trip.Unknown, 'unknown'],
    [Trip.Stopped, 'stopped'],
  ],
  phaseWords: [
    [Phase.Restart, 'restart'],
    [Phase.Idle, 'idle'],
    [Phase.Locking, 'locking'],
    [Phase.Ready, 'ready'],
    [Phase.Energized, 'energized'],
    [Phase.Opening, 'opening'],
    [Phase.Releasing, 'releasing'],
    [Phase.Released, 'released'],
    [Phase.Fault, 'fault'],
    [Phase.Service, 'service'],
  ],
  sessionWords: [
    [Session.None, 'none'],
    [Session.Waiting, 'waiting'],
    [Session.Permitted, 'permitted'],
    [Session.Stopped, 'stopped'],
    [Session.Unlocking, 'unlocking'],
  ],
  pilotWords: [
    [Pilot.A, 'A'],
    [Pilot.B, 'B'],
    [Pilot.C, 'C'],
    [Pilot.D, 'D'],
    [Pilot.E, 'E'],
    [Pilot.F, 'F'],
    [Pilot.NoDiode, 'no-diode'],
    [Pilot.Invalid, 'invalid'],
  ],
  proximityWords: [
    [Proximity.Absent, 'absent'],
    [Proximity.Seated, 'seated'],
    [Proximity.Unstable, 'unstable'],
    [Proximity.Short, 'short'],
  ],
  latchWords: [
    [Latch.Unknown, 'unknown'],
    [Latch.Unlocked, 'unlocked'],
    [Latch.Locked, 'locked'],
  ],
  contactsWords: [
    [Contacts.Unproven, 'unproven'],
    [Contacts.Open, 'open'],
    [Contacts.Closed, 'closed'],
  ],
  motionWords: [
    [Motion.Rested, 'rested'],
    [Motion.Moving, 'moving'],
    [Motion.Resting, 'resting'],
  ],
  heatWords: [
    [Heat.Cold, 'cold'],
    [Heat.Normal, 'normal'],
    [Heat.Warm, 'warm'],
    [Heat.Hot, 'hot'],
    [Heat.Unknown, 'unknown'],
  ],
  mainsWords: [
    [Mains.Good, 'good'],
    [Mains.Low, 'low'],
    [Mains.High, 'high'],
    [Mains.EarthFault, 'earth-fault'],
  ],
  selfTestWords: [
    [SelfTest.Untested, 'untested'],
    [SelfTest.Running, 'running'],
    [SelfTest.Passed, 'passed'],
    [SelfTest.Failed, 'failed'],
  ],
  driveWords: [
    [Drive.Off, 'off'],
    [Drive.Extend, 'extend'],
    [Drive.Retract, 'retract'],
    [Drive.Brake, 'brake'],
  ],
  lightWords: [
    [Light.Dark, 'dark'],
    [Light.Ready, 'ready'],
    [Light.Locked, 'locked'],
    [Light.Charging, 'charging'],
    [Light.Finished, 'finished'],
    [Light.Releasing, 'releasing'],
    [Light.PushPlugIn, 'push-plug-in'],
    [Light.Fault, 'fault'],
  ],
  ruleWords: [
    [Rule.None, 'none'],
    [Rule.R1, 'R1'],
    [Rule.R2, 'R2'],
    [Rule.R3, 'R3'],
    [Rule.R4, 'R4'],
    [Rule.R5, 'R5'],
    [Rule.R6, 'R6'],
    [Rule.R7, 'R7'],
    [Rule.R8, 'R8'],
    [Rule.R9, 'R9'],
    [Rule.R10, 'R10'],
    [Rule.R11, 'R11'],
  ],
  resetWords: [
    [ResetCause.PowerOn, 'power-on'],
    [ResetCause.BrownOut, 'brown-out'],
    [ResetCause.Watchdog, 'watchdog'],
    [ResetCause.Unknown, 'unknown'],
  ],
  yesNoWords: [
    [0, 'no'],
    [1, 'yes'],
  ],
  whyWords: [
    [Why.Free, 'free'],
    [Why.Restarting, 'restarting'],
    [Why.Locking, 'locking'],
    [Why.Charging, 'charging'],
    [Why.Unauthorized, 'unauthorized'],
    [Why.WaitingForVehicle, 'waiting-for-vehicle'],
    [Why.WakingVehicle, 'waking-vehicle'],
    [Why.Paused, 'paused'],
    [Why.HoldingOff, 'holding-off'],
    [Why.Finished, 'finished'],
    [Why.Stopping, 'stopping'],
    [Why.ProvingDead, 'proving-dead'],
    [Why.Releasing, 'releasing'],
    [Why.Stuck, 'stuck'],
    [Why.Welded, 'welded'],
    [Why.WeldedFree, 'welded-free'],
    [Why.SenseUnproven, 'sense-unproven'],
    [Why.Permanent, 'permanent'],
    [Why.PowerLost, 'power-lost'],
    [Why.FaultHolds, 'fault-holds'],
  ],
  lockPolicyWords: [
    [LockPolicy.WhileConnected, 'while-connected'],
    [LockPolicy.WhileCharging, 'while-charging'],
    [LockPolicy.Permanent, 'permanent'],
  ],
  masterWords: [
    [Master.None, 'none'],
    [Master.Optional, 'optional'],
    [Master.Required, 'required'],
  ],
  onPowerLossWords: [
    [OnPowerLoss.Release, 'release'],
    [OnPowerLoss.Hold, 'hold'],
  ],
  afterPowerLossWords: [
    [AfterPowerLoss.ResetThenResume, 'reset-then-resume'],
    [AfterPowerLoss.Release, 'release'],
    [AfterPowerLoss.ResumeLocked, 'resume-locked'],
  ],
};

test('every list of words is looked at here', () => {
  expect(Object.keys(words).sort()).toEqual(Object.keys(lists).sort());
});

for (const [name, list] of Object.entries(lists)) {
  test(`${name} has one word for each value, in the order of its enum`, () => {
    const expected: string[] = [];
    for (const [value, word] of list) expected[value] = word;
    expect(expected.length).toBe(list.length);
    expect(words[name]).toEqual(expected);
  });
}

const enums: Record<string, object> = {
  phaseWords: Phase,
  sessionWords: Session,
  pilotWords: Pilot,
  proximityWords: Proximity,
  latchWords: Latch,
  contactsWords: Contacts,
  motionWords: Motion,
  heatWords: Heat,
  mainsWords: Mains,
  selfTestWords: SelfTest,
  driveWords: Drive,
  lightWords: Light,
  ruleWords: Rule,
  resetWords: ResetCause,
  whyWords: Why,
  lockPolicyWords: LockPolicy,
  masterWords: Master,
  onPowerLossWords: OnPowerLoss,
  afterPowerLossWords: AfterPowerLoss,
};

for (const [name, values] of Object.entries(enums)) {
  test(`no value of the enum behind ${name} is without a word`, () => {
    const numbers = Object.values(values).filter((value) => typeof value === 'number');
    expect(words[name]?.length).toBe(numbers.length);
  });
}

test('no list says the same word twice', () => {
  for (const [name, list] of Object.entries(words)) {
    expect(new Set(list).size, name).toBe(list.length);
  }
});
