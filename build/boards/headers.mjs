/**
 * Headers: where the pins of a board are, as they are seen from above.
 *
 * Read from the makers' drawings of the pins. An ESP32 module has 38 pins on the most usual board; others
 * have the same names in another order.
 */

/**
 * Two rows of pins. Names that the chip does not know are supplies, and pins that the board itself uses.
 * @typedef {object} Header
 * @property {string} name empty where the board has one header only
 * @property {'around' | 'across' | 'none'} numbers down one side and up the other; odd left and even right; not printed
 * @property {readonly string[]} left from the top
 * @property {readonly string[]} right from the top, as many
 */

/** @typedef {{ name: string, headers: readonly Header[] }} Layout */

const words = (/** @type {string} */ text) => text.trim().split(/\s+/);

/** @type {Layout} */
const pico = {
  name: 'Raspberry Pi Pico, USB above',
  headers: [
    {
      name: '',
      numbers: 'around',
      left: words(`GP0 GP1 GND GP2 GP3 GP4 GP5 GND GP6 GP7 GP8 GP9 GND GP10 GP11 GP12 GP13 GND GP14
        GP15`),
      right:
        words(`VBUS VSYS GND 3V3_EN 3V3 ADC_VREF GP28 AGND GP27 GP26 RUN GP22 GND GP21 GP20 GP19
        GP18 GND GP17 GP16`),
    },
  ],
};

/** @type {Layout} */
const esp32 = {
  name: 'ESP32 module, 38 pins, USB below',
  headers: [
    {
      name: '',
      numbers: 'none',
      left: words(`3V3 EN D36 D39 D34 D35 D32 D33 D25 D26 D27 D14 D12 GND D13 SD2 SD3 CMD 5V`),
      right: words(`GND D23 D22 TX0 RX0 D21 GND D19 D18 D5 D17 D16 D4 BOOT D2 D15 SD1 SD0 CLK`),
    },
  ],
};

/** @type {Layout} */
const nucleo = {
  name: 'Nucleo-F411RE, ST-Link above',
  headers: [
    {
      name: 'CN7',
      numbers: 'across',
      left: words(`C10 C12 VDD BOOT0 - - SWDIO SWCLK A15 GND B7 C13 C14 C15 H0 H1 VBAT C2 C3`),
      right: words(`C11 D2 E5V GND - IOREF RESET 3V3 5V GND GND VIN - A0 A1 A4 B0 C1 C0`),
    },
    {
      name: 'CN10',
      numbers: 'across',
      left: words(`C9 B8 B9 AVDD GND A5 A6 A7 B6 C7 A9 A8 B10 B4 B5 B3 A10 A2 A3`),
      right: words(`C8 C6 C5 U5V - A12 A11 B12 - GND B2 B1 B15 B14 B13 AGND C4 - -`),
    },
  ],
};

/** @type {Layout} */
const raspberry = {
  name: 'Raspberry Pi, edge of the board to the right',
  headers: [
    {
      name: 'J8',
      numbers: 'across',
      left: words(`3V3 GPIO2 GPIO3 GPIO4 GND GPIO17 GPIO27 GPIO22 3V3 GPIO10 GPIO9 GPIO11 GND ID_SD
        GPIO5 GPIO6 GPIO13 GPIO19 GPIO26 GND`),
      right:
        words(`5V 5V GND GPIO14 GPIO15 GPIO18 GND GPIO23 GPIO24 GND GPIO25 GPIO8 GPIO7 ID_SC GND
        GPIO12 GND GPIO16 GPIO20 GPIO21`),
    },
    {
      name: 'MCP3208',
      numbers: 'around',
      left: words(`AIN0 AIN1 AIN2 AIN3 AIN4 AIN5 AIN6 AIN7`),
      right: words(`VDD VREF AGND CLK DOUT DIN CS DGND`),
    },
  ],
};

/** @type {Layout} */
const espruinoWifi = {
  name: 'Espruino WiFi, USB below',
  headers: [
    {
      name: '',
      numbers: 'none',
      left: words('A0 A1 A4 A5 A6 A7 B1 B10 B13 B14 B15'),
      right: words('B0 B9 B8 B7 B6 B5 B4 B3 3V3 VUSB GND'),
    },
    { name: 'below', numbers: 'none', left: ['A10'], right: ['A8'] },
  ],
};

/** By chip. @type {Readonly<Record<string, Layout>>} */
export const layouts = {
  rp2040: pico,
  rp2350: { ...pico, name: 'Raspberry Pi Pico 2, USB above' },
  stm32f411ce: espruinoWifi,
  esp32,
  stm32f411re: nucleo,
  bcm2835: raspberry,
  rp1: raspberry,
};

/** The number that is printed beside a pin; empty where there is none. @param {Header} header @param {'left' | 'right'} side @param {number} row from the top */
export function numberOf({ numbers, left }, side, row) {
  if (numbers === 'none') return '';
  if (numbers === 'across') return String(2 * row + (side === 'left' ? 1 : 2));
  return String(side === 'left' ? row + 1 : 2 * left.length - row);
}
