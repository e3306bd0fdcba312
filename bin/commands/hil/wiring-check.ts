/**
 * `holdfast wiring`: the bill of materials, and what ngspice says of the drawn circuits beside the plant.
 */

import { isAgreed, writeAgreement } from '../../../hil/wiring/agreement.ts';
import { writeBillOfMaterials } from '../../../hil/wiring/bill-of-materials.ts';
import { comparisons } from '../../../hil/wiring/compare-all.ts';
import { ngspiceMissing } from '../../../hil/wiring/ngspice.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT } from '../../exit-codes.ts';

export function printBillOfMaterials(print: Print): number {
  print(writeBillOfMaterials().trimEnd());
  return 0;
}

export function compareWithSpice(print: Print): number {
  const missing = ngspiceMissing();
  if (missing !== null) {
    print(missing);
    return ENVIRONMENT;
  }
  let isWhole = true;
  for (const compare of Object.values(comparisons)) {
    const all = compare();
    isWhole = isWhole && all.every(isAgreed);
    for (const line of writeAgreement(all)) print(line);
  }
  return isWhole ? 0 : 1;
}
