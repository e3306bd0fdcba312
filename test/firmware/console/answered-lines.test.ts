/** Console: what each line is answered, and what it asks for. */
import { expect, test } from 'vitest';
import { VERSION } from '../../../firmware/console/commands.ts';
import { isOwing } from '../../../firmware/console/console.ts';
import { say } from '../../../firmware/console/console-state.ts';
import { Fault } from '../../../firmware/control/faults.ts';
import { Phase } from '../../../firmware/control/state.ts';
import { Level } from '../../../firmware/drivers/digital-inputs.ts';
import { stillBoard } from '../../support/still-board.ts';
import { free, typing } from '../../support/typing.ts';

test('a line is its words, however they are spaced, and an empty one is none', () => {
  const { type } = typing();
  expect(type('  get   burst ')).toEqual(['ok burst 3']);
  expect(type('get burst\r')).toEqual(['ok burst 3']);
  for (const nothing of ['', '   ', '\r']) expect(type(nothing)).toEqual([]);
  expect(type('get colour')).toEqual(['error no setting colour; get lists them']);
});

test('80 characters are a line, and of a longer one nothing is done, however it arrives', () => {
  const { type, port, serve, said, console } = typing();
  const longest = `get burst${' '.repeat(71)}`;
  expect(type(longest)).toEqual(['ok burst 3']);
  expect(type(`\n${longest}`)).toEqual(['ok burst 3']);
  const refused = ['error line longer than 80 characters, nothing was done'];
  expect(type(`${longest} `)).toEqual(refused);
  said.length = 0;
  for (const part of ['get bu', 'rst\n', longest, '\n', longest, ' ']) {
    port.typed = part;
    serve();
  }
  expect(said).toEqual(['ok burst 3', 'ok burst 3']);
  expect(console.typed).toBe('');
  expect(type('get burst\nget burst')).toEqual([...refused, 'ok burst 3']);
});

test('one line is carried out a round, the tick is told so, and no more is taken in while one waits', () => {
  const { port, serve, said, console } = typing();
  port.typed = 'get burst\n\nfaults\n';
  expect([serve(), said]).toEqual([true, ['ok burst 3']]);
  port.typed = 'get relock\n';
  // An empty line is a line.
  expect([serve(), port.typed, isOwing(console)]).toEqual([true, 'get relock\n', true]);
  expect([serve(), serve(), serve()]).toEqual([true, true, false]);
  expect(said).toEqual(['ok burst 3', 'ok faults none', 'ok relock on']);
  port.typed = '\n\n';
  serve();
  expect(isOwing(console)).toBe(true);
});

test('help and get list everything, one line a round, and the next line waits', () => {
  const all = typing();
  const { port, serve, said } = all;
  port.typed = 'get\nfaults\n';
  for (let i = 1; i <= 24; i++) {
    serve();
    expect(said).toHaveLength(i);
  }
  expect([said[0], said[23]]).toEqual(['ok release-delay 500 ms', 'ok burst 3']);
  serve();
  expect(said).toHaveLength(25);
  const help = all.type('help');
  expect(help).toHaveLength(23);
  const names = help.map((line) => /^ok ([a-z]+)/.exec(line)?.[1] ?? '');
  expect(all.type('what')).toEqual([
    'error unknown command, expected one of:',
    `error ${names.join(' ')}`,
  ]);
});

test('what the port has no room for waits in a bounded queue, in its order', () => {
  const { port, type, console, said, serve } = typing();
  port.room = 0;
  for (let i = 0; i < 45; i++) type(i % 2 === 0 ? 'get burst' : 'get relock', 1);
  expect(console.queue).toHaveLength(40);
  port.room = 1;
  serve();
  expect(said).toEqual(['ok burst 3']);
  type('faults', 1);
  expect(console.queue).toHaveLength(40);
  port.room = 1000;
  said.length = 0;
  serve();
  expect(said).toHaveLength(40);
  expect([said[0], said[39]]).toEqual(['ok relock on', 'ok faults none']);
});

test('a line is said at once, or waits behind those that wait already, or is lost', () => {
  const { console, port, said, serve } = typing();
  expect([say(console, 'first'), isOwing(console)]).toEqual([true, false]);
  port.room = 0;
  expect([say(console, 'second'), isOwing(console)]).toEqual([true, true]);
  port.room = 10;
  expect(say(console, 'third')).toBe(true);
  expect(said).toEqual(['first']);
  serve();
  expect([said, isOwing(console)]).toEqual([['first', 'second', 'third'], false]);
  port.room = 0;
  for (let i = 0; i < 40; i++) expect(say(console, 'waits')).toBe(true);
  expect(say(console, 'lost')).toBe(false);
  console.queue.length = 1;
  port.room = 1;
  serve();
  expect(isOwing(console)).toBe(false);
});

test('a setting is refused with what it takes, or with what it contradicts', () => {
  const { type, charger } = typing();
  for (const [line, answer] of [
    ['set burst', 'error burst expects 1 to 5'],
    ['set burst 6', 'error burst expects 1 to 5'],
    ['set installation 16 A now', 'error installation expects 6 A to 80 A'],
    ['set colour 3', 'error no setting colour; get lists them'],
    ['set', 'error no setting ; get lists them'],
  ] as const) {
    expect(type(line)).toEqual([answer]);
  }
  charger.limits.storedEnergy = false;
  charger.limits.onPowerLoss = 1;
  expect(type('set on-power-loss release')).toEqual([
    'error release on power loss needs a declared lock capacitor, and a controller that lives as long',
  ]);
  expect(charger.limits.onPowerLoss).toBe(1);
});

test('a setting is in force at once, stored twice, and said as it is stored', () => {
  const written: number[] = [];
  const { board } = stillBoard();
  const storage = {
    ...board.storage,
    write: (slot: number) => {
      written.push(slot);
    },
  };
  const { type, charger } = typing({ storage });
  expect(type('set installation 16000 mA')).toEqual(['ok installation 16 A']);
  expect(charger.limits.installationMilliamps).toBe(16000);
  expect(written).toEqual([2, 3]);
  expect(charger.requests.settingsKept).toBe(true);
  // While energy flows one copy, and the other a second later.
  charger.outputs.contactorClosed = true;
  expect(type('set burst 2', 2)).toEqual([]);
  expect(type('', 11)).toEqual(['ok burst 2']);
  expect(written).toEqual([2, 3, 2]);
  expect(type('', 11)).toEqual([]);
  expect(written).toEqual([2, 3, 2]);
  expect(type('', 3)).toEqual([]);
  expect(written).toEqual([2, 3, 2, 3]);
});

test('while energy flows a second lies between two writes, and a line waits for each', () => {
  const { charger, console, port, said, serve } = typing();
  const stored = (): boolean => console.unsaved === 0;
  port.typed = 'set burst 2\n';
  // Not in the round that has set it; without energy at once, however often.
  expect([serve(), stored()]).toEqual([true, false]);
  port.typed = 'faults\nset burst 4\n';
  expect([serve(), stored(), said]).toEqual([true, true, ['ok burst 2']]);
  for (let i = 0; i < 3; i++) serve();
  expect([stored(), said.at(-1)]).toEqual([true, 'ok burst 4']);
  charger.outputs.contactorClosed = true;
  port.typed = 'set burst 1\nfaults\n';
  serve();
  charger.uptimeMs = console.savedAtMs + 919;
  expect([serve(), console.unsaved]).toEqual([false, 2]);
  charger.uptimeMs = console.savedAtMs + 920;
  expect([serve(), console.unsaved, said.at(-1)]).toEqual([true, 1, 'ok burst 1']);
  // The count of time has wrapped.
  charger.uptimeMs = 0;
  expect([serve(), console.unsaved, said.at(-1)]).toEqual([true, 0, 'ok burst 1']);
  expect([serve(), said.at(-1)]).toEqual([true, 'ok faults none']);
});

test('a delay of a release above what is promised is told', () => {
  const { type } = typing();
  expect(type('set release-delay 1 s')).toEqual(['ok release-delay 1000 ms']);
  expect(type('set release-delay 1001 ms')).toEqual([
    'ok release-delay 1001 ms',
    'warning above 1 s: a plug is no longer free within 5 s of every stop',
  ]);
  expect(type('set burst 4')).toEqual(['ok burst 4']);
});

test('a start is heard where it may be, or where it clears a fault', () => {
  const all = typing();
  const { type, charger } = all;
  free(all);
  charger.state.phase = Phase.Energized;
  for (const line of ['start', 'authorize']) {
    expect(type(line)).toEqual(['error start is not heard now: see explain']);
    expect(charger.requests.start).toBe(false);
  }
  charger.state.phase = Phase.Idle;
  for (const line of ['start', 'authorize']) {
    charger.requests.start = false;
    expect(type(line)).toEqual(['ok start']);
    expect(charger.requests.start).toBe(true);
  }
  charger.state.phase = Phase.Releasing;
  charger.state.fault = Fault.PlugLost;
  expect(type('start')).toEqual(['ok start']);
  charger.state.fault = Fault.ResidualCurrent;
  expect(type('start')).toEqual(['ok start clears the fault; then start again']);
});

test('a stop is of an app, or of the manager who says so', () => {
  const { type, charger } = typing();
  for (const [line, stopper] of [
    ['stop', 'app'],
    ['stop manager', 'manager'],
    ['stop anybody', 'app'],
  ] as const) {
    charger.requests.stop = false;
    expect(type(line)).toEqual(['ok stop']);
    expect(charger.requests).toMatchObject({ stop: true, stopper });
  }
});

test('faults says what stands, with its code, and which proof was silent', () => {
  const { charger, type } = typing();
  expect(type('faults')).toEqual(['ok faults none']);
  charger.state.fault = Fault.EmergencyStop;
  charger.silentProofs = Level.Mirror;
  expect(type('faults')[0]).toBe('ok fault emergency-stop CX008');
  charger.state.fault = Fault.ProofStuck;
  expect(type('faults')[1]).toBe('ok proof that did not say closed: mirror');
});

test('pilot says the levels, and what was not believed', () => {
  const { charger, type } = typing();
  Object.assign(charger.readings, { pilotHighMillivolts: 9000, pilotLowMillivolts: -12000 });
  Object.assign(charger.pilot, { glitches: 3, glitchMillivolts: 5900 });
  expect(type('pilot')).toEqual([
    'ok pilot high 9000 mV low -12000 mV',
    'ok pilot glitches 3 last 5900 mV',
  ]);
});

test('hello says who is there, and what is not fitted', () => {
  expect(typing().type('hello')).toEqual([`ok holdfast ${VERSION} still tick 10 ms`]);
  const bare = typing({ thermometer: null, supplyMeter: null }, { residualFitted: false });
  expect(bare.type('hello')[1]).toBe(
    'ok without residual thermometer supply earth: see docs/faults.md',
  );
});
