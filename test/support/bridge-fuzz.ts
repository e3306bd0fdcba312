/**
 * Bridge fuzz: calls drawn at random, against the simulated charger to which things happen at random: no answer, and
 * nothing that is told, contradicts the plant.
 */

import type { Dialect, Fields } from '../../bridge/ocpp/dialect.ts';
import { Ocpp16 } from '../../bridge/ocpp/v16/ocpp16.ts';
import { Ocpp201 } from '../../bridge/ocpp/v201/ocpp201.ts';
import { createRandom } from '../../sim/random.ts';
import { BridgeBench } from './bridge-bench.ts';

const happenings: readonly string[] = [
  'plug in',
  'car in',
  'car out',
  'pull',
  'press stop',
  'press start',
  'lock jammed',
  'lock freed',
  'contactor welds',
  'contactor gives-way',
  'car wants',
  'car full',
  'rail off',
  'rail on',
  'emergency-stop press',
  'emergency-stop release',
  'leak on',
  'leak off',
  'tension on',
  'tension off',
];

type Pick = <T>(from: readonly T[]) => T;

function draw16(pick: Pick, transactionId: number | null): [string, Fields] {
  const connectorId = pick([0, 1, 1, 1, 2]);
  const limit = pick([0, 6, 10, 16, 32, 63.5]);
  const chargingSchedule = {
    duration: pick([5, 60, 600]),
    chargingRateUnit: pick(['A', 'W']),
    chargingSchedulePeriod: [{ startPeriod: 0, limit }],
  };
  const csChargingProfiles = {
    chargingProfileId: pick([1, 2, 3]),
    stackLevel: pick([0, 1, 99]),
    chargingProfilePurpose: pick(['ChargePointMaxProfile', 'TxDefaultProfile', 'TxProfile']),
    chargingProfileKind: pick(['Absolute', 'Recurring', 'Relative']),
    chargingSchedule,
  };
  return pick<[string, Fields]>([
    ['UnlockConnector', { connectorId }],
    ['UnlockConnector', { connectorId: 1 }],
    ['RemoteStartTransaction', { idTag: pick(['A', 'B'.repeat(20)]) }],
    ['RemoteStopTransaction', { transactionId: pick([transactionId ?? 1, -1]) }],
    ['ChangeAvailability', { connectorId, type: pick(['Operative', 'Operative', 'Inoperative']) }],
    ['SetChargingProfile', { connectorId, csChargingProfiles }],
    ['ClearChargingProfile', pick<Fields>([{}, { id: 1 }, { stackLevel: 1 }])],
    ['GetCompositeSchedule', { connectorId, duration: pick([0, 60, 86400]) }],
    ['GetConfiguration', pick<Fields>([{}, { key: ['NumberOfConnectors', 'x'] }])],
    [
      'ChangeConfiguration',
      { key: pick(['HeartbeatInterval', 'x']), value: pick(['9', '-1', '']) },
    ],
    ['TriggerMessage', { requestedMessage: pick(['StatusNotification', 'MeterValues']) }],
    ['Reset', { type: pick(['Soft', 'Hard']) }],
  ]);
}

function draw201(pick: Pick, transactionId: string | null): [string, Fields] {
  const evseId = pick([0, 1, 1, 1, 2]);
  const id = transactionId ?? 'none';
  const schedule = {
    id: 1,
    chargingRateUnit: pick(['A', 'W']),
    duration: pick([5, 60]),
    chargingSchedulePeriod: [{ startPeriod: 0, limit: pick([0, 6, 16, 32]) }],
  };
  const chargingProfile = {
    id: pick([1, 2]),
    stackLevel: pick([0, 1]),
    chargingProfilePurpose: pick([
      'ChargingStationExternalConstraints',
      'TxDefaultProfile',
      'TxProfile',
    ]),
    chargingProfileKind: 'Relative',
    transactionId: id,
    chargingSchedule: [schedule],
  };
  const idToken = { idToken: 'A', type: 'Central' };
  return pick<[string, Fields]>([
    ['UnlockConnector', { evseId, connectorId: 1 }],
    ['UnlockConnector', { evseId: 1, connectorId: 1 }],
    ['RequestStartTransaction', { evseId: 1, remoteStartId: 7, idToken }],
    ['RequestStopTransaction', { transactionId: pick([id, 'other']) }],
    ['GetTransactionStatus', pick<Fields>([{}, { transactionId: id }])],
    ['ChangeAvailability', { operationalStatus: pick(['Operative', 'Operative', 'Inoperative']) }],
    ['SetChargingProfile', { evseId, chargingProfile }],
    ['ClearChargingProfile', pick<Fields>([{}, { chargingProfileId: 1 }])],
    ['GetCompositeSchedule', { evseId, duration: 60 }],
    ['Reset', { type: pick(['Immediate', 'OnIdle']) }],
    ['TriggerMessage', { requestedMessage: pick(['StatusNotification', 'TransactionEvent']) }],
  ]);
}

export interface FuzzResult {
  readonly calls: number;
  /** How often each answer was given to an unlock. */
  readonly unlocks: Readonly<Record<string, number>>;
  /** What contradicts the plant; nothing may. */
  readonly contradictions: readonly string[];
}

/** Checks an answer, or a message, against the schemas; it throws. */
type Validate = (id: string, fields: Fields) => unknown;

export class BridgeFuzz {
  private readonly contradictions: string[] = [];
  private readonly unlocks: Record<string, number> = {};
  private readonly dialect: Dialect;
  private readonly pick: Pick;
  private readonly random: () => number;
  private numbers = 0;

  constructor(
    private readonly bench: BridgeBench,
    private readonly version: '1.6' | '2.0.1',
    seed: number,
    private readonly validate: Validate,
  ) {
    this.random = createRandom(seed);
    this.pick = (from) => from[Math.floor(this.random() * from.length)] as (typeof from)[number];
    const reach = {
      send: () => undefined,
      restart: () => undefined,
      beat: () => undefined,
      greet: () => undefined,
    };
    const Version = version === '1.6' ? Ocpp16 : Ocpp201;
    this.dialect = new Version(bench.charger, reach);
  }

  private plant(name: string): string {
    return this.bench.world.trace.valueOf(name) ?? '';
  }

  private complain(what: string): void {
    const seconds = (this.bench.time.nowMs() / 1000).toFixed(2);
    this.contradictions.push(`${seconds} s: ${what}`);
  }

  /** Whatever waits is told, and must be in the words of the version. */
  private drain(): void {
    const { journal } = this.bench;
    for (let event = journal.next; event !== null; event = journal.next) {
      const message = this.dialect.messageOf(event);
      if (message !== null) this.check(`${message.method}.req`, message.params);
      const answer = { transactionId: ++this.numbers, idTagInfo: { status: 'Accepted' } };
      const learned = this.version === '1.6' ? this.dialect.learn(event, answer) : {};
      journal.settle(event, learned);
    }
  }

  private check(id: string, fields: Fields): void {
    try {
      this.validate(`urn:${id}`, fields);
    } catch (error) {
      this.complain(`${id} is none: ${(error as Error).message}`);
    }
  }

  private async call(): Promise<void> {
    const { charger } = this.bench;
    const { transaction } = charger.ledger;
    const number =
      transaction === null ? null : charger.journal.note<number>(`ocpp16 ${transaction.id}`);
    const [method, params] =
      this.version === '1.6'
        ? draw16(this.pick, number)
        : draw201(this.pick, transaction?.id ?? null);
    const answer = this.dialect.answers[method];
    if (answer === undefined) throw new Error(`no answer to ${method}`);
    const asked = Promise.resolve(answer(params));
    const { value, tookMs } = await this.bench.settle(asked, 12000);
    this.check(`${method}.conf`, value);
    if (method !== 'UnlockConnector') return;
    const status = String(value['status']);
    this.unlocks[status] = (this.unlocks[status] ?? 0) + 1;
    if (status === 'Unlocked' && this.plant('pin') !== 'withdrawn') {
      this.complain(`Unlocked, but the pin is ${this.plant('pin')}`);
    }
    if (status === 'Unlocked' && this.plant('socket') === 'live') {
      this.complain('Unlocked, but the socket is live');
    }
    if (tookMs > 8000) this.complain(`${status} after ${tookMs} ms`);
  }

  /** @param calls so many, in between something happens */
  async run(calls: number): Promise<FuzzResult> {
    for (let i = 0; i < calls; i++) {
      if (this.random() < 0.4) this.bench.do(this.pick(happenings));
      // Now and then all is well again, so that sessions come about at all.
      if (this.random() < 0.05) {
        this.bench.do('rail on', 'lock freed', 'contactor gives-way', 'leak off');
        this.bench.do('emergency-stop release', 'press stop', 'plug in', 'car in');
        await this.bench.settle(this.bench.charger.setOperative(true), 12000);
      }
      await this.bench.pass(this.pick([0, 40, 500, 4000]), 40);
      await this.call();
      this.drain();
    }
    this.dialect.close();
    return { calls, unlocks: this.unlocks, contradictions: this.contradictions };
  }
}

/** A charger of its own, with so many calls. */
export async function fuzzBridge(
  version: '1.6' | '2.0.1',
  seed: number,
  calls: number,
): Promise<FuzzResult> {
  const { createValidator } = await import('ocpp-rpc');
  const path = `ocpp-rpc/lib/schemas/ocpp${version.replaceAll('.', '_')}.json`;
  const { default: schemas } = await import(path, { with: { type: 'json' } });
  const validator = createValidator(`ocpp${version}`, schemas);
  const bench = await new BridgeBench().begin();
  const fuzz = new BridgeFuzz(bench, version, seed, (id, fields) => validator.validate(id, fields));
  try {
    return await fuzz.run(calls);
  } finally {
    bench.close();
  }
}
