/**
 * Published: the same measurements of other open controllers.
 *
 * Decision latencies in ms; each controller's own source was compiled against one stub plant and run in
 * virtual time, over 58 sampling phases where three figures are given (min/median/max). Newer versions may do
 * better; please report it, and the row will be changed.
 */

export interface Published {
  readonly controller: string;
  /** Where its source is published; the commit that was compiled was not recorded. */
  readonly project: string;
  /** By the identifiers of the rows; the texts are printed as they are. */
  readonly answers: Readonly<Partial<Record<string, string>>> & { readonly spike: string };
}

export const published: readonly Published[] = [
  {
    controller: 'OpenEVSE',
    project: 'https://github.com/OpenEVSE/open_evse',
    answers: {
      'c-to-b': '284/300/316',
      spike: '0',
      'c-to-a-unlock': '340 before',
      'pilot-short': '328',
      'stop-ignored': '3040',
      'plug-to-energy': '1703 in all',
      'lock-command': '12–40',
      'boot-locked': 'unlocks',
      'boot-c': 'unlocks, re-locks, charges',
      weld: 'unlocks live',
      'latch-lost': 'blind',
    },
  },
  {
    controller: 'esp32-evse',
    project: 'https://github.com/dzurikmiroslav/esp32-evse',
    answers: {
      'c-to-b': '1/31/60',
      spike: '0',
      'c-to-a-unlock': 'same tick',
      'pilot-short': '0/30/59',
      'stop-ignored': '6111',
      'plug-to-energy': '951 in all',
      'lock-command': '551',
      'boot-locked': 'stuck',
      'boot-c': 'fault',
      weld: 'undetected',
      'latch-lost': 'stays on',
    },
  },
  {
    controller: 'Tinkerforge v2',
    project: 'https://github.com/Tinkerforge/evse-v2-bricklet',
    answers: {
      'c-to-b': '68/80/92',
      spike: '5–9',
      'c-to-a-unlock': 'same tick',
      'pilot-short': '50/62/74',
      'stop-ignored': '6049',
      'plug-to-energy': '950 after C',
      'lock-command': 'at C + 24',
      'boot-locked': 'unlocks',
      'boot-c': 'charges',
      weld: 'unlock precedes the check',
      'latch-lost': 'stays on',
    },
  },
  {
    controller: 'SmartEVSE',
    project: 'https://github.com/SmartEVSE/SmartEVSE-3',
    answers: {
      'c-to-b': '24/28/32',
      spike: '24',
      'c-to-a-unlock': 'unchecked',
      'pilot-short': '524–532',
      'stop-ignored': '6007',
      'plug-to-energy': '680 in all',
      'lock-command': '≤ 105',
      'boot-locked': 'unlocks',
      'boot-c': 'no charge',
      weld: 'undetected',
      'latch-lost': 'stays on',
    },
  },
  {
    controller: 'EVerest',
    project: 'https://github.com/EVerest/EVerest',
    answers: {
      'c-to-b': '0 (event in)',
      spike: "board's job",
      'c-to-a-unlock': 'after confirmed',
      'pilot-short': '0',
      'stop-ignored': '6500',
      'plug-to-energy': '630 in all',
      'lock-command': '0',
      'boot-locked': 'no command',
      'boot-c': '–',
      weld: 'held',
      'latch-lost': 'optional monitor',
    },
  },
];
