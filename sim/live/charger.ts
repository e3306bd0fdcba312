/**
 * Another charger: the lines from which a world is built, edited by the person and checked before the world
 * is built.
 */

import { preconditions } from '../scenario/preconditions.ts';
import { byId, make } from './page-parts.ts';
import { blankTape, type Tape } from './tape.ts';

export class ChargerForm {
  private readonly field = byId('preconditions') as HTMLTextAreaElement;

  /**
   * @param build begins a show over a tape
   * @param complain shows what is wrong with the lines
   */
  constructor(build: (tape: Tape) => void, complain: (words: string) => void, title: string) {
    const choose = byId('given') as HTMLSelectElement;
    for (const { pattern, meaning } of preconditions) {
      const option = make('option', '', pattern.text);
      option.title = meaning;
      choose.append(option);
    }
    choose.addEventListener('change', () => {
      const text = this.field.value.trimEnd();
      this.field.value = `${text}${text === '' ? '' : '\n'}given ${choose.value}`;
      choose.selectedIndex = 0;
      this.field.focus();
    });
    byId('build').addEventListener('click', () => {
      const lines = this.field.value.split('\n').filter((line) => line.trim() !== '');
      try {
        build(blankTape(title, lines));
      } catch (error) {
        complain((error as Error).message);
      }
    });
  }

  /** Shows the preconditions of the current charger. */
  show(lines: readonly string[]): void {
    this.field.value = lines.join('\n');
  }
}
