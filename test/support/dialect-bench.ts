/**
 * Dialect bench: a version of OCPP over a simulated charger, without a link: what a back-end asks is answered, and what
 * it would be told beside the journal is listed.
 */

import type { Dialect, Fields, Message, Reach } from '../../bridge/ocpp/dialect.ts';
import { Ocpp16 } from '../../bridge/ocpp/v16/ocpp16.ts';
import { Ocpp201 } from '../../bridge/ocpp/v201/ocpp201.ts';
import { BridgeBench } from './bridge-bench.ts';

type Version = typeof Ocpp16 | typeof Ocpp201;

export class DialectBench {
  readonly sent: Message[] = [];
  dialect: Dialect;
  readonly reach: Reach = {
    send: (message) => void this.sent.push(message),
    restart: () => void this.cuts++,
    beat: () => undefined,
    greet: () => undefined,
  };

  /** How often the link was cut, as by a reset. */
  cuts = 0;

  private constructor(
    readonly bench: BridgeBench,
    private readonly Version: Version,
    readonly version: '1.6' | '2.0.1',
  ) {
    this.dialect = new Version(bench.charger, this.reach);
  }

  static async open(
    version: '1.6' | '2.0.1',
    ...given: ConstructorParameters<typeof BridgeBench>
  ): Promise<DialectBench> {
    const bench = await new BridgeBench(...given).begin();
    return new DialectBench(bench, version === '1.6' ? Ocpp16 : Ocpp201, version);
  }

  /** Another process begins, as after `kill -9`. @param happens between its beginning and the first that OCPP hears */
  async restart(happens: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    this.dialect.close();
    this.bench.restart();
    await happens();
    this.dialect = new this.Version(this.bench.charger, this.reach);
  }

  async ask(method: string, params: Fields): Promise<Fields> {
    const answer = this.dialect.answers[method];
    if (answer === undefined) throw new Error(`no answer to ${method}`);
    return (await this.bench.settle(Promise.resolve(answer(params)))).value;
  }

  async charge(): Promise<void> {
    this.bench.do('plug in', 'car in');
    await this.bench.until(() => this.bench.charger.status === 'charging', 60000);
    await this.bench.pass(8000);
  }

  close(): void {
    this.dialect.close();
    this.bench.close();
  }
}

/** A profile in the words of 1.6: a limit in A, from the beginning of 2026 on. */
export function profile16(limit: number, more: Fields = {}, schedule: Fields = {}): Fields {
  return {
    chargingProfileId: 1,
    stackLevel: 0,
    chargingProfilePurpose: 'ChargePointMaxProfile',
    chargingProfileKind: 'Absolute',
    ...more,
    chargingSchedule: {
      startSchedule: '2026-01-01T00:00:00Z',
      chargingRateUnit: 'A',
      chargingSchedulePeriod: [{ startPeriod: 0, limit }],
      ...schedule,
    },
  };
}
