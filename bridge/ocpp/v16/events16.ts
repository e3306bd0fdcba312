/**
 * Events of OCPP 1.6: status, start, reading and stop of a transaction, in its words.
 */

import type { Charger } from '../../core/charger.ts';
import type { EndReason } from '../../core/end-cause.ts';
import type { Event } from '../../core/journal.ts';
import type { EventKind } from '../../core/ledger.ts';
import { offeredMilliamps, type Status } from '../../core/status.ts';
import { writeDate } from '../../core/time.ts';
import type { Transaction } from '../../core/transaction.ts';
import type { Fields, Message } from '../dialect.ts';
import { errorCodeOf } from './errors16.ts';

export const statusWords: Readonly<Record<Status, string>> = {
  available: 'Available',
  preparing: 'Preparing',
  charging: 'Charging',
  'suspended-by-charger': 'SuspendedEVSE',
  'suspended-by-car': 'SuspendedEV',
  finishing: 'Finishing',
  unavailable: 'Unavailable',
  faulted: 'Faulted',
};

export const reasonWords: Readonly<Record<EndReason, string>> = {
  'car-gone': 'EVDisconnected',
  local: 'Local',
  remote: 'Remote',
  manager: 'Other',
  unlock: 'UnlockCommand',
  reset: 'SoftReset',
  'not-authorised': 'DeAuthorized',
  'emergency-stop': 'EmergencyStop',
  'power-loss': 'PowerLoss',
  reboot: 'Reboot',
  'ground-fault': 'Other',
  'over-current': 'Other',
  'power-quality': 'Other',
  fault: 'Other',
  other: 'Other',
};

/** The longest identifier of a person or card. */
const TAG_LENGTH = 20;
export const CONNECTOR = 1;
/** What is read: a value without a name is the register of energy. */
export const MEASURED = 'Energy.Active.Import.Register';
export const OFFERED = 'Current.Offered';

function hardResetOf({ id }: Transaction): string {
  return `ocpp16 hard reset ${id}`;
}

export class Events16 {
  constructor(private readonly charger: Charger) {}

  /** The number that the back-end has given to a transaction; null where it has not. */
  numberOf(transaction: Transaction): number | null {
    return this.charger.journal.note<number>(`ocpp16 ${transaction.id}`);
  }

  /** Only this version tells two kinds of reset apart. It outlives this process, as the end of the transaction does. */
  noteReset(transaction: Transaction, isHard: boolean): void {
    this.charger.journal.keep({ [hardResetOf(transaction)]: isHard || null });
  }

  private reasonOf(reason: EndReason, transaction: Transaction): string {
    const isHard = this.charger.journal.note<boolean>(hardResetOf(transaction)) === true;
    return reason === 'reset' && isHard ? 'HardReset' : reasonWords[reason];
  }

  /** @returns null for what this version does not tell */
  messageOf(event: Event): Message | null {
    const timestamp = writeDate(event.dateMs);
    const { data } = event;
    const kind = event.kind as EventKind;
    if (kind === 'status') return this.status(data, timestamp);
    const transaction = data['transaction'] as Transaction | undefined;
    if (transaction === undefined || kind === 'changed') return null;
    if (kind === 'begun') {
      const idTag = transaction.tag.slice(0, TAG_LENGTH);
      const meterStart = transaction.beganWh;
      const params = { connectorId: CONNECTOR, idTag, meterStart, timestamp };
      return { method: 'StartTransaction', params };
    }
    const transactionId = this.numberOf(transaction);
    // Its start was refused: the back-end knows no such transaction.
    if (transactionId === null) return null;
    if (kind === 'metered') return this.reading(data, timestamp, transactionId);
    const reason = this.reasonOf(data['reason'] as EndReason, transaction);
    const meterStop = data['wh'] as number;
    return { method: 'StopTransaction', params: { transactionId, meterStop, timestamp, reason } };
  }

  private status(data: Fields, timestamp: string): Message {
    const fault = String(data['fault']);
    const vendorErrorCode = String(data['code']) || (fault === 'none' ? '' : fault);
    const params = {
      connectorId: CONNECTOR,
      errorCode: errorCodeOf(fault),
      status: statusWords[data['status'] as Status],
      timestamp,
      ...(fault === 'none' ? {} : { info: fault, vendorId: 'Holdfast', vendorErrorCode }),
    };
    return { method: 'StatusNotification', params };
  }

  /** What is measured now, for a back-end that asks where nobody charges. */
  readingNow(): Message {
    const { energy, said, time } = this.charger;
    const data = { wh: energy.wh, milliamps: offeredMilliamps(said), isAsked: true };
    return this.reading(data, writeDate(time.dateMs()), null);
  }

  /** @param transactionId null where nobody charges */
  private reading(data: Fields, timestamp: string, transactionId: number | null): Message {
    const context = data['isAsked'] === true ? 'Trigger' : 'Sample.Periodic';
    const amps = Number(data['milliamps']) / 1000;
    const offered = { value: String(amps), context, measurand: OFFERED, unit: 'A' };
    const energy = { value: String(data['wh']), context, unit: 'Wh' };
    const isTold = this.charger.energy.options.kind !== 'none';
    const sampledValue = isTold ? [energy, offered] : [offered];
    const meterValue = [{ timestamp, sampledValue }];
    const whose = transactionId === null ? {} : { transactionId };
    return { method: 'MeterValues', params: { connectorId: CONNECTOR, ...whose, meterValue } };
  }

  learn(event: Event, answer: Fields): Fields {
    if (event.kind === 'ended') {
      // What was noted of it is not needed any more.
      const transaction = event.data['transaction'] as Transaction;
      return { [`ocpp16 ${transaction.id}`]: null, [hardResetOf(transaction)]: null };
    }
    if (event.kind !== 'begun') return {};
    const transaction = event.data['transaction'] as Transaction;
    const info = answer['idTagInfo'] as Fields | undefined;
    if (info?.['status'] !== 'Accepted') this.charger.unwanted.refuse(transaction.id);
    return { [`ocpp16 ${transaction.id}`]: answer['transactionId'] ?? null };
  }
}
