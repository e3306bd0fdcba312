/** The mirror contact, wetted through an optocoupler. */
function drawMirror(drawing: Drawing): Drawing {
  return drawing
    .rail('12 V', [560, 60])
    .part('R2', [560, 60], [560, 140])
    .wire([560, 140], [560, 160], [620, 160])
    .block('U1', [620, 140, 130, 100], 'optocoupler', {
      A: [620, 160],
      K: [620, 220],
      C: [750, 160],
      E: [750, 220],
    })
    .wire([620, 220], [560, 220], [560, 240])
    .part(
      'S4',
      [560, 240],
      [560, 320],
      'S4, mirror contact of K1:\ncannot be closed while\na main contact is',
    )
    .ground([560, 320])
    .wire([750, 160], [950, 160])
    .wire([750, 220], [770, 220])
    .ground([770, 220])
    .rail('3.3 V', [820, 80])
    .part('R3', [820, 80], [820, 160])
    .part('C1', [890, 160], [890, 230])
    .ground([890, 230])
    .net('mirror', [950, 160], 'right')
    .words([830, 280], 'low: every main contact open')
    .words([830, 297], 'high: one closed, or the wire broken');
}

/**
 * Sheets of the parts that open without software: the contactor's line with mirror contact and e-stop, and the
 * residual-current sensor with the trip upstream.
 */

import { contactorCircuit } from './contactor-circuit.ts';
import { Drawing } from './drawing.ts';
import { WARNING } from './mains-sheets.ts';
import { residualCircuit } from './residual-circuit.ts';

export function drawContactor(): Drawing {
  return drawMirror(new Drawing(contactorCircuit, 1120, 630))
    .rail('24 V', [220, 50])
    .part(
      'S1',
      [220, 50],
      [220, 130],
      'S1, latch contact:\nclosed only while\nthe pin is fully out',
    )
    .part('S2', [220, 130], [220, 210], 'S2, e-stop,\nfirst contact')
    .part('S3', [220, 210], [220, 290], 'S3, trip contact of\nthe residual sensor')
    .wire([220, 290], [220, 310])
    .part('K1', [220, 310], [220, 410], 'K1')
    .wire([220, 310], [360, 310])
    .part('D2', [360, 360], [360, 310], 'D2, 33 V')
    .part('D1', [360, 410], [360, 360])
    .wire([220, 410], [360, 410])
    .wire([220, 410], [220, 440])
    .block('Q1', [160, 440, 120, 60], '', { D: [220, 440], G: [160, 470], S: [220, 500] })
    .wire([220, 500], [220, 520])
    .ground([220, 520])
    .net('contactor', [90, 470])
    .wire([90, 470], [160, 470])
    .part('R1', [120, 470], [120, 550])
    .ground([120, 550])
    .rail('3.3 V', [620, 400])
    .part('R4', [620, 400], [620, 470])
    .part('S5', [620, 470], [620, 550], 'S5, e-stop,\nsecond contact')
    .ground([620, 550])
    .wire([620, 470], [740, 470])
    .part('R5', [740, 470], [840, 470])
    .wire([840, 470], [950, 470])
    .part('C2', [880, 470], [880, 540])
    .ground([880, 540])
    .net('eStop', [950, 470], 'right')
    .words([975, 500], 'high: pressed,')
    .words([975, 517], 'or the wire broken')
    .remark(
      [20, 600],
      'What software cannot give: with the pin back, the e-stop pressed or the sensor tripped, the coil has no current.',
    );
}

export function drawResidual(): Drawing {
  return new Drawing(residualCircuit, 1060, 480)
    .rail('5 V', [160, 70])
    .wire([160, 70], [160, 90])
    .block('T1', [90, 90, 150, 120], 'residual-current\nsensor', {
      VCC: [160, 90],
      OUT: [240, 120],
      TEST: [240, 180],
      GND: [160, 210],
    })
    .ground([160, 210])
    .wire([240, 120], [360, 120])
    .rail('3.3 V', [300, 50])
    .part('R1', [300, 50], [300, 120])
    .part('R2', [360, 120], [450, 120])
    .wire([450, 120], [560, 120])
    .part('C1', [480, 120], [480, 190])
    .ground([480, 190])
    .net('residual', [560, 120], 'right')
    .words([566, 145], 'low: healthy; high: tripped,')
    .words([566, 162], 'without supply, or wire broken')
    .wire([240, 180], [300, 180], [300, 260])
    .block('Q1', [240, 260, 120, 60], '', { D: [300, 260], G: [240, 290], S: [300, 320] })
    .wire([300, 320], [300, 340])
    .ground([300, 340])
    .net('residualTest', [120, 290])
    .wire([120, 290], [240, 290])
    .part('R3', [160, 290], [160, 370])
    .ground([160, 370])
    .rail('24 V', [620, 220])
    .part('K1', [620, 220], [620, 320])
    .wire([620, 220], [720, 220])
    .part('D1', [720, 320], [720, 220])
    .wire([620, 320], [720, 320])
    .wire([620, 320], [620, 340])
    .block('Q2', [560, 340, 120, 60], '', { D: [620, 340], G: [560, 370], S: [620, 400] })
    .wire([620, 400], [620, 415])
    .ground([620, 415])
    .net('trip', [440, 370])
    .wire([440, 370], [560, 370])
    .part('R4', [480, 370], [480, 440])
    .ground([480, 440])
    .net('L_in', [800, 240], 'left', false)
    .part('S1', [800, 240], [900, 240], 'S1, of K1')
    .wire([900, 240], [940, 240], [940, 290])
    .block('F1', [880, 290, 120, 70], 'shunt release', { 1: [940, 290], 2: [940, 360] })
    .wire([940, 360], [940, 390], [860, 390])
    .net('N_in', [860, 390], 'left', false)
    .remark([560, 30], WARNING)
    .remark([20, 440], 'The sensor’s own trip contact is in', 'the contactor’s line (S3 there).');
}
