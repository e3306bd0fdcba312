/**
 * Pause field: where a person types the condition at which time stops.
 */

import { byId, setText } from './page-parts.ts';
import type { PauseWhen } from './pause-when.ts';

export class PauseField {
  private readonly field = byId('pause') as HTMLInputElement;

  /** @param taken called when there is another condition */
  constructor(
    private readonly pause: PauseWhen,
    private readonly taken: () => void,
  ) {
    this.field.addEventListener('change', () => this.take());
    byId('pause-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.take();
    });
  }

  private take(): void {
    try {
      this.pause.set(this.field.value);
      this.field.removeAttribute('aria-invalid');
      this.tell('');
      this.taken();
    } catch (error) {
      this.field.setAttribute('aria-invalid', 'true');
      this.tell((error as Error).message);
    }
  }

  set(text: string): void {
    this.field.value = text;
    this.take();
  }

  tell(words: string): void {
    setText('pause-words', words);
  }
}
