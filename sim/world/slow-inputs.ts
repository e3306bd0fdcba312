/**
 * Slow inputs: what the converters and meters of the simulated board give, and what a burst makes of it.
 */

import type { AnalogInput, CurrentInput, SupplyMeter } from '../../firmware/hal.ts';
import type { Plant } from '../plant/plant.ts';
import { disturbSlow } from './burst.ts';

export interface SlowInputs {
  readonly proximity: AnalogInput;
  readonly lockSupply: AnalogInput;
  readonly thermometer: AnalogInput;
  readonly outgoingCurrent: CurrentInput;
  readonly supplyMeter: SupplyMeter;
}

export function createSlowInputs(plant: Plant): SlowInputs {
  let inputs = 0;
  /** @param most the end of its range */
  const reader = (most: number, read: () => number): (() => number) => {
    const salt = 100 + inputs++;
    return () =>
      plant.isDisturbed ? disturbSlow(most, salt, plant.clock.nowUs) : Math.round(read());
  };
  return {
    proximity: { readMillivolts: reader(3300, () => plant.proximityMillivolts) },
    lockSupply: { readMillivolts: reader(16000, () => plant.capacitor.nowVolts * 1000) },
    thermometer: { readMillivolts: reader(3300, () => plant.thermometerMillivolts) },
    outgoingCurrent: { readMilliamps: reader(90000, () => plant.milliamps) },
    supplyMeter: {
      measuresSupply: true,
      measuresEarth: true,
      readSupplyDecivolts: reader(3300, () => plant.supplyDecivolts),
      readEarthDecivolts: reader(3300, () => plant.mains.earthDecivolts),
    },
  };
}
