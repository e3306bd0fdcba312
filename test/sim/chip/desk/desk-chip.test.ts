/**
 * Desk chip: a program is run as Kaluma runs it, as far as a changed bit can tell; each outcome can come.
 */

import { expect, test } from 'vitest';
import { ARM, FEED, SET_PINS_LOW } from '../../../../firmware/platforms/pio-programs.ts';
import { DeskChip } from '../../../../sim/chip/desk/desk-chip.ts';
import { DeskMachine } from '../../../../sim/chip/desk/desk-machines.ts';
import { installKaluma, KALUMA_PROGRAM } from '../../../../sim/chip/install.ts';
import { become, outcomeOf, SAFE, SAY } from '../../../support/desk-program.ts';

test.each([
  ['finds itself damaged', 0, `${SAFE}${SAY}uart.write('warning the program is damaged\\n');`],
  ['is not fed', 1, `${SAFE}new(require('wdt').WDT)(500);`],
  [
    'throws in its tick, which ends it',
    1,
    `${SAFE}var w=new(require('wdt').WDT)(500);setInterval(function(){w.feed();if(millis()>1500)x();},10);`,
  ],
  ['throws at its start', 2, `${SAFE}x();`],
  ['is no program', 2, `${SAFE}(`],
  ['closes', 3, `${SAFE}setTimeout(function(){digitalWrite(9,1);},2000);`],
  [
    'says that it is whole',
    3,
    `${SAFE}${SAY}uart.on('data',function(b){if(b[b.length-1]===10)uart.write('ok program whole\\n');});`,
  ],
])('a program that %s', (_, outcome, text) => {
  expect(become(text)).toBe(outcome);
});

test('a bit that makes the bytes no text, or ends it at once, leaves nothing to run', () => {
  const text = `${SAFE}digitalWrite(9,1);//..`;
  expect(outcomeOf(text, 8 * (text.length - 1))).toBe(3);
  expect(outcomeOf(text, 8 * (text.length - 1) + 7)).toBe(2);
  // A space with its only bit cleared ends the text, here within a string.
  const spaced = `${SAFE}digitalWrite(9,1);"a b";`;
  expect(outcomeOf(spaced, 8 * spaced.indexOf(' ') + 5)).toBe(2);
});

test('a program is strict, as it is on Kaluma', () => {
  expect(become(`${SAFE}notDeclared=1;digitalWrite(9,1);`)).toBe(2);
});

test('the flash is read as it is, written by clearing bits, and erased by sectors', () => {
  const pico = new DeskChip();
  const program =
    "var F=require('flash').Flash;var f=new F(4,128);var b=new Uint8Array(4);f.read(0,b,0);" +
    'var g=new F(0,4);g.write(1,new Uint8Array([0xf0]),2);g.write(1,new Uint8Array([0x3f]),2);' +
    "var u=new(require('uart').UART)(0,{});u.write(String.fromCharCode.apply(null,b)+'\\n');";
  installKaluma(pico.flash, program);
  let said = '';
  pico.onByte = (byte) => {
    said += String.fromCharCode(byte);
  };
  pico.start(false);
  pico.runTo(1e9);
  expect(said).toBe('var \n');
  expect(pico.flash[KALUMA_PROGRAM - 3 * 4096 + 2]).toBe(0x30);
  const erases = "var F=require('flash').Flash;new F(0,4).ioctl(6,1);";
  installKaluma(pico.flash, erases);
  pico.start(false);
  pico.runTo(2e9);
  expect(pico.flash[KALUMA_PROGRAM - 3 * 4096 + 2]).toBe(0xff);
});

test('a dead-man closes by its word and a feed, opens when the feed has run out, and says so', () => {
  let nowMs = 0;
  const high = new Map<number, boolean>();
  const machine = (id: number, options: object): DeskMachine =>
    new DeskMachine(
      id,
      options as never,
      (pin, on) => high.set(pin, on),
      () => nowMs,
    );
  const deadMan = machine(0, { setBase: 9 });
  deadMan.put(FEED);
  expect(high.get(9)).not.toBe(true);
  deadMan.put(ARM);
  deadMan.put(FEED);
  expect(high.get(9)).toBe(true);
  nowMs = 27;
  deadMan.look();
  expect(high.get(9)).toBe(true);
  nowMs = 29;
  deadMan.look();
  expect([high.get(9), deadMan.rxfifo()]).toEqual([false, 1]);
  const strokes = machine(4, { setBase: 10, outBase: 10, outCount: 2 });
  strokes.put(2 + 4 * 1000);
  expect([high.get(10), high.get(11)]).toEqual([false, true]);
  strokes.exec(SET_PINS_LOW);
  expect(high.get(11)).toBe(false);
});
