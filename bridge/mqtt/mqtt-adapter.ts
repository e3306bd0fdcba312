/**
 * MQTT adapter: the connection to a broker, on the package mqtt. Its last will says that the charger is not there.
 */

import type { IClientOptions, MqttClient } from 'mqtt';
import type { Adapter } from '../adapter.ts';
import type { Charger } from '../core/charger.ts';
import { loadPackage } from '../core/optional-package.ts';
import { pause } from '../core/time.ts';
import { MqttTopics, type TopicOptions } from './mqtt-topics.ts';

export interface MqttOptions extends TopicOptions {
  readonly url: string;
  readonly userName?: string;
  readonly password: string | null;
  readonly ca: string | null;
}

const AGAIN_MS = 5000;
const CONNECT_MS = 10000;
const FAREWELL_MS = 2000;
/** A broker that refuses a subscription grants it with more than there is. */
const MOST_QOS = 2;

export class MqttAdapter implements Adapter {
  readonly name = 'MQTT';
  state = 'not connected yet';
  private readonly topics: MqttTopics;

  private constructor(
    private readonly client: MqttClient,
    private readonly charger: Charger,
    options: MqttOptions,
    say: (line: string) => void,
  ) {
    this.topics = new MqttTopics(charger, options, ({ topic, payload, isRetained }) => {
      // What cannot be told now is told anew when the broker is there again.
      if (client.connected) client.publish(topic, payload, { qos: 1, retain: isRetained });
    });
    const tell = (state: string): void => {
      if (state === this.state) return;
      this.state = state;
      say(`broker: ${state}`);
    };
    client.on('connect', () => {
      tell('connected');
      const { orders } = this.topics;
      client.subscribe(orders, { qos: 1 }, (error, granted = []) => {
        const isRefused = error !== null || granted.some(({ qos }) => qos > MOST_QOS);
        // Whoever may only publish would look as if orders came to nothing.
        if (isRefused && client.connected) {
          tell(
            `connected, but no order is heard: the broker refuses the subscription of ${orders}`,
          );
        }
      });
      this.topics.begin();
    });
    client.on('close', () => tell('not connected'));
    client.on('error', (error) => tell(`not connected (${error.message})`));
    client.on('message', (topic, payload, { retain }) => {
      void this.topics.obey(topic, payload.toString('utf8'), retain);
    });
  }

  /** @throws EnvironmentError where the package is not installed */
  static async open(
    charger: Charger,
    options: MqttOptions,
    say: (line: string) => void,
  ): Promise<MqttAdapter> {
    const { default: mqtt } = await loadPackage('mqtt', () => import('mqtt'));
    const { url, name, userName, password, ca } = options;
    const given: IClientOptions = {
      clientId: `${name}-holdfast`,
      clean: true,
      reconnectPeriod: AGAIN_MS,
      connectTimeout: CONNECT_MS,
      ...(userName === undefined ? {} : { username: userName }),
      ...(password === null ? {} : { password }),
      ...(ca === null ? {} : { ca }),
      will: {
        topic: `${name}/availability`,
        payload: Buffer.from('offline'),
        qos: 1,
        retain: true,
      },
    };
    return new MqttAdapter(mqtt.connect(url, given), charger, options, say);
  }

  async close(): Promise<void> {
    this.topics.close();
    const { client } = this;
    if (client.connected) {
      const farewell = client
        .publishAsync(this.topics.availability, 'offline', { qos: 1, retain: true })
        .catch(() => undefined);
      // A broker that has stalled must not keep this process from its end: its last will is the same.
      await Promise.race([farewell, pause(this.charger.time, FAREWELL_MS)]);
    }
    await client.endAsync(true).catch(() => undefined);
  }
}
