/**
 * Chip side: what runs a program at a board's pins, whether an emulated chip or this computer in its place.
 */

interface PinSide {
  readonly outputEnable: boolean;
  readonly outputValue: boolean;
  readonly functionSelect: number;
  setInputValue(high: boolean): void;
}

interface SliceSide {
  readonly csr: number;
  readonly cc: number;
  readonly top: number;
}

export interface ChipSide {
  readonly flash: Uint8Array;
  readonly mcu: {
    readonly gpio: readonly (PinSide | undefined)[];
    readonly adc: { readonly channelValues: number[] };
    readonly pwm: { readonly channels: readonly (SliceSide | undefined)[] };
    readonly uart: readonly ({ feedByte(byte: number): void } | undefined)[];
  };
  /** How often its watchdog has bitten. */
  readonly resets: number;
  /** Since the first power-on, in ns. */
  readonly nanos: number;
  onStart: () => void;
  onByte: (byte: number) => void;
  onConvert: (channel: number) => void;
  onLevel: (pin: number, isHigh: boolean, nanos: number) => void;
  start(isReset: boolean): void;
  runTo(untilNanos: number): void;
  /** Saves the whole state. @returns restores it, as often as it is called */
  keep(): () => void;
}
