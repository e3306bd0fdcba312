/**
 * Sheets of the socket-outlet: proximity and latch sense, and both kinds of lock.
 */

import { contactsCircuit } from './contacts-circuit.ts';
import { Drawing } from './drawing.ts';
import { bistableCircuit, solenoidCircuit } from './lock-circuits.ts';

export function drawContacts(): Drawing {
  return new Drawing(contactsCircuit, 1210, 430)
    .words([20, 30], 'Proximity')
    .rail('3.3 V', [230, 70])
    .part('R1', [230, 70], [230, 170])
    .net('proximity', [90, 170])
    .part('R2', [230, 170], [120, 170])
    .wire([90, 170], [120, 170])
    .part('C1', [120, 170], [120, 250])
    .ground([120, 250])
    .wire([230, 170], [400, 170])
    .part('D1', [300, 170], [300, 250])
    .ground([300, 250], 'PE')
    .block('PP', [380, 190, 150, 60], 'in the plug:\n100 Ω … 1.5 kΩ', {
      1: [400, 190],
      2: [400, 250],
    })
    .wire([400, 170], [400, 190])
    .wire([400, 250], [400, 270])
    .ground([400, 270], 'PE')
    .words([600, 30], 'Latch sense')
    .rail('5 V', [850, 70])
    .part('R3', [850, 70], [850, 170])
    .part('R4', [850, 170], [730, 170])
    .net('latch', [610, 170])
    .wire([610, 170], [730, 170])
    .part('C2', [630, 170], [630, 250])
    .ground([630, 250])
    .part('R5', [720, 170], [720, 250])
    .ground([720, 250])
    .wire([850, 170], [1060, 170])
    .part('D2', [850, 170], [850, 250])
    .ground([850, 250])
    .part('R6', [960, 170], [960, 250])
    .part('S1', [960, 250], [960, 330])
    .part('R7', [1060, 170], [1060, 330])
    .wire([960, 330], [1060, 330])
    .ground([960, 330])
    .frame([925, 135, 260, 245])
    .remark([985, 370], 'at the lock’s end of the wire')
    .remark([690, 330], 'S1 is closed when locked.')
    .remark(
      [600, 395],
      'A lock with its resistors inside, 1 kΩ closed and 11 kΩ open (Küster 04S):',
      'R3 is 5.1 kΩ, and R6 and R7 are those of the lock.',
    );
}

export function drawBistable(): Drawing {
  return new Drawing(bistableCircuit, 1120, 470)
    .rail('12 V', [60, 100])
    .wire([60, 100], [80, 100])
    .part('D1', [80, 100], [170, 100])
    .part('R1', [170, 100], [290, 100])
    .wire([290, 100], [720, 100], [720, 170])
    .part('C1', [290, 100], [290, 190])
    .ground([290, 190])
    .part('R6', [420, 100], [420, 190])
    .ground([420, 190])
    .part('R2', [480, 100], [480, 190])
    .net('lockSupply', [560, 190], 'up')
    .part('R3', [480, 190], [480, 270])
    .ground([480, 270])
    .part('C2', [560, 190], [560, 270])
    .wire([480, 190], [560, 190])
    .ground([560, 270])
    .block('U1', [640, 170, 180, 190], 'H-bridge, 16 V\nboth low: off\nboth high: brake', {
      VM: [720, 170],
      IN1: [640, 300],
      IN2: [640, 340],
      EN: [720, 360],
      OUT1: [820, 210],
      OUT2: [820, 320],
    })
    .wire([820, 210], [940, 210])
    .part('M1', [940, 210], [940, 320])
    .wire([820, 320], [940, 320])
    .net('bridge.extend', [130, 300])
    .wire([130, 300], [640, 300])
    .part('R4', [150, 300], [150, 400])
    .ground([150, 400])
    .net('bridge.retract', [330, 340])
    .wire([330, 340], [640, 340])
    .part('R5', [350, 340], [350, 420])
    .ground([350, 420])
    .block('U2', [480, 380, 150, 60], 'monostable', {
      in1: [480, 395],
      in2: [480, 425],
      out: [630, 410],
    })
    .wire([450, 300], [450, 395], [480, 395])
    .wire([420, 340], [420, 425], [480, 425])
    .wire([630, 410], [720, 410], [720, 360])
    .remark(
      [780, 40],
      'OUT1 above OUT2 extends. Which wire is which',
      'differs between sockets: measure.',
    )
    .remark([700, 440], 'U2 ends every stroke. Left out on the Pico: EN to 3.3 V there.');
}

export function drawSolenoid(): Drawing {
  return new Drawing(solenoidCircuit, 900, 390)
    .rail('12 V', [300, 60])
    .wire([300, 60], [300, 90])
    .part('L1', [300, 90], [300, 190])
    .wire([300, 90], [410, 90])
    .part('D1', [410, 190], [410, 90])
    .wire([300, 190], [560, 190])
    .wire([300, 190], [300, 230])
    .block('Q1', [240, 230, 120, 60], '', { D: [300, 230], G: [240, 260], S: [300, 290] })
    .wire([300, 290], [300, 310])
    .ground([300, 310])
    .net('coil', [90, 260])
    .wire([90, 260], [240, 260])
    .part('R1', [150, 260], [150, 330])
    .ground([150, 330])
    .part('R2', [560, 190], [560, 270])
    .block('K1', [520, 270, 130, 60], 'solid-state switch', {
      1: [560, 270],
      2: [560, 330],
      in: [650, 300],
    })
    .wire([560, 330], [560, 345])
    .ground([560, 345])
    .wire([650, 300], [700, 300])
    .net('outgoingLive', [700, 300], 'right', false)
    .words([700, 322], 'from the outgoing side itself')
    .remark(
      [500, 50],
      'Whatever the controller does, the coil keeps its',
      'holding current while the outgoing side is live.',
    );
}
