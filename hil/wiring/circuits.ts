/**
 * Circuits: every sheet's netlist, in the order of the page.
 */

import { comparatorsCircuit, converterCircuit } from './comparators-circuit.ts';
import { contactorCircuit } from './contactor-circuit.ts';
import { contactsCircuit } from './contacts-circuit.ts';
import { bistableCircuit, solenoidCircuit } from './lock-circuits.ts';
import { singlePhaseCircuit, suppliesCircuit, threePhaseCircuit } from './mains-circuit.ts';
import { metersCircuit } from './meters-circuit.ts';
import type { Circuit } from './part.ts';
import { peopleCircuit } from './people-circuit.ts';
import { pilotCircuit } from './pilot-circuit.ts';
import { residualCircuit } from './residual-circuit.ts';
import { senseCircuit, threePhaseSenseCircuit } from './sense-circuit.ts';
import { narrowCircuit, slowCircuit } from './slow-circuit.ts';

export const circuits: readonly Circuit[] = [
  singlePhaseCircuit,
  threePhaseCircuit,
  suppliesCircuit,
  pilotCircuit,
  contactsCircuit,
  comparatorsCircuit,
  bistableCircuit,
  solenoidCircuit,
  contactorCircuit,
  senseCircuit,
  threePhaseSenseCircuit,
  residualCircuit,
  metersCircuit,
  slowCircuit,
  converterCircuit,
  narrowCircuit,
  peopleCircuit,
];
