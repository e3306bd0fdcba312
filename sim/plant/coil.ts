/**
 * Coil: the contactor's coil between its driver and its supply.
 */

export class Coil {
  /** The driver no longer switches off, once it is on. */
  driverShorted = false;
  /** The driver is on, whatever it is asked: only the latch contact in its line stands between. */
  conducts = false;
  /** What the coil is fed from: a rail that outlives a dip of mains, or mains itself. */
  fedFrom: 'rail' | 'mains' = 'rail';
  private commanded = false;
  private fed = false;
  private energised = false;
  private pinIsOut = false;

  constructor(private readonly drive: (on: boolean) => void) {}

  /** What the controller asks of the driver. */
  command(on: boolean): void {
    this.commanded = on;
    this.reconsider();
  }

  /**
   * The supplies have changed, or may have.
   *
   * @param pinIsOut the latch contact in the coil's line is closed
   */
  feed(railOn: boolean, mainsOn: boolean, pinIsOut: boolean): void {
    const turns = this.conducts && pinIsOut !== this.pinIsOut;
    this.pinIsOut = pinIsOut;
    // A whole driver falls with the controller, and so with the rail, by itself.
    const fed = this.fedFrom === 'mains' ? mainsOn : railOn || !this.driverShorted;
    if (fed === this.fed && !turns) return;
    this.fed = fed;
    this.reconsider();
  }

  /** The driver is another, or has failed. */
  reconsider(): void {
    const stays = this.driverShorted && this.energised;
    const leaks = this.conducts && this.pinIsOut;
    this.energised = this.fed && (this.commanded || stays || leaks);
    this.drive(this.energised);
  }
}
