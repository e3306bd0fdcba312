/**
 * OCPP 1.6: what a back-end asks in its words, and what it is told.
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
import { Configuration16 } from './configuration16.ts';
import { CONNECTOR, Events16 } from './events16.ts';

export class Ocpp16 implements Dialect {
  private readonly events: Events16;
  private readonly profiles: ProfileStore;
  private readonly configuration: Configuration16;
  private readonly availability: Availability;

  constructor(
    private readonly charger: Charger,
    private readonly reach: Reach,
  ) {
    this.events = new Events16(charger);
    this.profiles = new ProfileStore(charger);
    this.configuration = new Configuration16(charger, reach);
    this.availability = new Availability(charger);
  }

  boot(): Message {
    const params = {
      chargePointVendor: 'Holdfast',
      chargePointModel: 'Type 2 socket',
      firmwareVersion: this.charger.version,
    };
    return { method: 'BootNotification', params };
  }

  messageOf(event: Event): Message | null {
    return this.events.messageOf(event);
  }

  learn(event: Event, answer: Fields): Fields {
    return this.events.learn(event, answer);
  }

  readonly answers: Readonly<Record<string, Answer>> = {
    UnlockConnector: (params) => this.unlock(params),
    RemoteStartTransaction: (params) => this.start(params),
    RemoteStopTransaction: (params) => this.stop(params),
    ChangeAvailability: (params) => this.changeAvailability(params),
    SetChargingProfile: (params) => this.setProfile(params),
    ClearChargingProfile: (params) => this.clearProfile(params),
    GetCompositeSchedule: (params) => this.composite(params),
    GetConfiguration: (params) => this.configuration.get(params),
    ChangeConfiguration: (params) => this.configuration.change(params),
    Reset: (params) => this.reset(params),
    TriggerMessage: (params) => this.trigger(params),
    ClearCache: () => accepted(false),
    DataTransfer: () => ({ status: 'UnknownVendorId' }),
    GetLocalListVersion: () => ({ listVersion: -1 }),
    SendLocalList: () => ({ status: 'NotSupported' }),
    ReserveNow: () => accepted(false),
    CancelReservation: () => accepted(false),
  };

  private async unlock(params: Fields): Promise<Fields> {
    if (params['connectorId'] !== CONNECTOR) return { status: 'NotSupported' };
    const { isFree } = await this.charger.unlock();
    return { status: isFree ? 'Unlocked' : 'UnlockFailed' };
  }

  private async start(params: Fields): Promise<Fields> {
    const connector = params['connectorId'] ?? CONNECTOR;
    const profile = readStartProfile(params['chargingProfile'] as Fields | undefined);
    if (connector !== CONNECTOR || profile === undefined) return accepted(false);
    const { isTaken } = await this.profiles.start(profile, String(params['idTag']));
    return accepted(isTaken);
  }

  private async stop(params: Fields): Promise<Fields> {
    const { transaction } = this.charger.ledger;
    const number = transaction === null ? null : this.events.numberOf(transaction);
    const isOurs = number !== null && number === params['transactionId'];
    return accepted(isOurs && (await this.charger.stop('remote')));
  }

  private async changeAvailability(params: Fields): Promise<Fields> {
    const connector = Number(params['connectorId']);
    if (connector !== 0 && connector !== CONNECTOR) return accepted(false);
    return { status: await this.availability.change(params['type'] === 'Operative') };
  }

  private async setProfile(params: Fields): Promise<Fields> {
    const place = placeIn(params['connectorId']);
    const fields = params['csChargingProfiles'] as Fields;
    const profile = place === null ? null : readProfile(fields, place);
    const { transaction } = this.charger.ledger;
    if (profile === null) return accepted(false);
    if (profile.purpose === 'station' && place !== 0) return accepted(false);
    if (profile.purpose === 'transaction') {
      const number = transaction === null ? null : this.events.numberOf(transaction);
      const asked = fields['transactionId'];
      if (transaction === null || (asked !== undefined && asked !== number)) return accepted(false);
    }
    return accepted(await this.profiles.add(profile));
  }

  private async clearProfile(params: Fields): Promise<Fields> {
    const purpose = params['chargingProfilePurpose'];
    const place = params['connectorId'] === undefined ? undefined : placeIn(params['connectorId']);
    if (place === null) return { status: 'Unknown' };
    const isAny = await this.profiles.clear({
      id: params['id'] as number | undefined,
      purpose: purpose === undefined ? undefined : purposes[String(purpose)],
      stack: params['stackLevel'] as number | undefined,
      place,
    });
    return { status: isAny ? 'Accepted' : 'Unknown' };
  }

  private composite(params: Fields): Fields {
    const connectorId = Number(params['connectorId']);
    const asked = Number(params['duration']);
    if ((connectorId !== 0 && connectorId !== CONNECTOR) || !(asked > 0)) return accepted(false);
    const unit = params['chargingRateUnit'] === 'W' ? 'W' : 'A';
    const { volts, phases } = this.charger.energy.options;
    const ampere = unit === 'W' ? volts * phases : 1;
    const { startMs, seconds: duration, stretches } = this.profiles.tell(asked);
    const startSchedule = writeDate(startMs);
    return {
      status: 'Accepted',
      connectorId,
      scheduleStart: startSchedule,
      chargingSchedule: {
        duration,
        startSchedule,
        chargingRateUnit: unit,
        chargingSchedulePeriod: writePeriods(stretches, MOST_AMPS, ampere),
      },
    };
  }

  /** Ends the session, and greets anew. The charger's own controller has no such command. */
  private async reset(params: Fields): Promise<Fields> {
    const { transaction } = this.charger.ledger;
    if (transaction !== null) this.events.noteReset(transaction, params['type'] === 'Hard');
    const isStopped = transaction === null || (await this.charger.stop('reset'));
    if (isStopped) this.charger.time.after(1000, () => this.reach.restart());
    return accepted(isStopped);
  }

  private trigger(params: Fields): Fields {
    const asked = params['requestedMessage'];
    const connector = params['connectorId'] ?? CONNECTOR;
    if (connector !== CONNECTOR && connector !== 0) return accepted(false);
    const { charger, reach } = this;
    const later = (act: () => void): Fields => {
      charger.time.after(0, act);
      return accepted(true);
    };
    if (asked === 'StatusNotification') return later(() => charger.tellAgain());
    if (asked === 'BootNotification') return later(() => reach.greet());
    if (asked === 'Heartbeat') return later(() => reach.send({ method: 'Heartbeat', params: {} }));
    if (asked === 'MeterValues') return later(() => this.tellReading());
    return { status: 'NotImplemented' };
  }

  /** Also where nobody charges: what was accepted comes. */
  private tellReading(): void {
    if (this.charger.ledger.transaction !== null) this.charger.read(true);
    else this.reach.send(this.events.readingNow());
  }

  close(): void {
    this.profiles.close();
    this.availability.close();
  }
}
