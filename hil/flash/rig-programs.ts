/**
 * Rig programs: which program belongs on which board of a rig.
 */

import type { Platform } from './identity.ts';

interface Line {
  readonly port?: string;
  readonly platform?: Platform;
  readonly map?: string;
}

export interface RigProgram {
  /** As the rig file names it. */
  readonly port: string;
  readonly platform: Platform;
  readonly role: 'charger' | 'bench' | 'jig';
  /** The pin map; undefined for the platform's usual one. */
  readonly map: string | undefined;
}

/** @returns one for every board whose port and platform the rig file states */
export function programsOf(rig: {
  readonly kind: string;
  readonly board: Line;
  readonly jig: Line | null;
}): RigProgram[] {
  const lines: [Line | null, RigProgram['role']][] = [
    [rig.board, rig.kind === 'bench' ? 'bench' : 'charger'],
    [rig.jig, 'jig'],
  ];
  return lines.flatMap(([line, role]) => {
    if (line?.port === undefined || line.platform === undefined) return [];
    return [{ port: line.port, platform: line.platform, role, map: line.map }];
  });
}
