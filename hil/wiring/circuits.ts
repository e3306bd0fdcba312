/**
 * Circuits: every sheet's netlist, in the order of the page.
 */

import { contactsCircuit } from './contacts-circuit.ts';
import { bistableCircuit, solenoidCircuit } from './lock-circuits.ts';
import type { Circuit } from './part.ts';
import { pilotCircuit } from './pilot-circuit.ts';
import { senseCircuit } from './sense-circuit.ts';

export const circuits: readonly Circuit[] = [
  pilotCircuit,
  contactsCircuit,
  bistableCircuit,
  solenoidCircuit,
  senseCircuit,
];
