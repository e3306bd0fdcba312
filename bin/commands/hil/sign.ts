/**
 * `holdfast sign`: signs a built program, so that `flash` and `doctor` can tell who made it.
 */

import { signatureOf, signFile } from '../../../hil/flash/signature.ts';
import type { Print } from '../../context.ts';
import { keepInputs } from '../../inputs.ts';
import { readBuilt } from './built-program.ts';

/**
 * @param file a program of the build: nothing else is signed
 * @param keyFile an Ed25519 private key in PEM
 * @returns 0
 */
export function signProgram(file: string, keyFile: string, print: Print): number {
  const program = readBuilt(file);
  const { head } = program;
  keepInputs([file, keyFile], { 'the signature goes to': signatureOf(program) });
  const path = signFile(program, keyFile);
  print(
    `${path}: signature of Holdfast ${head.version}, ${head.role} for ${head.platform}, map ${head.map}`,
  );
  return 0;
}
