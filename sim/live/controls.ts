/**
 * Controls: the actions of a person, one row each. A control is one line of the scenario language, or two for
 * a switch; whether a switch is shown as pressed follows the plant, not the click.
 */

import type { Plant } from '../plant/plant.ts';
import type { World } from '../world/world.ts';
import { byId, make } from './page-parts.ts';

interface Control {
  readonly label: string;
  /** The line of the action; a switch has a second line for when it is on. */
  readonly line: string;
  readonly offLine?: string;
  readonly isOn?: (plant: Plant) => boolean;
  readonly hint: string;
}

function act(label: string, line: string, hint: string): Control {
  return { label, line, hint };
}

function toggle(
  label: string,
  line: string,
  offLine: string,
  isOn: (plant: Plant) => boolean,
  hint: string,
): Control {
  return { label, line, offLine, isOn, hint };
}

const groups: readonly (readonly [string, readonly Control[]])[] = [
  [
    'Plug',
    [
      act('In', 'plug in', 'The plug goes fully into the socket'),
      act('Half', 'plug half', 'The plug goes in half-way'),
      act('Push', 'push', 'A person pushes the plug in for 5 s, which unloads the pin'),
      act('Pull', 'pull', 'One pull: the plug comes out only if the pin lets it'),
      toggle(
        'Keep pulling',
        'pull and hold',
        'let go',
        (p) => p.socket.pulling,
        'The cable pulls until the plug comes',
      ),
    ],
  ],
  [
    'Car',
    [
      toggle('Plugged in', 'car in', 'car out', (p) => p.car.plugged, 'The other end of the cable'),
      toggle(
        'Wants energy',
        'car wants',
        'car full',
        (p) => p.car.wants,
        'Off: finished, or stopped inside',
      ),
    ],
  ],
  [
    'Charger',
    [
      act('Stop', 'press stop', 'The Stop button, for 200 ms'),
      act('Start', 'press start', 'The Start button, for 200 ms'),
      toggle(
        'E-stop',
        'emergency-stop press',
        'emergency-stop release',
        (p) => p.asserted.has('eStop'),
        'The emergency stop latches, and is turned back',
      ),
    ],
  ],
  [
    'App',
    [
      act('Start', 'start', 'A line for the firmware: authorise, or start again'),
      act('Stop', 'stop', 'A line for the firmware: end the session'),
      act('Unlock', 'unlock', 'A line for the firmware: release, whatever the policy'),
    ],
  ],
  [
    'Supply',
    [
      toggle(
        'Isolator',
        'isolator on',
        'isolator off',
        (p) => p.mains.isolatorClosed,
        'The switch upstream of the charger',
      ),
      act('Breaker', 'breaker on', 'The upstream breaker is closed again'),
      act('Dip 20 ms', 'grid dip for 20 ms', 'Must be ridden through'),
      act('Dip 300 ms', 'grid dip for 300 ms', 'Is a loss of supply'),
      act('Brown-out', 'rail dip for 100 ms', "Only the controller's own supply is lost"),
    ],
  ],
  [
    'Trouble',
    [
      toggle(
        'Tension',
        'tension on',
        'tension off',
        (p) => p.pin.tension,
        'The hanging cable loads the pin',
      ),
      toggle('Jam', 'lock jammed', 'lock freed', (p) => p.pin.jammed, 'The pin does not come back'),
      toggle(
        'Weld',
        'contactor welds',
        'contactor gives-way',
        (p) => p.contactor.welded,
        'The contacts fuse; the weld breaks',
      ),
      toggle(
        'Cold',
        'temperature -25 C',
        'temperature 20 C',
        (p) => p.celsius < 0,
        '25 degrees below zero',
      ),
      toggle(
        'Stiff',
        'lock friction 1.9',
        'lock friction 1',
        (p) => p.pin.friction > 1,
        'Ice and dirt stretch the travel',
      ),
      toggle(
        'Latch wire cut',
        'latch wire cut',
        'latch wire whole',
        (p) => p.latchWire === 'cut',
        "The lock's sense wire",
      ),
      toggle(
        'shorted',
        'latch wire shorted',
        'latch wire whole',
        (p) => p.latchWire === 'shorted',
        "The lock's sense wire, shorted to earth",
      ),
      act('Spike 24 ms', 'spike 12 V for 24 ms', '12 V on the pilot, too short to mean anything'),
      act('Spike 60 ms', 'spike 12 V for 60 ms', '12 V on the pilot, as if the car had gone'),
      toggle(
        'Pilot short',
        'pilot-wire shorted',
        'pilot-wire whole',
        (p) => p.line.shorted,
        'Pilot to protective earth',
      ),
      toggle('Leak', 'leak on', 'leak off', (p) => p.residual.leaking, 'A residual current'),
    ],
  ],
];

/** A button of the picture: SVG has none of its own, so its keys are given here. */
function pressable(id: string, act: () => void): void {
  const button = byId(id);
  button.setAttribute('role', 'button');
  button.setAttribute('tabindex', '0');
  button.addEventListener('click', act);
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    act();
  });
}

export class Controls {
  private readonly switches: { button: HTMLButtonElement; control: Control }[] = [];

  /** @param perform executes a line, and shows an error if it is not a valid one */
  constructor(
    private readonly perform: (line: string) => void,
    private readonly world: () => World,
  ) {
    const place = byId('controls');
    for (const [name, controls] of groups) {
      const group = make('fieldset', 'group');
      group.append(make('legend', '', name));
      for (const control of controls) group.append(this.button(control));
      place.append(group);
    }
    pressable('stop-button', () => perform('press stop'));
    pressable('estop-button', () => {
      perform(`emergency-stop ${world().plant.asserted.has('eStop') ? 'release' : 'press'}`);
    });
    this.offerLine();
  }

  private button(control: Control): HTMLButtonElement {
    const button = make('button', 'control', control.label);
    button.type = 'button';
    button.title = `${control.hint} (${control.line})`;
    button.dataset['line'] = control.line;
    if (control.isOn !== undefined) this.switches.push({ button, control });
    button.addEventListener('click', () => {
      const isOn = control.isOn?.(this.world().plant) === true;
      this.perform(isOn ? (control.offLine ?? control.line) : control.line);
    });
    return button;
  }

  /** Any line of the language can be typed. */
  private offerLine(): void {
    const field = byId('line') as HTMLInputElement;
    byId('line-form').addEventListener('submit', (event) => {
      event.preventDefault();
      if (field.value.trim() === '') return;
      this.perform(field.value.trim());
      field.select();
    });
  }

  draw(): void {
    const plant = this.world().plant;
    for (const { button, control } of this.switches) {
      const pressed = control.isOn?.(plant) === true ? 'true' : 'false';
      if (button.getAttribute('aria-pressed') !== pressed)
        button.setAttribute('aria-pressed', pressed);
    }
  }
}
