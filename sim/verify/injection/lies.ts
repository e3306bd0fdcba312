/**
 * Lies: what the world says wrongly, one row each, as lines of a scenario with a number that matters.
 */

export interface Lie {
  readonly name: string;
  readonly lines: readonly string[];
}

const lie = (name: string, ...lines: readonly string[]): Lie => ({ name, lines });

export const lies: readonly Lie[] = [
  lie('latch switch stuck at locked', 'latch switch stuck-locked'),
  lie('latch switch stuck at unlocked', 'latch switch stuck-unlocked'),
  lie('latch switch bounces for 15 ms', 'latch switch bounces for 15 ms'),
  lie('latch switch bounces for 200 ms', 'latch switch bounces for 200 ms'),
  lie("the coil's driver stays on", 'coil driver shorted'),
  lie('coil fed from mains, a dip of 10 ms', 'coil fed from mains', 'grid dip for 10 ms'),
  lie('coil fed from mains, a dip of 35 ms', 'coil fed from mains', 'grid dip for 35 ms'),
  lie('contacts bounce for 9 ms', 'contactor bounces for 9 ms'),
  lie('contacts bounce for 60 ms', 'contactor bounces for 60 ms'),
  lie('ghost of 40 V', 'ghost 40 V'),
  lie('ghost of 120 V', 'ghost 120 V'),
  lie('ringing of 3 V', 'ringing 3 V'),
  lie('moisture of 50 kΩ', 'moisture 50 kOhm'),
  lie('moisture of 5 kΩ', 'moisture 5 kOhm'),
  lie('moisture of 1 kΩ', 'moisture 1 kOhm'),
  lie('CP and PP bridged', 'socket contacts bridged'),
  lie("the cable's earth lost", 'cable earth lost'),
  lie('pulses short by 2.8 %, offer 32 A', 'pulse short by 28 permille'),
  lie('pulses short by 2.8 %, offer 6 A', 'limit 6 A', 'pulse short by 28 permille'),
  lie('negative half at −11 V', 'negative half -11 V'),
  lie('negative half at −9 V', 'negative half -9 V'),
  lie('source drifts to 11.4 V in 20 s', 'source drifts to 11400 mV within 20 s'),
  lie('source drifts to 10 V in 20 s', 'source drifts to 10 V within 20 s'),
  lie('source drifts to 14 V in 20 s', 'source drifts to 14 V within 20 s'),
  lie('burst of 5 ms', 'burst for 5 ms'),
  lie('burst of 15 ms', 'burst for 15 ms'),
  lie('burst of 25 ms', 'burst for 25 ms'),
  lie('burst of 200 ms', 'burst for 200 ms'),
  lie('lock slows with its voltage', 'lock speed by-voltage'),
  lie(
    'lock slows with its voltage, capacitor aged to 30 %',
    'lock speed by-voltage',
    'capacitor aged to 30 percent',
  ),
];
