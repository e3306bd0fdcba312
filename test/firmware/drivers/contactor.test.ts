/**
 * Contactor: what the fitted proofs say together, and which of them did not follow it.
 */

import { expect, test } from 'vitest';
import { Contacts } from '../../../firmware/control/signals.ts';
import { contactsOf, silentProofs } from '../../../firmware/drivers/contactor.ts';
import { Level } from '../../../firmware/drivers/digital-inputs.ts';

const { Mirror, Outgoing } = Level;
const BOTH = Mirror | Outgoing;

test('the contacts are open or closed only when every fitted proof says so', () => {
  expect(contactsOf(0, BOTH)).toBe(Contacts.Open);
  expect(contactsOf(BOTH, BOTH)).toBe(Contacts.Closed);
  expect(contactsOf(Mirror, BOTH)).toBe(Contacts.Unproven);
  expect(contactsOf(Outgoing, BOTH)).toBe(Contacts.Unproven);
  for (const proof of [Mirror, Outgoing]) {
    expect(contactsOf(proof, proof)).toBe(Contacts.Closed);
    expect(contactsOf(BOTH - proof, proof)).toBe(Contacts.Open);
  }
  expect(contactsOf(Level.Supply | Level.EStop, BOTH)).toBe(Contacts.Open);
});

test('behind a closed contactor every fitted proof that says open is named, and no other input', () => {
  const others = Level.Supply | Level.Residual;
  for (const supply of [0, others]) {
    expect(silentProofs(BOTH | supply, BOTH)).toBe(0);
    expect(silentProofs(Outgoing | supply, BOTH)).toBe(Mirror);
    expect(silentProofs(Mirror | supply, BOTH)).toBe(Outgoing);
    expect(silentProofs(supply, BOTH)).toBe(BOTH);
    expect(silentProofs(supply, Mirror)).toBe(Mirror);
    expect(silentProofs(Outgoing | supply, Outgoing)).toBe(0);
  }
});
