/**
 * The display beside a charger follows the console of the firmware that ships: it asks for what it needs, learns the
 * owner's policy, and notices a restart, a loss and a charger that does not answer.
 */

import { createColors } from 'picocolors';
import { describe, expect, test } from 'vitest';
import { BEAT_MS, ChargerReader, DISCARDED } from '../../../hil/display/charger-reader.ts';
import { drawScreen, wrap } from '../../../hil/display/screen.ts';
import { ms } from '../../../sim/clock.ts';
import { readDoing } from '../../../sim/live/tape.ts';
import { performIn } from '../../../sim/scenario/target.ts';
import { wordsIn } from '../../../sim/view/words/language.ts';
import { createSetup } from '../../../sim/world/setup.ts';
import { World } from '../../../sim/world/world.ts';

const plain = createColors(false);
const english = wordsIn('en');

/** A simulated charger with a display on its console, in virtual time. */
class Bench {
  readonly world: World;
  readonly reader: ChargerReader;
  /** The console's wire is whole. */
  isWhole = true;

  constructor() {
    this.world = new World(createSetup());
    this.world.start();
    this.world.advance(ms(5000));
    this.reader = new ChargerReader(
      (line) => {
        if (this.isWhole) this.world.type(line);
      },
      () => this.world.clock.nowUs / 1000,
    );
    this.world.listener = (line) => {
      if (this.isWhole) this.reader.receive(`${line}\r\n`);
    };
    this.reader.begin();
    this.pass(2);
  }

  do(...lines: string[]): void {
    for (const line of lines) {
      const doing = readDoing(line);
      if (doing.kind === 'type') this.world.type(doing.text);
      else performIn(this.world, doing.verb, doing.args);
    }
  }

  pass(seconds: number): void {
    const untilUs = this.world.clock.nowUs + ms(seconds * 1000);
    while (this.world.clock.nowUs < untilUs) {
      this.world.advance(ms(Math.min(BEAT_MS, (untilUs - this.world.clock.nowUs) / 1000)));
      this.reader.beat();
    }
  }

  screen(language: 'en' | 'de' = 'en'): string {
    return drawScreen(this.reader.said, language, 72, plain).join('\n');
  }
}

describe('a display on the console of a simulated charger', () => {
  test('shows message, steps, lamp and which end holds, as they change', () => {
    const bench = new Bench();
    expect(bench.screen()).toMatch(/^○ Ready\nThe socket is free\./);
    bench.do('plug in', 'car in');
    bench.pass(5);
    expect(bench.screen()).toMatch(/^▶ Charging\n/);
    expect(bench.screen()).toContain(english.labels.held);
    expect(bench.screen()).toContain('Lamp: blue, slow blinking');
    expect(bench.screen('de')).toMatch(
      /Um jetzt wegzufahren:\n 1\. An der Ladestation Stopp drücken/,
    );
    bench.do('press stop');
    bench.pass(10);
    expect(bench.screen()).toMatch(/^○ Free\n/);
    expect(bench.screen()).toContain('Lamp: green, steady');
  });

  test("knows the owner's policy, which the trace does not say", () => {
    const bench = new Bench();
    bench.do('set lock-policy permanent', 'plug in', 'car in');
    bench.pass(8);
    bench.reader.begin();
    bench.pass(2);
    expect(bench.reader.said('lock-policy')).toBe('permanent');
    expect(bench.screen().replace(/\s+/g, ' ')).toContain(english.steps['unplug-car']);
  });

  test('a charger that does not answer is said to be silent, and is asked anew when it answers', () => {
    const bench = new Bench();
    bench.isWhole = false;
    bench.do('plug in', 'car in');
    bench.pass(4);
    expect(bench.screen()).toMatch(/^○ Ready/);
    bench.pass(8);
    expect(bench.screen()).toContain(english.why.silent.headline);
    expect(bench.screen()).not.toContain('Lamp:');
    bench.isWhole = true;
    bench.pass(8);
    expect(bench.screen()).toMatch(/^▶ Charging/);
  });

  test('what was said before a restart does not count', () => {
    const bench = new Bench();
    bench.do('plug in', 'car in');
    bench.pass(5);
    bench.do('rail off');
    bench.pass(1);
    bench.do('car out', 'pull', 'rail on');
    bench.pass(16);
    expect(bench.screen()).not.toContain('Charging');
    expect(bench.reader.said('phase')).toBe(bench.world.trace.valueOf('phase'));
  });
});

test('lines that a platform or an echo adds are no answers, and a lost line is asked for again', () => {
  let nowMs = 0;
  const sent: string[] = [];
  const reader = new ChargerReader(
    (line) => sent.push(line),
    () => nowMs,
  );
  reader.begin();
  expect(reader.isKnown).toBe(false);
  reader.receive('trace on\nok trace on\n~ 100 why fr');
  reader.receive('ee\n> \n');
  expect(reader.said('why')).toBe('free');
  expect(reader.isKnown).toBe(true);
  const all = [DISCARDED, 'trace on', 'get lock-policy'];
  expect(sent).toEqual(all);
  reader.hear('~ 120 lost 3');
  expect(sent).toEqual([...all, 'trace on']);
  nowMs = 9000;
  reader.hear('health');
  reader.beat();
  expect(reader.said('processor')).toBe('silent');
  // A clock that has gone back is a restart.
  reader.hear('~ 40 why restarting');
  expect(reader.said('processor')).toBe('on');
  expect(sent.slice(-2)).toEqual(['trace on', 'get lock-policy']);
});

test('everything is asked for until it is promised, and anew after half a minute; what is not told is forgotten', () => {
  let nowMs = 0;
  let sent: string[] = [];
  const reader = new ChargerReader(
    (line) => sent.push(line),
    () => nowMs,
  );
  const beats = (count: number): string[] => {
    sent = [];
    for (let i = 0; i < count; i++) {
      nowMs += BEAT_MS;
      reader.hear(`ok up ${nowMs} ms, 0 late ticks, longest 0 ms`);
      reader.beat();
    }
    return sent.filter((line) => line !== 'health');
  };
  reader.begin();
  expect(beats(2)).toEqual([...sent.slice(1, 4), ...sent.slice(1, 4)]);
  reader.hear('ok trace on');
  reader.hear(`~ ${nowMs} why free`);
  expect(beats(9)).toEqual([]);
  expect(beats(2)).toEqual(['trace on', 'trace on']);
  expect(reader.said('why')).toBe('free');
  expect(beats(1)).toContain('trace on');
  expect(reader.said('why')).toBe(undefined);
  reader.hear('ok trace on');
  reader.hear(`~ ${nowMs} why free`);
  reader.hear('ok trace off');
  expect(reader.said('why')).toBe(undefined);
});

test('a text breaks between words, and stands below its number', () => {
  expect(wrap('Pull it straight out', 14, ' 1. ')).toEqual([
    ' 1. Pull it',
    '    straight',
    '    out',
  ]);
  expect(wrap('Donaudampfschifffahrt ahoi', 10)).toEqual(['Donaudampfschifffahrt', 'ahoi']);
  expect(wrap('Ready', 72)).toEqual(['Ready']);
});
