/**
 * `holdfast bridge`: a charger's console to back-ends and energy managers, and its options.
 */

import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import type { BridgeOptions } from './run-bridge.ts';

export function addBridgeCommands(program: Command, { root, print, done }: Context): void {
  program
    .command('bridge')
    .description('beside a charger: OCPP, MQTT with Home Assistant, Modbus TCP, and a page')
    .option('--port <name>', "the charger's console: a path, or id:TEXT")
    .option('--board <map>', "this computer's own pins, by firmware/boards/<map>.ts")
    .option('--sim', 'a simulated charger in real time; what happens is typed: plug in, car in')
    .option('--demo', 'with --sim: a back-end that others wrote frees a plug, in about 15 seconds')
    .option('--config <file>', 'what the bridge speaks, as docs/bridge.md shows')
    .option('--baud-rate <rate>', 'of the serial port, in bits per second (115200)')
    .action(async (options: BridgeOptions) => {
      const { runBridge } = await import('./run-bridge.ts');
      done(await runBridge(root, options, print));
    });
}
