/**
 * Strict session: a simulated charger whose bridge speaks OCPP 1.6 with a back-end that validates every message.
 */

import { OcppSession } from '../../bridge/ocpp/ocpp-session.ts';
import { Ocpp16 } from '../../bridge/ocpp/v16/ocpp16.ts';
import { BridgeBench } from './bridge-bench.ts';
import { StrictServer } from './strict-server.ts';

export interface Refused {
  readonly kind: string;
  readonly why: string;
}

export class StrictSession {
  readonly session: OcppSession;
  /** What of the journal the back-end does not take. */
  readonly refused: Refused[] = [];

  private constructor(
    readonly server: StrictServer,
    readonly bench: BridgeBench,
  ) {
    bench.turns = 5;
    this.session = new OcppSession(
      bench.charger,
      (reach) => new Ocpp16(bench.charger, reach),
      { url: server.url, id: 'CP1', version: '1.6', password: null, ca: null },
      { said: () => undefined, refused: ({ kind }, why) => this.refused.push({ kind, why }) },
    );
  }

  /** Nothing is connected yet. */
  static async open(): Promise<StrictSession> {
    const server = await StrictServer.open('1.6');
    return new StrictSession(server, await new BridgeBench().begin());
  }

  async close(): Promise<void> {
    await this.session.close();
    this.bench.close();
    await this.server.close();
  }
}
