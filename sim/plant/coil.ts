/**
 * Coil: the contactor's coil between its driver and its supply.
 */

export class Coil {
  /** The driver no longer switches off, once it is on. */
  driverShorted = false;
  /** What the coil is fed from: a rail that outlives a dip of mains, or mains itself. */
  fedFrom: 'rail' | 'mains' = 'rail';
  private commanded = false;
  private fed = false;
  private energised = false;

  constructor(private readonly drive: (on: boolean) => void) {}

  /** What the controller asks of the driver. */
  command(on: boolean): void {
    this.commanded = on;
    this.reconsider();
  }

  /** The supplies have changed, or may have. */
  feed(railOn: boolean, mainsOn: boolean): void {
    // A whole driver falls with the controller, and so with the rail, by itself.
    const fed = this.fedFrom === 'mains' ? mainsOn : railOn || !this.driverShorted;
    if (fed === this.fed) return;
    this.fed = fed;
    this.reconsider();
  }

  /** The driver is another, or has failed. */
  reconsider(): void {
    const stays = this.driverShorted && this.energised;
    this.energised = this.fed && (this.commanded || stays);
    this.drive(this.energised);
  }
}
