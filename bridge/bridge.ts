/**
 * Bridge: a charger's console on one side, protocols on the other. It is never on the control path: without it the
 * charger does all that it does, and a limit with a term falls to the charger's own safe limit.
 */

import type { Server } from 'node:net';
import { join } from 'node:path';
import type { BenchError } from '../hil/line/bench-error.ts';
import type { Port, PortEvents } from '../hil/line/port.ts';
import type { Adapter } from './adapter.ts';
import { type Config, energyKindOf } from './config/config.ts';
import { readCertificates, readOwnerKeys, readPassword } from './config/secret.ts';
import { Charger } from './core/charger.ts';
import { type Event, Journal } from './core/journal.ts';
import { type Picture, pictureOf } from './core/picture.ts';
import { openServiceSocket, refuseSecond } from './core/service-socket.ts';
import { realTime } from './core/time.ts';
import { addressOf, openPage } from './page/state-page.ts';

export interface BridgeEvents {
  /** For the person at the terminal. */
  say(line: string): void;
  /** The charger's port has gone, and does not come back by itself. */
  gone(error: BenchError): void;
}

export class Bridge {
  readonly adapters: Adapter[] = [];
  private readonly servers: { close(done: () => void): unknown }[] = [];
  private readonly ends: (() => void)[] = [];
  private port: Port | null = null;
  private shown = '';
  private missing = '';

  private constructor(
    private readonly config: Config,
    readonly charger: Charger,
    private readonly journal: Journal,
    private readonly events: BridgeEvents,
  ) {}

  /**
   * @param folder of the config file: where its paths begin
   * @param openPort opens the charger's console
   * @throws UsageError, EnvironmentError
   */
  static async open(
    config: Config,
    folder: string,
    openPort: (events: PortEvents) => Promise<Port>,
    events: BridgeEvents,
  ): Promise<Bridge> {
    const mayDrop = ({ kind }: Event): boolean => kind === 'status' || kind === 'metered';
    // A second bridge must not touch the journal of the first.
    await refuseSecond(join(config.folder, 'console'));
    const path = join(config.folder, 'journal');
    const journal = new Journal(path, config.ocpp !== undefined, mayDrop, events.say);
    const { phases, volts } = config.energy;
    let bridge: Bridge | null = null;
    const charger = new Charger((text) => bridge?.port?.write(text) ?? false, journal, realTime, {
      energy: { kind: energyKindOf(config.energy), phases, volts },
      limits: config.limits,
      tag: config.tag,
      keys: readOwnerKeys(config.keyFile, folder),
    });
    bridge = new Bridge(config, charger, journal, events);
    try {
      await bridge.begin(folder, openPort);
    } catch (error) {
      await bridge.close();
      throw error;
    }
    return bridge;
  }

  private async begin(
    folder: string,
    openPort: (events: PortEvents) => Promise<Port>,
  ): Promise<void> {
    const { charger, config, events } = this;
    const path = join(config.folder, 'console');
    this.servers.push(await openServiceSocket(charger, path));
    this.port = await openPort({
      data: (text) => charger.console.receive(text),
      gone: (error) => {
        charger.lose();
        events.gone(error);
      },
    });
    charger.emitter.on('change', () => this.show());
    // What a meter has counted meanwhile is known before a transaction begins or ends.
    await this.openMeter();
    charger.begin();
    events.say(`service: ${path} is the charger's console (nc -U, socat)`);
    if (config.page !== undefined) {
      const page = await openPage(config.page.port, () => this.state);
      this.servers.push(page);
      events.say(`page: ${addressOf(page)}`);
    }
    await this.openAdapters(folder);
    // Whoever has kept a limit over an earlier end has said so.
    charger.limits.complete();
  }

  private async openMeter(): Promise<void> {
    const { charger, config, events } = this;
    const { kind, pulses, modbus } = config.energy;
    if (kind === 'pulses' && pulses !== undefined) {
      const { countPulses } = await import('./meter/pulse-meter.ts');
      this.ends.push(countPulses(pulses, charger.energy, charger.time, events.say));
    }
    if (kind === 'modbus' && modbus !== undefined) {
      const { askMeter } = await import('./meter/modbus-meter.ts');
      this.ends.push(await askMeter(modbus, charger.energy, charger.time, events.say));
    }
  }

  private async openAdapters(folder: string): Promise<void> {
    const { charger, config, events } = this;
    const { say } = events;
    const { ocpp, mqtt, modbus } = config;
    if (ocpp !== undefined) {
      const { OcppAdapter } = await import('./ocpp/ocpp-adapter.ts');
      const password = readPassword(ocpp, folder, say);
      const ca = readCertificates(ocpp.caFile, folder);
      const adapter = new OcppAdapter(charger, { ...ocpp, password, ca }, config.folder, say);
      this.adapters.push(adapter);
      await adapter.begin();
    }
    if (mqtt !== undefined) {
      const { MqttAdapter } = await import('./mqtt/mqtt-adapter.ts');
      const password = readPassword(mqtt, folder, say);
      const ca = readCertificates(mqtt.caFile, folder);
      this.adapters.push(await MqttAdapter.open(charger, { ...mqtt, password, ca }, say));
    }
    if (modbus !== undefined) {
      const { ModbusAdapter } = await import('./modbus/modbus-adapter.ts');
      const adapter = await ModbusAdapter.open(charger, modbus);
      this.adapters.push(adapter);
      say(`${adapter.name}: ${adapter.state}`);
    }
  }

  get picture(): Picture {
    return pictureOf(this.charger);
  }

  get state(): { charger: Picture; links: [string, string][] } {
    return {
      charger: this.picture,
      links: this.adapters.map(({ name, state }): [string, string] => [name, state]),
    };
  }

  /** A line for the person, when what a driver sees has changed, or what this bridge may do. */
  private show(): void {
    const { headline, status, lock, offeredAmps, fault, code, missing } = this.picture;
    const more = fault === 'none' ? '' : `, ${fault} ${code}`.trimEnd();
    const line = `charger: ${headline} (${status}, lock ${lock}, ${offeredAmps} A offered${more})`;
    if (line !== this.shown) this.events.say(line);
    this.shown = line;
    if (missing !== this.missing) this.events.say(`owner: ${missing || 'limits are taken again'}`);
    this.missing = missing;
  }

  async close(): Promise<void> {
    this.charger.emitter.removeAllListeners('change');
    for (const end of this.ends) end();
    for (const adapter of this.adapters) await adapter.close();
    this.charger.close();
    this.charger.energy.keep();
    await this.port?.close();
    for (const server of this.servers) {
      await new Promise<void>((resolve) => void (server as Server).close(() => resolve()));
    }
    this.journal.close();
  }
}
