/**
 * Another charger: the lines from which a world is built, edited by the person and checked before the world
 * is built.
 */

import { preconditions } from '../scenario/preconditions.ts';
import { Editor } from './editor.ts';
import { byId, make } from './page-parts.ts';
import { chargerRemarks } from './remarks.ts';
import { blankTape, type Tape } from './tape.ts';

export class ChargerForm {
  private readonly editor: Editor;

  /** @param play begins a show over a tape */
  constructor(
    private readonly play: (tape: Tape) => void,
    private readonly title: string,
  ) {
    const choose = byId('given') as HTMLSelectElement;
    for (const { pattern, meaning } of preconditions) {
      const option = make('option', '', pattern.text);
      option.title = meaning;
      choose.append(option);
    }
    this.editor = new Editor({
      place: byId('preconditions'),
      label: 'Lines that a charger is built from',
      placeholder: 'given lock harting-motor',
      list: byId('precondition-mistakes'),
      check: chargerRemarks,
      run: () => this.build(),
    });
    choose.addEventListener('change', () => {
      const text = this.editor.text.trimEnd();
      this.editor.setText(`${text}${text === '' ? '' : '\n'}given ${choose.value}`);
      choose.selectedIndex = 0;
      this.editor.focus();
    });
    byId('build').addEventListener('click', () => this.build());
  }

  private build(): void {
    if (!this.editor.check()) return;
    const lines = this.editor.text.split('\n').filter((line) => /^\s*given\s/.test(line));
    this.play(blankTape(this.title, lines));
  }

  /** Shows the preconditions of the current charger. */
  show(lines: readonly string[]): void {
    this.editor.setText(lines.join('\n'));
  }
}
