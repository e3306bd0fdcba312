/**
 * Desk pins: pins, converter and PWM as an emulated chip shows them, without a chip.
 */

const FUNCTION_PWM = 4;
const FUNCTION_SIO = 5;
const PINS = 30;
const PWM_TOP = 999;
const ADC_CHANNELS = 5;
const FIRST_ANALOG_PIN = 26;
const FULL_SCALE = 4095;

class DeskPin {
  outputEnable = false;
  outputValue = false;
  functionSelect = FUNCTION_SIO;
  inputValue = false;

  setInputValue(high: boolean): void {
    this.inputValue = high;
  }
}

interface Slice {
  csr: number;
  cc: number;
  readonly top: number;
}

export class DeskPins {
  readonly gpio = Array.from({ length: PINS }, () => new DeskPin());
  readonly adc = { channelValues: new Array<number>(ADC_CHANNELS).fill(0) };
  readonly pwm = {
    channels: Array.from({ length: 8 }, (): Slice => ({ csr: 0, cc: 0, top: PWM_TOP })),
  };

  /** As after a reset: no pin is driven. */
  reset(): void {
    for (const pin of this.gpio) {
      pin.outputEnable = false;
      pin.outputValue = false;
      pin.functionSelect = FUNCTION_SIO;
    }
    for (const slice of this.pwm.channels) slice.csr = 0;
  }

  mode(pin: number, isOutput: boolean): void {
    const found = this.gpio[pin];
    if (found === undefined) return;
    found.outputEnable = isOutput;
    found.functionSelect = FUNCTION_SIO;
  }

  write(pin: number, high: boolean): void {
    const found = this.gpio[pin];
    if (found !== undefined) found.outputValue = high;
  }

  read(pin: number): number {
    const found = this.gpio[pin];
    if (found === undefined) return 0;
    return (found.outputEnable ? found.outputValue : found.inputValue) ? 1 : 0;
  }

  /** @returns 0…1 of full scale */
  convert(pin: number): number {
    return (this.adc.channelValues[pin - FIRST_ANALOG_PIN] ?? 0) / FULL_SCALE;
  }

  /** @param share 0…1 of the time in which the pin is high */
  startPwm(pin: number, share: number): void {
    const [found, slice] = [this.gpio[pin], this.pwm.channels[(pin >> 1) & 7]];
    if (found === undefined || slice === undefined) return;
    found.outputEnable = true;
    found.functionSelect = FUNCTION_PWM;
    slice.csr = 1;
    const compare = Math.round(share * (PWM_TOP + 1));
    slice.cc = (pin & 1) === 0 ? compare : (compare << 16) >>> 0;
  }
}
