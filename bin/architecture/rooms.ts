/**
 * Rooms: the folders and files of the project in layers, from the ground up. An import stays in its room or
 * goes to a lower layer, types included. The house test holds this, and the picture is drawn from it.
 */

export interface Room {
  /** Its name in the picture. */
  readonly name: string;
  /** Folders (ending in a slash) and files. The longest entry of any room that matches a file decides. */
  readonly holds: readonly string[];
}

export interface Part {
  readonly name: string;
  /** Rooms of one layer do not import each other. */
  readonly layers: readonly (readonly Room[])[];
}

function folder(path: string): Room {
  return { name: path.slice(path.indexOf('/') + 1), holds: [`${path}/`] };
}

function files(name: string, ...holds: string[]): Room {
  return { name, holds };
}

export const parts: readonly Part[] = [
  {
    name: 'firmware',
    layers: [
      [folder('firmware/control')],
      [files('hal', 'firmware/hal.ts'), folder('firmware/guard')],
      [folder('firmware/drivers'), folder('firmware/storage')],
      [
        files('charger', 'firmware/charger.ts', 'firmware/replay.ts', 'firmware/requests.ts'),
        files(
          'fault-words',
          'firmware/fault-words.ts',
          'firmware/plug-fault-words.ts',
          'firmware/driver-code.ts',
        ),
        folder('firmware/link'),
      ],
      [
        files(
          'observe, actuate',
          'firmware/observe.ts',
          'firmware/actuate.ts',
          'firmware/remember.ts',
          'firmware/follow.ts',
        ),
        folder('firmware/console'),
        folder('firmware/platforms'),
      ],
      [
        files(
          'slow-work, sentinel, reflex',
          'firmware/slow-work.ts',
          'firmware/journal-entries.ts',
          'firmware/sentinel.ts',
          'firmware/reflex.ts',
        ),
        folder('firmware/jig'),
      ],
      [files('loop', 'firmware/loop.ts'), folder('firmware/boards')],
      [files('controller', 'firmware/controller.ts')],
      [files('main', 'firmware/main.ts'), folder('firmware/bench')],
    ],
  },
  {
    name: 'sim',
    layers: [
      [files('clock, trace, random', 'sim/')],
      [folder('sim/plant'), folder('sim/verify/search')],
      [folder('sim/world')],
      [folder('sim/scenario'), folder('sim/view')],
      [folder('sim/engine'), folder('sim/view/export'), folder('sim/verify/case')],
      [
        folder('sim/bench'),
        folder('sim/view/report'),
        folder('sim/verify/fmea'),
        folder('sim/verify/fuzz'),
        folder('sim/verify/injection'),
        folder('sim/verify/sweep'),
      ],
      [folder('sim/live'), folder('sim/verify/campaign'), folder('sim/view/card')],
      [folder('sim/verify/mutants'), folder('sim/chip'), folder('sim/api')],
      [folder('sim/verify/coverage'), folder('sim/verify/traceability')],
      [folder('sim/verify/evidence')],
    ],
  },
  {
    name: 'hil',
    layers: [
      [folder('hil/line'), folder('hil/size'), folder('hil/wiring'), folder('hil/rules')],
      [
        folder('hil/gpio'),
        folder('hil/device'),
        folder('hil/target'),
        folder('hil/doctor'),
        folder('hil/flash'),
      ],
      [folder('hil/rig'), folder('hil/bench'), folder('hil/simulated'), folder('hil/display')],
      [folder('hil/check'), folder('hil/linux'), folder('hil/run')],
    ],
  },
  {
    name: 'bridge',
    layers: [
      [folder('bridge/core')],
      [files('adapter', 'bridge/adapter.ts'), folder('bridge/page')],
      [folder('bridge/ocpp'), folder('bridge/mqtt'), folder('bridge/modbus')],
      [folder('bridge/config')],
      [folder('bridge/meter')],
      [files('bridge', 'bridge/bridge.ts')],
      [folder('bridge/simulated')],
    ],
  },
  {
    name: 'bin',
    layers: [
      [folder('build')],
      [files('options, progress', 'bin/')],
      [folder('bin/architecture')],
      [folder('bin/commands')],
      [files('holdfast', 'bin/holdfast.ts', 'bin/holdfast.mjs', 'bin/complaint.ts')],
    ],
  },
];

const layers = parts.flatMap((part) => part.layers);
const entries = layers
  .flat()
  .flatMap((room) => room.holds.map((path) => ({ path, room })))
  .sort((a, b) => b.path.length - a.path.length);

/** @returns null for a file that belongs to no room */
export function roomOf(file: string): Room | null {
  const fits = (path: string): boolean =>
    path.endsWith('/') ? file.startsWith(path) : file === path;
  return entries.find(({ path }) => fits(path))?.room ?? null;
}

/** Counted from the ground up, over all parts; -1 for no room. */
export function layerOf(room: Room | null): number {
  return layers.findIndex((layer) => layer.some((one) => one === room));
}
