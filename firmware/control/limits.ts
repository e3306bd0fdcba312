/**
 * Limits: every number and every choice that control and guard obey, each once.
 *
 * Behind each number stand its source and how far it can be trusted: H a vendor's or regulator's
 * document · M quoted in code, or two sources agreeing · L one weak source · G general knowledge ·
 * D derived or chosen here. No text of a standard was at hand: sequence numbers of IEC 61851-1 Annex A
 * are second-hand, and the standard must be bought and checked before any claim of conformity.
 */

export enum LockPolicy {
  /** Locked from plug-in until the vehicle is gone or the session is stopped. */
  WhileConnected,
  /** Locked only while energy flows or is asked for. */
  WhileCharging,
  /** A semi-permanent cable: locked whenever a plug is there, released only by the owner's unlock. */
  Permanent,
}

export enum OnPowerLoss {
  /** Let the plug go from stored energy, once proven dead. */
  Release,
  Hold,
}

export enum AfterPowerLoss {
  /** A verified release stroke first; then lock again and resume what was permitted. */
  ResetThenResume,
  /** Release, and end the session. */
  Release,
  /** Prove the latch still locked and resume without a release. */
  ResumeLocked,
}

/** Whether a master has to renew the limit again and again, and what holds when it does not. */
export enum Master {
  /** A limit without a term stands, over resets as well; after one with a term the one before stands again. */
  None,
  /** After a limit with a term, and after a reset behind one, the safe limit stands until there is another. */
  Optional,
  /** The safe limit stands whenever no limit with a term is in force, from the start on. */
  Required,
}

/** Longest release delay that an owner may choose. [D] */
export const MOST_RELEASE_DELAY_MS = 10000;
/** The most that the pilot's duty can offer. [H 80 A] */
export const MOST_MILLIAMPS = 80000;
/** Within this long of every stop the plug is free, while the release delay is short. [D] */
export const PROMISED_FREE_MS = 5000;
/** Longest release delay with which that holds. [D] */
export const PROMISED_DELAY_MS = 1000;

/** From the vehicle's return to B until the contacts are open. [M seq. 8.1 and 8.2: 100 ms] */
export const MOST_OPENING_MS = 100;

export interface Limits {
  /** Nominal time between two ticks, in ms (10 or 20). */
  tickMs: number;
  /** Where every age saturates, in ms; above every limit below. */
  ageCapMs: number;

  /** Open commanded and every proof dead for this long before the lock may let go. [D; M 250] */
  deadProofMs: number;
  /** The owner's release delay: time dead before a release, 0–10 000 ms. [D] */
  releaseDelayMs: number;
  /** Latch sensed locked for this long before the contactor may close. [D] */
  latchProofMs: number;
  /** Open commanded and not sensed open for this long is a weld. [H 200–250] */
  weldVerdictMs: number;
  /** The same for this long: the upstream breaker is told to open. [D; a contactor may just be slow] */
  tripMs: number;
  /** The guard's own verdict, a little later than control's. [H 250] */
  guardWeldMs: number;
  /** Supply there, open commanded, every proof dead for this long disproves a weld. [D] */
  disproofMs: number;
  /** After a close command: not proven closed by now is a contactor that fails to close. [D] */
  closeVerdictMs: number;
  /** Open commanded for this long and never proven dead: held with a name of its own (L3). [D] */
  unprovenMs: number;
  /** Time open before the next close, against wear and on/off/on. [H 10 s] */
  minOpenMs: number;
  /** Time open after the first opening that nobody wished; each further one doubles it. [D] */
  retryMs: number;
  /** Longest such time. [D; owners ask for minutes between starts] */
  retryMostMs: number;
  /** From so many openings on it is the longest; 0 = never longer than `minOpenMs`. [D] */
  retries: number;
  /** Energy for this long after closing: the controller's supply has borne the load. [D] */
  loadProofMs: number;
  /** So many resets within that time, one after the other, are a fault. At most 3. [D] */
  loadResets: number;
  /** Offer withdrawn, vehicle still drawing: open under load. [M seq. 10.2: not before 6 s] */
  stopGraceMs: number;
  /**
   * The vehicle's return to B is believed so much later, where a residual-current device upstream trips when
   * both open in one instant; within what 100 ms leave. [D]
   */
  waitInBMs: number;
  /** The contacts have opened so long after the command. [G: 10 to 30 ms with a diode and a Zener diode] */
  dropOutMs: number;
  /** What the guard grants between a believed reason to open and the open command. [D] */
  openingMs: number;

  /** C or D must last this long before energy: some cars show C for 250 ms and go back. [M] */
  wantForMs: number;
  /**
   * Under an offer for this long before the diode counts as proven: the pilot's own reaction time and two
   * ticks. [D]
   */
  diodeProofMs: number;
  /** A must last this long before the vehicle counts as gone. [D; removable by 5 s, M] */
  goneForMs: number;
  /** Vehicle back in B for this long ends "charging" under `whileCharging`. [D] */
  pauseForMs: number;
  /** Shortest time without an offer before the next one (X1). [M 3 s] */
  steadyMs: number;
  /** Shortest time between two changes of the offered current. [M 5 s] */
  offerChangeMs: number;
  /** F or E shown on a fault: its least time, and a tick of 20 ms at whose end it may have come to the pin. [M 300 ms] */
  unavailableMs: number;
  /** B under an offer without C for this long: wake the vehicle. 0 = never. [M 30 s] */
  wakeAfterMs: number;
  /** Still B for this long after a wake-up: try the next one. [D] */
  wakeAgainMs: number;
  /** Most wake-ups for one offer that came, or came back. [M: up to four were needed] */
  wakeUps: number;
  /** Wake-up: F for this long… [M 4 s] */
  wakeUnavailableMs: number;
  /** …or, with the last one and a switch in the pilot's wire, that wire interrupted for this long… [M: some seconds] */
  wakeBreakMs: number;
  /** …then steady for this long, then the offer again. [M 750 ms] */
  wakeSteadyMs: number;
  /** Nobody authorises: the plug is let go. A permission given ahead is kept for as long. 0 = for ever. [D] */
  authorizationMs: number;
  /** `Permanent`: unlocked and not pulled for this long is locked again. [H: one maker waits 5 s] */
  lockAgainMs: number;

  /** After a stroke: the time for the latch to be believed. [D] */
  strokeVerdictMs: number;
  /** A release that has not freed the pin so long after its first stroke is a jam: told by 8 s. [D] */
  jamMs: number;
  /** No pin of the fitted part travels in less than this, in ms. [D] */
  leastTravelMs: number;
  /** Extend strokes before "failed to lock". [D] */
  lockStrokes: number;
  /** Locked for this long: the strokes that were needed are forgotten. [D] */
  lockHeldMs: number;
  /** Release strokes in one burst. [D] */
  burstStrokes: number;
  /** The same when cold: seals are stiff. [D] */
  coldBurstStrokes: number;
  /** After a burst: the time a person is given to push the plug in. [D] */
  pushPauseMs: number;
  /** After two bursts: the time between the slow retries that never end. [D] */
  slowRetryMs: number;

  /** Nobody at the bench orders a stroke for this long: service ends by itself. [D] */
  serviceMs: number;

  /** Self-test of the residual-current sensor at least this often. [H 24 h] */
  selfTestEveryMs: number;

  /** Longest random delay after an outage: it gates current, never a release. [H, UK: 600 s] */
  outageDelayMs: number;

  /** Least current that can be offered, in mA. [H 6 A] */
  leastMilliamps: number;
  /** What the hardware bears, in mA. */
  ceilingMilliamps: number;
  /** What the installation allows, in mA. */
  installationMilliamps: number;
  /** A vehicle that does not read the PWM (A to C directly). [M 10 A] */
  simplifiedMilliamps: number;

  master: Master;
  /** What is offered at most without the master, in mA: 0, or `leastMilliamps` up. [D] */
  safeMilliamps: number;

  lockPolicy: LockPolicy;
  onPowerLoss: OnPowerLoss;
  afterPowerLoss: AfterPowerLoss;
  /** A session needs `start` from console, app or button before energy flows. */
  authorization: boolean;
  /**
   * A locked pin that nobody saw to lock, after power has returned: release it and lock it again, while
   * proven dead. Off: it stays held, and without energy.
   */
  relock: boolean;
  /** With `authorization`: lock at plug-in already. [M, unsettled] */
  lockBeforeAuthorization: boolean;
  /** Below and above this nothing is charged from the supply, in tenths of a volt. [M: 207 and 253 V, UK single phase] */
  lowSupplyDecivolts: number;
  highSupplyDecivolts: number;
  /** State D is served: the room is ventilated. */
  ventilation: boolean;
  /** A switch in the pilot's wire is fitted. */
  pilotBreakFitted: boolean;
  /** A mirror contact is fitted. A voltage sense alone proves nothing while supply is gone. */
  mirrorFitted: boolean;
  /** The lock can be worked after a supply loss: a capacitor is declared, and a controller that lives as long. */
  storedEnergy: boolean;
  /** A hold-to-lock solenoid is fitted, not a bistable lock. */
  isHoldToLock: boolean;
  /** Least coil current that holds, in permille of the full one (hold-to-lock). */
  holdPermille: number;
  /** Longest stroke that the fitted part is rated for, in ms (bistable). */
  strokeRatedMs: number;
  /** Rest after a stroke, in multiples of that stroke (bistable). */
  restRatio: number;
  /** Pause before the direction changes, in ms (bistable). */
  reversalMs: number;
}

/** The limits as shipped, for a bistable part of 600 ms; the part and the owner change their fields. */
export function createLimits(): Limits {
  return {
    tickMs: 10,
    ageCapMs: 100000000,
    deadProofMs: 250,
    releaseDelayMs: 500,
    latchProofMs: 30,
    weldVerdictMs: 200,
    tripMs: 700,
    guardWeldMs: 250,
    disproofMs: 1000,
    closeVerdictMs: 250,
    unprovenMs: 10000,
    minOpenMs: 10000,
    retryMs: 10000,
    retryMostMs: 600000,
    retries: 5,
    loadProofMs: 10000,
    loadResets: 3,
    stopGraceMs: 6000,
    waitInBMs: 0,
    dropOutMs: 30,
    openingMs: 30,
    wantForMs: 300,
    diodeProofMs: 50,
    goneForMs: 300,
    pauseForMs: 3000,
    steadyMs: 3000,
    offerChangeMs: 5000,
    unavailableMs: 320,
    wakeAfterMs: 30000,
    wakeAgainMs: 180000,
    wakeUps: 4,
    wakeUnavailableMs: 4000,
    wakeBreakMs: 4000,
    wakeSteadyMs: 750,
    authorizationMs: 60000,
    lockAgainMs: 30000,
    strokeVerdictMs: 100,
    jamMs: 7500,
    leastTravelMs: 60,
    lockStrokes: 3,
    lockHeldMs: 10000,
    burstStrokes: 3,
    coldBurstStrokes: 5,
    pushPauseMs: 3000,
    slowRetryMs: 60000,
    serviceMs: 30000,
    selfTestEveryMs: 86400000,
    outageDelayMs: 0,
    leastMilliamps: 6000,
    ceilingMilliamps: MOST_MILLIAMPS,
    installationMilliamps: 32000,
    simplifiedMilliamps: 10000,
    master: Master.None,
    safeMilliamps: 6000,
    lockPolicy: LockPolicy.WhileConnected,
    onPowerLoss: OnPowerLoss.Release,
    afterPowerLoss: AfterPowerLoss.ResetThenResume,
    authorization: false,
    relock: true,
    lockBeforeAuthorization: true,
    lowSupplyDecivolts: 2070,
    highSupplyDecivolts: 2530,
    ventilation: false,
    pilotBreakFitted: false,
    mirrorFitted: true,
    storedEnergy: true,
    isHoldToLock: false,
    holdPermille: 0,
    strokeRatedMs: 600,
    restRatio: 8,
    reversalMs: 50,
  };
}
