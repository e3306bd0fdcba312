/**
 * Readings: one line, read several times in a row.
 */

const READINGS = 6;

export async function several(read: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let i = 0; i < READINGS; i++) values.push(await read());
  return values;
}
