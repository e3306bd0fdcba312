/**
 * A scripted person at the simulated charger: does each task, and reports what can be seen.
 */

import { type ContactTask, contacts } from '../../../firmware/drivers/input-words.ts';
import { ms } from '../../../sim/clock.ts';
import type { World } from '../../../sim/world/world.ts';
import type { Measurement, Person, Question, Task } from '../../doctor/examination.ts';

/** Time for a task; a lock that was just ordered to move is at rest by then. */
const HAND_MS = 400;

const ofContacts = Object.fromEntries(
  contacts.flatMap(({ name, asserted, released }) => [
    [asserted.name, ({ plant }: World) => plant.work(name, true)],
    [released.name, ({ plant }: World) => plant.work(name, false)],
  ]),
) as Record<ContactTask, (world: World) => void>;

const acts: Record<Task, (world: World) => void> = {
  'plug-out': ({ plant }) => plant.socket.pull(),
  'press-stop': ({ plant }) => {
    plant.work('stopButton', true);
  },
  'let-stop-go': ({ plant }) => {
    plant.work('stopButton', false);
  },
  ...ofContacts,
  'tester-in': ({ plant }) => {
    plant.car.force('A');
    plant.socket.insert('in');
  },
  'tester-a': ({ plant }) => plant.car.force('A'),
  'tester-b': ({ plant }) => plant.car.force('B'),
  'tester-c': ({ plant }) => plant.car.force('C'),
  'tester-d': ({ plant }) => plant.car.force('D'),
  'tester-out': ({ plant }) => plant.socket.pull(),
  'isolator-off': ({ plant }) => plant.mains.set('isolatorClosed', false),
  'isolator-on': ({ plant }) => plant.mains.set('isolatorClosed', true),
  'set-jumper': ({ plant }) => {
    plant.work('jumper', true);
  },
  'take-jumper-off': ({ plant }) => {
    plant.work('jumper', false);
  },
};

const looks: Record<Question, (world: World) => boolean> = {
  'pin-out': ({ plant }) => !plant.pin.withdrawn,
  'plug-held': ({ plant }) => !plant.socket.pull(),
  energise: () => true,
};

/** Whatever a person is asked for. */
export type Step = Task | Question | Measurement;

export class ScriptedPerson implements Person {
  /** Every task so far, for an observer. */
  readonly asked: Step[] = [];

  /**
   * @param deafTo tasks without an effect, because one of their wires is broken
   * @param refuses tasks that the person does not do, or questions that the person answers with no
   */
  constructor(
    private readonly world: World,
    private readonly deafTo: readonly Task[] = [],
    private readonly refuses: readonly Step[] = [],
  ) {}

  async act(task: Task): Promise<boolean> {
    this.asked.push(task);
    if (this.refuses.includes(task)) return false;
    if (!this.deafTo.includes(task)) acts[task](this.world);
    this.world.plant.settle();
    this.world.advance(ms(HAND_MS));
    return true;
  }

  /** A meter on DC volts shows the mean. */
  async measure(measurement: Measurement): Promise<string | null> {
    this.asked.push(measurement);
    if (this.refuses.includes(measurement)) return null;
    return `${(this.world.plant.line.meanMillivolts / 1000).toFixed(2)} V`;
  }

  async ask(question: Question): Promise<boolean | null> {
    this.asked.push(question);
    if (this.refuses.includes(question)) return false;
    const isSo = looks[question](this.world);
    this.world.plant.settle();
    return isSo;
  }
}
