/**
 * `holdfast hil check`, `holdfast replay`.
 */

import { checkRig } from '../../../hil/check/check.ts';
import type { Finding } from '../../../hil/check/check-finding.ts';
import { readRig } from '../../../hil/rig/read.ts';
import { standInRig } from '../../../hil/rig/rig.ts';
import { declareBroken, declareWhole, RigSession } from '../../../hil/rig/session.ts';
import { readPack } from '../../../hil/run/pack.ts';
import { replay } from '../../../hil/run/replay.ts';
import { explainFailure } from '../../../sim/scenario/explain.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT } from '../../exit-codes.ts';

const words: Record<Finding['verdict'], string> = {
  ok: paint.green('ok     '),
  wrong: paint.red('WRONG  '),
  skipped: paint.dim('skipped'),
};

/** Checks a rig; when it passes, a rig that was declared broken may be used again. */
export async function hilCheck(
  root: string,
  file: string | undefined,
  print: Print,
): Promise<number> {
  const rig = file === undefined ? standInRig : readRig(file);
  const session = new RigSession(rig, root);
  let wrong = 0;
  try {
    await session.open();
    for await (const finding of checkRig(session)) {
      if (finding.verdict === 'wrong') wrong++;
      print(`${words[finding.verdict]} ${finding.what}: ${finding.detail}`);
    }
  } finally {
    await session.close();
  }
  if (wrong === 0) declareWhole(rig);
  else declareBroken(rig, `${wrong} checks failed`);
  print(wrong === 0 ? `${rig.name} may be used` : paint.red(`${rig.name}: ${wrong} checks failed`));
  return wrong === 0 ? 0 : ENVIRONMENT;
}

export async function replayPack(path: string, print: Print): Promise<number> {
  const pack = readPack(path);
  const { verdict, isSame, simulated } = await replay(pack);
  const message = pack.failure?.message ?? 'nothing';
  print(`on ${pack.rig.name}: ${message}`);
  print(`in the simulator: ${isSame ? paint.green(verdict) : paint.yellow(verdict)}`);
  if (isSame) for (const line of explainFailure(simulated, paint)) print(line);
  return isSame ? 0 : 1;
}
