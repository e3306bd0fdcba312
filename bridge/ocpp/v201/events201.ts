/**
 * Events of OCPP 2.0.1 and 2.1: status, transactions and faults, in their words.
 */

import type { Charger } from '../../core/charger.ts';
import type { EndReason } from '../../core/end-cause.ts';
import type { Event } from '../../core/journal.ts';
import type { EventKind } from '../../core/ledger.ts';
import { offeredMilliamps, type Status } from '../../core/status.ts';
import { writeDate } from '../../core/time.ts';
import type { Transaction } from '../../core/transaction.ts';
import type { Fields, Message } from '../dialect.ts';
import { CONNECTOR, EVSE } from './place201.ts';

const statusWords: Readonly<Record<Status, string>> = {
  available: 'Available',
  preparing: 'Occupied',
  charging: 'Occupied',
  'suspended-by-charger': 'Occupied',
  'suspended-by-car': 'Occupied',
  finishing: 'Occupied',
  unavailable: 'Unavailable',
  faulted: 'Faulted',
};

const chargingStates: Readonly<Partial<Record<Status, string>>> = {
  preparing: 'EVConnected',
  charging: 'Charging',
  'suspended-by-charger': 'SuspendedEVSE',
  'suspended-by-car': 'SuspendedEV',
  faulted: 'SuspendedEVSE',
};

/** Why it ended, and what let it end. */
export const reasonWords: Readonly<Record<EndReason, readonly [string, string]>> = {
  'car-gone': ['EVDisconnected', 'EVCommunicationLost'],
  local: ['Local', 'StopAuthorized'],
  remote: ['Remote', 'RemoteStop'],
  manager: ['Other', 'StopAuthorized'],
  unlock: ['Remote', 'UnlockCommand'],
  reset: ['ImmediateReset', 'ResetCommand'],
  'not-authorised': ['DeAuthorized', 'Deauthorized'],
  'emergency-stop': ['EmergencyStop', 'AbnormalCondition'],
  'power-loss': ['PowerLoss', 'AbnormalCondition'],
  reboot: ['Reboot', 'AbnormalCondition'],
  'ground-fault': ['GroundFault', 'AbnormalCondition'],
  'over-current': ['OvercurrentFault', 'AbnormalCondition'],
  'power-quality': ['PowerQuality', 'AbnormalCondition'],
  fault: ['Other', 'AbnormalCondition'],
  other: ['Other', 'StopAuthorized'],
};

/** Of which kind the token of a request to start was. */
interface Token {
  readonly requestId: number;
  readonly type: string;
}

const TOKENS = 'ocpp201 tokens';
/** Of requests whose transactions may still wait to be told. */
const MOST_TOKENS = 100;

/** Where a fault is, by its code of ChargeX: the lock has a component of its own. */
function componentOf(fault: string): Fields {
  const isLock = /lock|latch|release-jam|plug-lost/.test(fault);
  return {
    name: isLock ? 'ConnectorPlugRetentionLock' : 'EVSE',
    evse: { id: EVSE, connectorId: 1 },
  };
}

/** What is left of the connection where a transaction has ended. */
function stateBehind(reason: EndReason): string {
  return reason === 'car-gone' ? 'Idle' : 'EVConnected';
}

export class Events201 {
  constructor(private readonly charger: Charger) {}

  messageOf(event: Event): Message {
    const timestamp = writeDate(event.dateMs);
    const kind = event.kind as EventKind;
    if (kind === 'status') return this.status(event, timestamp);
    if (kind === 'fault') return this.fault(event, timestamp);
    return { method: 'TransactionEvent', params: this.transactionEvent(event, kind, timestamp) };
  }

  private status({ data }: Event, timestamp: string): Message {
    const connectorStatus = statusWords[data['status'] as Status];
    const params = { timestamp, connectorStatus, evseId: EVSE, connectorId: CONNECTOR };
    return { method: 'StatusNotification', params };
  }

  private fault({ number, data }: Event, timestamp: string): Message {
    const transactionId = data['transactionId'];
    const fault = String(data['fault']);
    const eventData = {
      eventId: number,
      timestamp,
      trigger: 'Alerting',
      actualValue: String(data['isOn']),
      techCode: String(data['code']) || fault,
      techInfo: fault,
      cleared: data['isOn'] !== true,
      ...(typeof transactionId === 'string' ? { transactionId } : {}),
      component: componentOf(fault),
      variable: { name: 'Problem' },
      eventNotificationType: 'HardWiredNotification',
    };
    const params = { generatedAt: timestamp, seqNo: 0, tbc: false, eventData: [eventData] };
    return { method: 'NotifyEvent', params };
  }

  private transactionEvent({ data }: Event, kind: EventKind, timestamp: string): Fields {
    const transaction = data['transaction'] as Transaction;
    const reason = (data['reason'] ?? 'other') as EndReason;
    const [stoppedReason, endTrigger] = reasonWords[reason];
    const started = data['isRemote'] === true ? 'RemoteStart' : 'CablePluggedIn';
    const triggers: Partial<Record<EventKind, string>> = {
      begun: started,
      changed: 'ChargingStateChanged',
      metered: 'MeterValuePeriodic',
      ended: endTrigger,
    };
    const eventTypes: Partial<Record<EventKind, string>> = { begun: 'Started', ended: 'Ended' };
    const chargingState = chargingStates[data['status'] as Status];
    const { requestId } = transaction;
    return {
      eventType: eventTypes[kind] ?? 'Updated',
      timestamp,
      triggerReason: data['isAsked'] === true ? 'Trigger' : triggers[kind],
      seqNo: data['seq'],
      transactionInfo: {
        transactionId: transaction.id,
        ...(kind === 'begun' ? { chargingState: 'EVConnected' } : {}),
        ...(kind !== 'ended' && chargingState !== undefined ? { chargingState } : {}),
        ...(kind === 'ended' ? { stoppedReason, chargingState: stateBehind(reason) } : {}),
        ...(requestId === null ? {} : { remoteStartId: requestId }),
      },
      evse: { id: EVSE, connectorId: CONNECTOR },
      ...(kind === 'begun' ? { idToken: this.tokenOf(transaction) } : {}),
      ...this.readings(data, kind, timestamp),
    };
  }

  private get tokens(): readonly Token[] {
    return this.charger.journal.note<Token[]>(TOKENS) ?? [];
  }

  /** Somebody is to be started: a back-end knows its tokens by both, and must find the same one again. */
  noteToken(requestId: number, type: string): void {
    const tokens = [...this.tokens, { requestId, type }].slice(-MOST_TOKENS);
    this.charger.journal.keep({ [TOKENS]: tokens });
  }

  private tokenOf({ tag, requestId }: Transaction): Fields {
    if (requestId === null) return { idToken: tag.slice(0, 36), type: 'Local' };
    const type = this.tokens.filter((one) => one.requestId === requestId).at(-1)?.type ?? 'Central';
    return { idToken: type === 'NoAuthorization' ? '' : tag.slice(0, 36), type };
  }

  private readings(data: Fields, kind: EventKind, timestamp: string): Fields {
    const { kind: energyKind } = this.charger.energy.options;
    if (energyKind === 'none') return {};
    const contexts: Partial<Record<EventKind, string>> = {
      begun: 'Transaction.Begin',
      ended: 'Transaction.End',
    };
    const wh = data['wh'] ?? (data['transaction'] as Transaction).beganWh;
    const usual = data['isAsked'] === true ? 'Trigger' : 'Sample.Periodic';
    const sampledValue = this.energyOf(Number(wh), contexts[kind] ?? usual);
    return { meterValue: [{ timestamp, sampledValue: [sampledValue] }] };
  }

  private energyOf(value: number, context: string): Fields {
    const isEstimate = this.charger.energy.options.kind === 'estimate';
    const customData = { vendorId: 'Holdfast', isEstimate: true };
    return { value, context, ...(isEstimate ? { customData } : {}) };
  }

  /** What is measured now, for a back-end that asks; apart from any transaction. */
  readingNow(): Message {
    const { energy, said, time } = this.charger;
    const context = 'Trigger';
    const unitOfMeasure = { unit: 'A' };
    const value = offeredMilliamps(said) / 1000;
    const offered = { value, context, measurand: 'Current.Offered', unitOfMeasure };
    const isTold = energy.options.kind !== 'none';
    const sampledValue = isTold ? [this.energyOf(energy.wh, context), offered] : [offered];
    const meterValue = [{ timestamp: writeDate(time.dateMs()), sampledValue }];
    return { method: 'MeterValues', params: { evseId: EVSE, meterValue } };
  }

  learn(event: Event, answer: Fields): Fields {
    const info = answer['idTokenInfo'] as Fields | undefined;
    const transaction = event.data['transaction'] as Transaction | undefined;
    const isRefused = info !== undefined && info['status'] !== 'Accepted';
    if (transaction !== undefined && isRefused) this.charger.unwanted.refuse(transaction.id);
    return {};
  }
}
