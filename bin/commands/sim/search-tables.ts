/**
 * Search tables: what docs/safety.md says about the groups of inputs and the sets of limits, from those themselves.
 */

import { type Limits, LockPolicy, Master } from '../../../firmware/control/limits.ts';
import { afterPowerLossWords, onPowerLossWords } from '../../../firmware/control/words.ts';
import { type Group, groups } from '../../../sim/verify/search/groups.ts';
import { type InputName, inputNames } from '../../../sim/verify/search/inputs.ts';
import { type LimitSet, limitSets } from '../../../sim/verify/search/limit-sets.ts';
import { nameOfInput, wordOfValue } from '../../../sim/verify/search/tick-text.ts';

function inputCell(name: InputName, values: readonly number[]): string {
  const words = values.map((value) => wordOfValue(name, value));
  const isYesNo = values.length === 2 && words.includes('yes') && words.includes('no');
  return isYesNo ? nameOfInput(name) : `${nameOfInput(name)} (${words.join(', ')})`;
}

/** Of every group alike, and no signal: the text around the table tells of it. */
const untold: InputName = 'loadDoubted';

function groupRow({ name, values, mostOff }: Group): string {
  const told = inputNames.filter((one) => one in values && one !== untold);
  if (mostOff !== null) {
    const most = mostOff === 1 ? 'one input' : `${mostOff} inputs`;
    return `| \`${name}\` | in A, B or C at most ${most} off nominal, of ${told.length} signals with all their values; behind at most ${mostOff} of R10's causes |`;
  }
  const cells = told.flatMap((one) => {
    const list = values[one];
    return list === undefined ? [] : [inputCell(one, list)];
  });
  return `| \`${name}\` | ${cells.join('; ')} |`;
}

/** Words of the limits that are choices. */
const choiceWords: Partial<Record<keyof Limits, (value: number) => string>> = {
  lockPolicy: (value) => LockPolicy[value] ?? '',
  master: (value) => `Master.${Master[value] ?? ''}`,
  onPowerLoss: (value) => `${onPowerLossWords[value] ?? ''} on a power loss`,
  afterPowerLoss: (value) => `${afterPowerLossWords[value] ?? ''} after one`,
};

function limitCell(name: keyof Limits, value: Limits[keyof Limits]): string {
  const words = choiceWords[name];
  if (words !== undefined) return words(Number(value));
  if (typeof value === 'boolean') return value ? name : `no ${name}`;
  return `${name} ${value}`;
}

function setRow({ name, limits, holdToLock, bistable }: LimitSet, base: LimitSet): string {
  const changed = (Object.keys(limits) as (keyof Limits)[])
    .filter((key) => limits[key] !== base.limits[key])
    .map((key) => limitCell(key, limits[key]));
  if (bistable !== null && bistable.brakeMs > 0) changed.push(`brakeMs ${bistable.brakeMs}`);
  if (holdToLock !== null) changed.unshift('a hold-to-lock solenoid');
  return `| \`${name}\` | ${changed.join(', ') || 'every limit as short as it can be'} |`;
}

export function searchTables(): string {
  const base = limitSets[0] as LimitSet;
  return `| group | every combination of |
|---|---|
${groups.map(groupRow).join('\n')}

| set | differs from \`base\` in |
|---|---|
${limitSets.map((set) => setRow(set, base)).join('\n')}
`;
}
