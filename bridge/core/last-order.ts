/**
 * Last order: what was asked of the charger last over this bridge, and what has come of it.
 */

export interface Order {
  /** `start`, `stop`, `unlock`; `none` before the first. */
  readonly what: string;
  /** `under-way`; then `taken` or `refused`, and for an unlock what holds the plug by the sensed pin: `free`, `stuck`. */
  readonly answer: string;
}

export class LastOrder {
  now: Order = { what: 'none', answer: 'none' };

  /** @param changed called whenever there is news */
  constructor(private readonly changed: () => void) {}

  private show(order: Order): void {
    this.now = order;
    this.changed();
  }

  /** @returns takes what has come of it */
  begin(what: string): (answer: string) => void {
    const order: Order = { what, answer: 'under-way' };
    this.show(order);
    return (answer) => {
      // Another one has come meanwhile, and is the last.
      if (this.now === order) this.show({ what, answer });
    };
  }
}
