/**
 * Schematics: every board's map is built whole, and a map of one's own as well.
 */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readPinMap } from '../../build/boards/pin-map.mjs';
import { buildTarget } from '../../build/targets.mjs';
import { createBoardTree } from '../support/board-tree.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tree = createBoardTree();
const mine = 'mine';
const mineFile = `${tree}firmware/boards/${mine}.ts`;

/** What a map is refused for that is the Pico's but for what is its own. */
async function complaintsAboutSpread(own: string): Promise<string[]> {
  const imports = "import { pinMap as reference } from './pico.ts';";
  const text = `${imports}\nexport const pinMap = {\n  ...reference,\n  ${own},\n};\n`;
  writeFileSync(mineFile, text);
  return (await readPinMap(mineFile, 'kaluma', tree)).complaints;
}

for (const board of ['pico-espruino', 'nucleo-espruino', 'esp32-espruino']) {
  test(`the schematic ${board} is built for Espruino`, async () => {
    const { complaints, code, boot, map } = await buildTarget('espruino', root, board);
    expect(complaints).toEqual([]);
    expect(code.length).toBeGreaterThan(20000);
    expect(map.name).toBe(board);
    // The prompt keeps away from people from the first line on.
    expect(boot).toContain(`E.setConsole("${map.prompt}",{force:true})`);
    const contactor = map.contactor.pin.replace('GP', 'D');
    expect(boot).toContain(`digitalWrite(${contactor},0);`);
  });
}

test('a map alone is a board: a lock whose strokes end in hardware and ticks of 20 ms are built', async () => {
  const own = "name: 'mine', tickMs: 20, lock: 'harting-motor', strokeMs: 160";
  const bridge = "bridge: { extend: 'GP10', retract: 'GP11', endsInHardware: true }";
  expect(await complaintsAboutSpread(`${own}, ${bridge}`)).toEqual([]);
  const { code, complaints } = await buildTarget('kaluma', tree, mine);
  expect(complaints).toEqual([]);
  expect(code.length).toBeGreaterThan(20000);
  // Its strokes last longer than the part bears where only the watchdog would end them.
  const [late] = await complaintsAboutSpread(own);
  expect(late).toContain('outlasts what harting-motor bears, 200 ms');
});
