/**
 * Simulated charger: the firmware that ships, over the simulated plant, in real time, with its console as a port. What
 * happens to it is typed in the words of a scenario.
 */

import type { Port, PortEvents } from '../../hil/line/port.ts';
import { ms } from '../../sim/clock.ts';
import { parseScenario } from '../../sim/scenario/parse.ts';
import { performIn } from '../../sim/scenario/target.ts';
import { createSetup } from '../../sim/world/setup.ts';
import { World } from '../../sim/world/world.ts';

const STEP_MS = 10;
/** Started, and at rest. */
const SETTLED_MS = 12000;

export class SimCharger implements Port {
  readonly world: World;
  private readonly timer: NodeJS.Timeout;
  private beganMs = performance.now();
  private isPaused = false;

  constructor(events: PortEvents) {
    this.world = new World(createSetup());
    // Who connects has the keys, or has not.
    this.world.answersChallenges = false;
    this.world.start();
    this.world.advance(ms(SETTLED_MS));
    this.beganMs -= SETTLED_MS;
    this.world.listener = (line) => {
      if (!this.isPaused) events.data(`${line}\r\n`);
    };
    this.timer = setInterval(() => {
      this.world.advanceTo(ms(Math.floor(performance.now() - this.beganMs)));
    }, STEP_MS);
  }

  write(text: string): boolean {
    for (const line of text.split('\n')) if (line !== '') this.world.type(line);
    return true;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
  }

  /**
   * Makes something happen.
   *
   * @param line as in `plug in`, `car out`, `lock jammed`
   * @throws ScenarioError where it is no line of the scenario language that happens
   */
  do(line: string): void {
    const [scenario] = parseScenario('typed', `scenario one line\n${line}`, this.world.setup);
    for (const statement of scenario?.statements ?? []) {
      if (statement.kind === 'do') performIn(this.world, statement.verb, statement.args);
      else if (statement.kind === 'type') this.world.type(statement.text);
      else throw new Error(`expected something that happens, found "${line}"`);
    }
  }

  /** The newest value of a name in the world's own trace, the plant's included. */
  valueOf(name: string): string {
    return this.world.trace.valueOf(name) ?? '';
  }
}
