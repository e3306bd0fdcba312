/**
 * Picture: draws the current state of the plant. It reads the plant and the trace, and stores only the
 * positions of animated parts.
 */

import { Drive } from '../../firmware/control/outputs.ts';
import type { Plant } from '../plant/plant.ts';
import type { DriverDisplay } from '../view/driver-display.ts';
import type { World } from '../world/world.ts';
import { byId, put, setText, volts } from './page-parts.ts';

/** The travel of the pin, and the distance of an unplugged plug, in units of the picture. */
const PIN_TRAVEL = 32;
const HALF_IN = 34;
const OUT = 100;
const SCREEN_LETTERS = 19;
const blades = ['blade-1', 'blade-2', 'blade-3'];
/** Where the flow of energy is drawn. */
const flows = ['flow-inside', 'cable-flow', 'flow-plug'];

/** Where the car stands: beside the charger, or below it on a narrow page. */
interface Layout {
  readonly viewBox: string;
  readonly car: string;
  readonly tail: { readonly x: number; readonly y: number };
  readonly ground: { readonly x: number; readonly y: number };
  /** Direction from the connector along its cable. */
  readonly away: number;
  readonly scope: string;
  readonly carText: { readonly x: string; readonly y: string; readonly anchor: string };
}

const wide: Layout = {
  viewBox: '0 0 1100 420',
  car: 'translate(62 0)',
  tail: { x: 848, y: 263 },
  ground: { x: 838, y: 390 },
  away: -1,
  scope: '',
  carText: { x: '1088', y: '306', anchor: 'end' },
};

const narrow: Layout = {
  viewBox: '0 24 720 648',
  car: 'translate(1050 246) scale(-1 1)',
  tail: { x: 264, y: 509 },
  ground: { x: 300, y: 634 },
  away: 1,
  scope: 'translate(-84 250)',
  carText: { x: '16', y: '556', anchor: 'start' },
};

/** Moves a shown number towards its target, a fraction of the way per frame. */
function towards(shown: number, wanted: number, share: number): number {
  return Math.abs(wanted - shown) < 0.2 ? wanted : shown + (wanted - shown) * share;
}

export class Picture {
  private readonly svg = byId('picture');
  private plugOff = OUT;
  private sag = 1;
  private carIn = 0;
  private flowAt = 0;
  private layout = wide;

  constructor(narrowPage: MediaQueryList) {
    const choose = (): void => {
      this.layout = narrowPage.matches ? narrow : wide;
      this.svg.setAttribute('viewBox', this.layout.viewBox);
      put('car', 'transform', this.layout.car);
      put('scope', 'transform', this.layout.scope);
      const text = byId('car-text');
      text.setAttribute('x', this.layout.carText.x);
      text.setAttribute('y', this.layout.carText.y);
      text.setAttribute('text-anchor', this.layout.carText.anchor);
    };
    narrowPage.addEventListener('change', choose);
    choose();
  }

  /** Ends all animations. */
  isAtRest = true;

  /** @param moves whether time passes, so that the flow of energy is animated */
  draw(world: World, display: DriverDisplay, moves: boolean): void {
    const plant = world.plant;
    const said = (name: string): string => world.trace.valueOf(name) ?? '';
    const before = this.places();
    this.mark(world, plant);
    this.placePlug(plant);
    this.drawCable(plant, moves);
    this.drawLock(plant, plant.rail.on ? said('latch') : '');
    this.drawContactor(plant);
    drawScope(said);
    this.isAtRest = this.places() === before;
    const [line, more] = onTwoLines(plant.rail.on ? display.headline : '');
    const lock = display.held === null ? '' : display.held ? 'plug held' : 'socket free';
    setText('screen-text', line);
    setText('screen-more', more === '' ? lock : more);
    const processor = plant.rail.on ? said('phase') || 'starting' : 'no power';
    setText('phase-text', processor);
    setText('pilot-text', plant.rail.on ? `pilot ${said('pilot')} ${offerOf(said('offer'))}` : '');
    setText('car-text', carWords(plant));
    setText('socket-text', plant.contactor.live ? 'socket live' : 'socket dead');
    setText('picture-state', describe(plant, said('latch')));
  }

  private places(): number {
    return this.plugOff + 1000 * this.sag + 1000000 * this.carIn;
  }

  /** Attributes that the style sheet uses. */
  private mark(world: World, plant: Plant): void {
    const isDriven = plant.pin.drive === Drive.Extend || plant.pin.drive === Drive.Retract;
    const marks: Record<string, string | boolean> = {
      grid: plant.mains.gridOn,
      breaker: plant.mains.breakerClosed,
      isolator: plant.mains.isolatorClosed,
      mains: plant.mains.present,
      live: plant.contactor.live,
      plug: plant.socket.plug,
      car: plant.car.plugged ? 'in' : 'out',
      pin: world.trace.valueOf('pin') ?? '',
      flows: plant.milliamps > 0,
      coil: plant.contactor.coilOn,
      drive: isDriven,
      lamp: world.trace.valueOf('lamp') ?? 'dark',
      rail: plant.rail.on,
      weld: plant.contactor.welded,
      jam: plant.pin.jammed || plant.pin.seized,
      sense: plant.latchWire,
      pilot: plant.line.shorted ? 'shorted' : plant.line.isForced ? 'forced' : 'whole',
      stop: plant.asserted.has('stopButton'),
      estop: plant.asserted.has('eStop'),
    };
    for (const [name, value] of Object.entries(marks)) {
      const text = value === true ? 'yes' : value === false ? 'no' : value;
      if (this.svg.dataset[name] !== text) this.svg.dataset[name] = text;
    }
  }

  private placePlug(plant: Plant): void {
    const place = plant.socket.plug;
    this.plugOff = towards(
      this.plugOff,
      place === 'in' ? 0 : place === 'half' ? HALF_IN : OUT,
      0.25,
    );
    const strain = place === 'in' && plant.pin.pushed ? -3 : plant.pin.tension ? 4 : 0;
    put('plug', 'transform', `translate(${(this.plugOff + strain).toFixed(1)} 0)`);
    const isPulled = plant.pin.tension && !plant.pin.pushed;
    const arrow = plant.pin.pushed ? 'M684 140h-50m14-9l-14 9 14 9' : 'M630 140h50m-14-9l14 9-14 9';
    put('hand-arrow', 'd', plant.pin.pushed || isPulled ? arrow : '');
    setText('hand-text', plant.pin.pushed ? 'pushed in' : isPulled ? 'tension' : '');
  }

  private drawCable(plant: Plant, moves: boolean): void {
    const { tail, ground, away } = this.layout;
    this.carIn = towards(this.carIn, plant.car.plugged ? 1 : 0, 0.2);
    const isTaut = plant.pin.tension && !plant.pin.pushed && plant.socket.plug !== 'out';
    this.sag = towards(this.sag, isTaut ? 0 : 1, 0.15);
    const dx = (ground.x - tail.x) * (1 - this.carIn);
    const dy = (ground.y - tail.y) * (1 - this.carIn);
    const end = { x: tail.x + dx, y: tail.y + dy };
    // The connector stands in the car's own frame, which a narrow page mirrors.
    const move = `translate(${(away < 0 ? dx : -dx).toFixed(1)} ${dy.toFixed(1)})`;
    put('connector', 'transform', move);
    const from = { x: 702 + this.plugOff, y: 206 };
    // Below the charger the distance is longer: a cable as taut as beside it would cross the buttons.
    const slack = away < 0 ? this.sag : 0.5 + 0.5 * this.sag;
    const reach = 36 + 74 * slack;
    const one = `${(from.x + reach).toFixed(1)} ${(from.y + (away < 0 ? 0 : 40 * slack)).toFixed(1)}`;
    const two = `${(end.x + away * reach).toFixed(1)} ${end.y.toFixed(1)}`;
    const path = `M${from.x.toFixed(1)} ${from.y}C${one} ${two} ${end.x.toFixed(1)} ${end.y.toFixed(1)}`;
    for (const id of ['cable-outline', 'cable-line', 'cable-flow']) put(id, 'd', path);
    if (moves) this.flowAt = (this.flowAt + 0.9) % 18;
    for (const id of flows) put(id, 'stroke-dashoffset', (-this.flowAt).toFixed(1));
  }

  private drawLock(plant: Plant, latch: string): void {
    const pin = plant.pin;
    put('pin', 'transform', `translate(0 ${(pin.nowPosition * PIN_TRAVEL).toFixed(2)})`);
    const out = pin.drive === Drive.Extend || pin.coil >= 0.8;
    const back = pin.drive === Drive.Retract;
    put(
      'drive-arrow',
      'd',
      out ? 'M508 96v14m-6-6l6 7 6-7' : back ? 'M508 112v-14m-6 6l6-7 6 7' : '',
    );
    setText('drive-text', out ? 'extend' : back ? 'retract' : pin.coil > 0 ? 'hold' : 'lock');
    const wire = plant.latchWire === 'whole' ? '' : `, wire ${plant.latchWire}`;
    setText('latch-text', latch === '' ? '' : `sensed ${latch}${wire}`);
    setText('weather-text', plant.celsius === 20 && pin.friction === 1 ? '' : weather(plant));
  }

  private drawContactor(plant: Plant): void {
    const angle = plant.contactor.closed ? 0 : -20;
    for (const [i, id] of blades.entries())
      put(id, 'transform', `rotate(${angle} 254 ${186 + 20 * i})`);
    put('breaker-handle', 'y', plant.mains.breakerClosed ? '180' : '206');
    const turn = plant.mains.isolatorClosed ? 90 : 0;
    put('isolator-handle', 'transform', `rotate(${turn} 110 206)`);
    setText('contactor-text', plant.contactor.welded ? 'contactor, welded' : 'contactor');
    setText('grid-text', plant.mains.gridOn ? volts(plant.mains.decivolts / 10) : 'no mains');
  }
}

/** The small screen has room for two short lines. */
function onTwoLines(text: string): [string, string] {
  if (text.length <= SCREEN_LETTERS) return [text, ''];
  const at = text.lastIndexOf(' ', SCREEN_LETTERS);
  const rest = text.slice(at + 1);
  const isLong = rest.length > SCREEN_LETTERS;
  return [text.slice(0, at), isLong ? `${rest.slice(0, SCREEN_LETTERS - 1)}…` : rest];
}

const SCOPE = { left: 604, width: 180, zeroY: 344, perVolt: 2.4, periods: 3 };

/** Three periods of the pilot, as on a triggered oscilloscope. */
function drawScope(said: (name: string) => string): void {
  const high = Number.parseFloat(said('pilot-high')) / 1000;
  const low = Number.parseFloat(said('pilot-low')) / 1000;
  const duty = Number.parseFloat(said('duty')) / 1000;
  const y = (volts: number): string => (SCOPE.zeroY - volts * SCOPE.perVolt).toFixed(1);
  const period = SCOPE.width / SCOPE.periods;
  let path = `M${SCOPE.left} ${y(high)}`;
  if (high === low) path += `h${SCOPE.width}`;
  else {
    for (let i = 0; i < SCOPE.periods; i++) {
      path += `V${y(high)}h${(duty * period).toFixed(1)}V${y(low)}h${((1 - duty) * period).toFixed(1)}`;
    }
  }
  put('scope-wave', 'd', path);
  const share = high === low ? 'steady' : `${Number((duty * 100).toFixed(1))} %`;
  setText('scope-text', `pilot ${high.toFixed(1)} V · ${share}`);
}

function offerOf(offer: string): string {
  const milliamps = Number.parseFloat(offer);
  return milliamps > 0 ? `· ${milliamps / 1000} A` : '';
}

function weather(plant: Plant): string {
  const stiff = plant.pin.friction === 1 ? '' : `, ${plant.pin.friction}× stiff`;
  return `${plant.celsius} °C${stiff}`;
}

function carWords(plant: Plant): string {
  if (!plant.car.plugged) return 'not connected';
  if (plant.milliamps > 0) return `draws ${(plant.milliamps / 1000).toFixed(0)} A`;
  return plant.car.wants ? 'wants energy' : 'is full';
}

/** The picture in words, for readers who cannot see it. */
function describe(plant: Plant, latch: string): string {
  const socket = plant.contactor.live ? 'live' : 'dead';
  const pin = plant.pin.engaged
    ? 'holds'
    : plant.pin.withdrawn
      ? 'does not hold'
      : 'is half-way at';
  return `The socket is ${socket}. The plug is ${plant.socket.plug}; the pin ${pin} it, sensed ${latch}.`;
}
