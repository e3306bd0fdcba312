/**
 * `holdfast board`, `flash`, `doctor`, `size` and `wiring`: the builder's commands and their options.
 */

import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { outputFile } from '../../options.ts';
import type { BoardOptions } from './board.ts';
import type { DoctorOptions } from './doctor-options.ts';
import type { FlashOptions } from './flash.ts';
import type { SizeOptions } from './size.ts';

function addWiring(program: Command, { print, done }: Context): void {
  const wiring = program
    .command('wiring')
    .description('the reference schematics of docs/wiring.md');
  wiring
    .command('bom')
    .description('their bill of materials, as CSV')
    .action(async () => {
      const { printBillOfMaterials } = await import('./wiring-check.ts');
      done(printBillOfMaterials(print));
    });
  wiring
    .command('spice')
    .description('what ngspice finds on them over the tolerances, beside what the plant says')
    .action(async () => {
      const { compareWithSpice } = await import('./wiring-check.ts');
      done(compareWithSpice(print));
    });
}

function addBoard(program: Command, { root, print, done }: Context): void {
  const board = program.command('board').description('pin maps, checked as the build checks them');
  board
    .command('check')
    .description('check a map whole, every complaint with its line, and draw its pins')
    .argument('<map>', 'a file, or the name of a map in firmware/boards')
    .option('--platform <name>', 'kaluma, espruino or linux (all that its chip runs)')
    .option('--svg <file>', 'the drawing as SVG as well', outputFile)
    .action(async (map: string, options: BoardOptions) => {
      const { checkBoard } = await import('./board.ts');
      done(await checkBoard(root, map, options, print));
    });
  board
    .command('new')
    .description('write a map to begin with, with a comment for every key, and check it')
    .argument('<name>', 'a new map in firmware/boards, or the path of a new file')
    .option('--from <map>', 'the map whose values it begins with', 'pico')
    .action(async (name: string, { from }: { from: string }) => {
      const { newBoard } = await import('./new-map.ts');
      done(await newBoard(root, name, from, print));
    });
  board
    .command('list')
    .description('the maps of firmware/boards, with the platforms that take them')
    .action(async () => {
      const { listBoards } = await import('./board.ts');
      done(await listBoards(root, print));
    });
}

export function addBoardCommands(program: Command, context: Context): void {
  const { root, print, done } = context;
  addWiring(program, context);
  addBoard(program, context);
  program
    .command('flash')
    .description('write the built firmware to a board, read it back and compare')
    .option('--platform <name>', 'kaluma or espruino', 'kaluma')
    .option('--board <map>', 'the pin map that it was built for (pico, pico-espruino, jig-pico)')
    .option('--role <role>', 'charger, bench or jig', 'charger')
    .option('--port <id>', 'the serial port, or id:… (the only board)')
    .option('--file <path>', 'the program (dist/<platform>/<map>/<role>.js)')
    .option('--socket-empty', 'no plug is in, and the isolator is off: do not ask')
    .option('--verify-key <file>', 'only what this Ed25519 public key (PEM) has signed')
    .action(async (options: FlashOptions) => {
      const { flash } = await import('./flash.ts');
      done(await flash(options, print));
    });
  program
    .command('sign')
    .description('sign a built program; the signature stands beside it, in FILE.sig')
    .argument('<file>', 'dist/<platform>/<map>/<role>.js')
    .requiredOption('--key <file>', 'your Ed25519 private key (PEM), that only you can read')
    .action(async (file: string, { key }: { key: string }) => {
      const { signProgram } = await import('./sign.ts');
      done(signProgram(file, key, print));
    });
  program
    .command('doctor')
    .description('examine a charger on the bench over its console, with a person in front of it')
    .option('--port <path>', 'the serial port, or id:… (the only USB one)')
    .option('--board <map>', "this computer's own pins, by firmware/boards/<map>.ts")
    .option('--baud-rate <rate>', 'of the serial port (115200)')
    .option('--ports', 'list the serial ports')
    .option('--sim', 'examine the simulated charger instead')
    .option('--fault <name>', 'with a wiring fault in it; "list" lists them')
    .option('--key-file <file>', "the installer's key, where commissioning has ended")
    .option('--file <path>', 'the program that should be on it')
    .option('--verify-key <file>', 'the Ed25519 public key (PEM) that must have signed it')
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('./doctor.ts');
      done(await doctor(root, options, print));
    });
  const size = program.command('size').description('size a part of the hardware');
  size
    .command('capacitor')
    .description('the stored energy that a lock needs to release after a supply loss')
    .requiredOption('--lock <part>', 'the fitted part')
    .option('--stalled <mA>', 'its current with the pin blocked')
    .option('--idle <mA>', 'permanent current of bridge and dividers', '5')
    .option('--resistance <ohm>', 'in series: capacitor in the cold, and wires', '0.94')
    .option('--volts <V>', 'lowest voltage of the charged capacitor', '11.4')
    .option('--least <V>', 'lowest voltage at the end of a stroke', '9')
    .option('--charge <ohm>', 'the charging resistor', '6.8')
    .option('--strokes <count>', 'stalled strokes in one release', '3')
    .action(async (options: SizeOptions) => {
      const { sizeCapacitor } = await import('./size.ts');
      done(sizeCapacitor(options, print));
    });
}
