/**
 * OCPP 2.0.1 and 2.1: what a back-end asks in their words, and what it is told.
 */

import type { Charger } from '../../core/charger.ts';
import type { Event } from '../../core/journal.ts';
import { writeDate } from '../../core/time.ts';
import { Availability } from '../availability.ts';
import {
  type Answer,
  accepted,
  type Dialect,
  type Fields,
  type Greeting,
  type Message,
  type Reach,
} from '../dialect.ts';
import {
  MOST_AMPS,
  placeIn,
  purposes,
  readProfile,
  readStartProfile,
  writePeriods,
} from '../profile-fields.ts';
import { ProfileStore } from '../profile-store.ts';
import { Events201 } from './events201.ts';
import { CONNECTOR, EVSE, isHere } from './place201.ts';
import { Variables201 } from './variables201.ts';

const bootReasons: Readonly<Record<Greeting, string>> = {
  started: 'PowerUp',
  // A link that comes back is no start, and the version has no word for it.
  connected: 'Unknown',
  reset: 'RemoteReset',
  asked: 'Triggered',
};

export class Ocpp201 implements Dialect {
  private readonly events: Events201;
  private readonly profiles: ProfileStore;
  private readonly variables: Variables201;
  private readonly availability: Availability;
  private isResetDue = false;

  constructor(
    private readonly charger: Charger,
    private readonly reach: Reach,
  ) {
    this.events = new Events201(charger);
    this.profiles = new ProfileStore(charger);
    this.variables = new Variables201(charger, reach);
    this.availability = new Availability(charger);
    charger.emitter.on('told', this.follow);
  }

  boot(greeting: Greeting): Message {
    const chargingStation = {
      vendorName: 'Holdfast',
      model: 'Type 2 socket',
      firmwareVersion: this.charger.version,
    };
    const params = { reason: bootReasons[greeting], chargingStation };
    return { method: 'BootNotification', params };
  }

  messageOf(event: Event): Message {
    return this.events.messageOf(event);
  }

  learn(event: Event, answer: Fields): Fields {
    return this.events.learn(event, answer);
  }

  readonly answers: Readonly<Record<string, Answer>> = {
    UnlockConnector: (params) => this.unlock(params),
    RequestStartTransaction: (params) => this.start(params),
    RequestStopTransaction: (params) => this.stop(params),
    GetTransactionStatus: (params) => this.transactionStatus(params),
    ChangeAvailability: (params) => this.changeAvailability(params),
    SetChargingProfile: (params) => this.setProfile(params),
    ClearChargingProfile: (params) => this.clearProfile(params),
    GetCompositeSchedule: (params) => this.composite(params),
    GetVariables: (params) => this.variables.get(params),
    SetVariables: (params) => this.variables.set(params),
    Reset: (params) => this.reset(params),
    TriggerMessage: (params) => this.trigger(params),
    ClearCache: () => accepted(false),
    DataTransfer: () => ({ status: 'UnknownVendorId' }),
  };

  private async unlock(params: Fields): Promise<Fields> {
    if (params['evseId'] !== EVSE || params['connectorId'] !== CONNECTOR) {
      return { status: 'UnknownConnector' };
    }
    const { isFree, why } = await this.charger.unlock();
    if (isFree) return { status: 'Unlocked' };
    return { status: 'UnlockFailed', statusInfo: { reasonCode: why.slice(0, 20) } };
  }

  private async start(params: Fields): Promise<Fields> {
    const evse = params['evseId'] ?? EVSE;
    const profile = readStartProfile(params['chargingProfile'] as Fields | undefined);
    if (evse !== EVSE || profile === undefined) return accepted(false);
    const token = params['idToken'] as Fields;
    const tag = String(token['idToken']) || 'none';
    const requestId = Number(params['remoteStartId']);
    this.events.noteToken(requestId, String(token['type']));
    const { isTaken, why } = await this.profiles.start(profile, tag, requestId);
    if (isTaken) return accepted(true);
    const statusInfo = { reasonCode: 'NotStarted', additionalInfo: why.slice(0, 512) };
    return { ...accepted(false), statusInfo };
  }

  private async stop(params: Fields): Promise<Fields> {
    const { transaction } = this.charger.ledger;
    const isOurs = transaction !== null && transaction.id === params['transactionId'];
    return accepted(isOurs && (await this.charger.stop('remote')));
  }

  private transactionStatus(params: Fields): Fields {
    const id = params['transactionId'];
    const { ledger, journal } = this.charger;
    const waiting = journal.waiting.filter(({ data }) => {
      const transaction = data['transaction'] as { id: string } | undefined;
      return transaction !== undefined && (id === undefined || transaction.id === id);
    });
    const messagesInQueue = waiting.length > 0;
    if (id === undefined) return { messagesInQueue };
    return { ongoingIndicator: ledger.transaction?.id === id, messagesInQueue };
  }

  private async changeAvailability(params: Fields): Promise<Fields> {
    if (!isHere(params['evse'])) return accepted(false);
    return { status: await this.availability.change(params['operationalStatus'] === 'Operative') };
  }

  private async setProfile(params: Fields): Promise<Fields> {
    const place = placeIn(params['evseId']);
    const fields = params['chargingProfile'] as Fields;
    const profile = place === null ? null : readProfile(fields, place);
    if (profile === null) return accepted(false);
    if (profile.purpose === 'station' && place !== 0) return accepted(false);
    if (profile.purpose === 'transaction') {
      const { transaction } = this.charger.ledger;
      if (transaction === null || fields['transactionId'] !== transaction.id)
        return accepted(false);
    }
    return accepted(await this.profiles.add(profile));
  }

  private async clearProfile(params: Fields): Promise<Fields> {
    const criteria = (params['chargingProfileCriteria'] ?? {}) as Fields;
    const purpose = criteria['chargingProfilePurpose'];
    // A purpose that is never kept is none of ours.
    if (purpose !== undefined && purposes[String(purpose)] === undefined) {
      return { status: 'Unknown' };
    }
    const place = criteria['evseId'] === undefined ? undefined : placeIn(criteria['evseId']);
    if (place === null) return { status: 'Unknown' };
    const isAny = await this.profiles.clear({
      id: params['chargingProfileId'] as number | undefined,
      purpose: purpose === undefined ? undefined : purposes[String(purpose)],
      stack: criteria['stackLevel'] as number | undefined,
      place,
    });
    return { status: isAny ? 'Accepted' : 'Unknown' };
  }

  private composite(params: Fields): Fields {
    const evseId = Number(params['evseId']);
    const asked = Number(params['duration']);
    if ((evseId !== 0 && evseId !== EVSE) || !(asked > 0)) return accepted(false);
    const unit = params['chargingRateUnit'] === 'W' ? 'W' : 'A';
    const { volts, phases } = this.charger.energy.options;
    const { startMs, seconds: duration, stretches } = this.profiles.tell(asked);
    const schedule = {
      evseId,
      duration,
      scheduleStart: writeDate(startMs),
      chargingRateUnit: unit,
      chargingSchedulePeriod: writePeriods(stretches, MOST_AMPS, unit === 'W' ? volts * phases : 1),
    };
    return { status: 'Accepted', schedule };
  }

  /** Ends the session, and greets anew. The charger's own controller has no such command. */
  private async reset(params: Fields): Promise<Fields> {
    const { charger } = this;
    // The whole station is more than the one socket of a station that has another one.
    if ((params['evseId'] ?? EVSE) !== EVSE) return accepted(false);
    // A session that is to go on behind the reset (2.1) is not touched by a greeting.
    const isKept = params['type'] === 'ImmediateAndResume';
    const isBusy = charger.ledger.transaction !== null && !isKept;
    this.isResetDue = isBusy && params['type'] === 'OnIdle';
    if (this.isResetDue) return { status: 'Scheduled' };
    const isStopped = !isBusy || (await charger.stop('reset'));
    if (isStopped) this.restartSoon();
    return accepted(isStopped);
  }

  private restartSoon(): void {
    this.isResetDue = false;
    this.charger.time.after(1000, () => this.reach.restart());
  }

  /** A reset that waits for the end of the transaction. A bridge that ends meanwhile has greeted anew. */
  private readonly follow = (): void => {
    if (this.isResetDue && this.charger.ledger.transaction === null) this.restartSoon();
  };

  private trigger(params: Fields): Fields {
    const asked = params['requestedMessage'];
    if (!isHere(params['evse'])) return accepted(false);
    const { charger, reach } = this;
    const later = (act: () => void): Fields => {
      charger.time.after(0, act);
      return accepted(true);
    };
    if (asked === 'StatusNotification') return later(() => charger.tellAgain());
    if (asked === 'BootNotification') return later(() => reach.greet());
    if (asked === 'Heartbeat') return later(() => reach.send({ method: 'Heartbeat', params: {} }));
    if (asked === 'MeterValues') return later(() => reach.send(this.events.readingNow()));
    if (asked === 'TransactionEvent') {
      return charger.ledger.transaction === null
        ? accepted(false)
        : later(() => charger.read(true));
    }
    return { status: 'NotImplemented' };
  }

  close(): void {
    this.charger.emitter.off('told', this.follow);
    this.profiles.close();
    this.availability.close();
  }
}
