/**
 * Picture: draws the current state of the plant. It reads the plant and the trace, and stores only the
 * positions of animated parts.
 */

import { Drive } from '../../firmware/control/outputs.ts';
import type { Plant } from '../plant/plant.ts';
import type { DriverDisplay } from '../view/driver-display.ts';
import type { World } from '../world/world.ts';
import { byId, put, setText } from './page-parts.ts';
import { volts } from './page-texts.ts';
import { type Layout, layOut, letterOf } from './picture-layout.ts';
import { onTwoLines } from './two-lines.ts';

/** The travel of the pin, and the distance of an unplugged plug, in units of the picture. */
const PIN_TRAVEL = 32;
const HALF_IN = 34;
const OUT = 100;
/** The screen's room for letters, in units of the picture. */
const SCREEN_ROOM = 190;
const blades = ['blade-1', 'blade-2', 'blade-3'];
/** Where the flow of energy is drawn. */
const flows = ['flow-inside', 'cable-flow', 'flow-plug'];

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
  private layout: Layout;
  private readonly measure = document.createElement('canvas').getContext('2d');

  constructor() {
    const stage = byId('stage');
    const adjust = (): void => {
      this.layout = layOut(stage.clientWidth);
      const letter = letterOf(this.layout, this.svg.clientWidth || stage.clientWidth);
      this.svg.style.setProperty('--letter', `${letter.toFixed(2)}px`);
      if (this.measure !== null) this.measure.font = `600 ${letter}px system-ui, "DejaVu Sans"`;
      this.isAtRest = false;
    };
    this.layout = layOut(stage.clientWidth);
    adjust();
    // Its buttons are no picture: the whole is a group of both.
    this.svg.setAttribute('role', 'group');
    new ResizeObserver(adjust).observe(stage);
  }

  /** Whether a text has room on one line of the screen. */
  private readonly fits = (text: string): boolean =>
    (this.measure?.measureText(text).width ?? 0) <= SCREEN_ROOM;

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
    const { isStacked } = this.layout;
    drawScope(said, isStacked ? '' : 'pilot ');
    this.isAtRest = this.places() === before;
    const lock = display.held === null ? '' : display.held ? 'plug held' : 'socket free';
    // Where the picture is small, the message stands right below it.
    const message = !plant.rail.on ? '' : isStacked ? lock : display.headline;
    const [line, more] = onTwoLines(message, this.fits);
    setText('screen-text', line);
    setText('screen-more', more === '' && !isStacked && plant.rail.on ? lock : more);
    const processor = plant.rail.on ? said('phase') || 'starting' : 'no power';
    setText('phase-text', processor);
    const offer = offerOf(said('offer'));
    const pilot = `${isStacked && offer !== '' ? '' : 'pilot '}${said('pilot')} ${offer}`;
    setText('pilot-text', plant.rail.on ? pilot : '');
    setText('car-text', carWords(plant));
    const socket = plant.contactor.live ? 'live' : 'dead';
    setText('socket-text', isStacked ? socket : `socket ${socket}`);
    put('estop-button', 'aria-pressed', String(plant.asserted.has('eStop')));
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
    // Nobody pushes or pulls a plug that is not there.
    const isThere = place !== 'out';
    const isPushed = isThere && plant.pin.pushed;
    const isPulled = isThere && plant.pin.tension && !plant.pin.pushed;
    const arrow = isPushed ? 'M684 140h-50m14-9l-14 9 14 9' : 'M630 140h50m-14-9l14 9-14 9';
    put('hand-arrow', 'd', isPushed || isPulled ? arrow : '');
    setText('hand-text', isPushed ? 'pushed in' : isPulled ? 'tension' : '');
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
    const path = away < 0 ? this.besidePath(from, end) : this.belowPath(from, end);
    for (const id of ['cable-outline', 'cable-line', 'cable-flow']) put(id, 'd', path);
    if (moves) this.flowAt = (this.flowAt + 0.9) % 18;
    for (const id of flows) put(id, 'stroke-dashoffset', (-this.flowAt).toFixed(1));
  }

  /** From the plug to the car beside it; on the ground it keeps clear of the scope. */
  private besidePath(from: Point, end: Point): string {
    const reach = 36 + 74 * this.sag;
    const back = reach * this.carIn + 38 * (1 - this.carIn);
    return curve(from, { x: from.x + reach, y: from.y }, { x: end.x - back, y: end.y }, end);
  }

  /** Around the charger's corner to the car below it: even a taut cable does not lie over the buttons. */
  private belowPath(from: Point, end: Point): string {
    const out = { x: from.x + 70 + 40 * this.sag, y: from.y + 60 * this.sag };
    return curve(from, out, { x: end.x + 330 + 40 * this.sag, y: end.y }, end);
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

interface Point {
  readonly x: number;
  readonly y: number;
}

function curve(...points: readonly Point[]): string {
  const [from, ...others] = points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  return `M${from}C${others.join(' ')}`;
}

const SCOPE = { left: 604, width: 180, zeroY: 344, perVolt: 2.4, periods: 3 };

/** Three periods of the pilot, as on a triggered oscilloscope. */
function drawScope(said: (name: string) => string, head: string): void {
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
  setText('scope-text', `${head}${high.toFixed(1)} V · ${share}`);
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
