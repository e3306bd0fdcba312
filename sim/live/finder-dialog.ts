/**
 * Finder dialog: a list of scenarios that words make shorter.
 */

import { findStories, headOf, type StoryHead } from './finder.ts';
import { byId, make, setText } from './page-parts.ts';

export class FinderDialog {
  private readonly dialog = byId('finder') as HTMLDialogElement;
  private readonly question = byId('question') as HTMLInputElement;
  private readonly list = byId('found');
  private heads: readonly StoryHead[] = [];

  /**
   * @param files names and texts
   * @param choose '' is a show of one's own
   */
  constructor(
    private readonly files: () => readonly (readonly [string, string])[],
    private readonly choose: (file: string) => void,
  ) {
    this.question.addEventListener('input', () => this.fill());
    this.dialog.addEventListener('keydown', (event) => this.onKey(event));
  }

  open(): void {
    this.heads = this.files().map(([file, text]) => headOf(file, text));
    this.fill();
    this.dialog.showModal();
    this.question.select();
  }

  private fill(): void {
    const found = findStories(this.heads, this.question.value);
    const items = found.map((head) => this.item(head.file, head.title, head.why || head.file));
    const isAsked = this.question.value.trim() !== '';
    if (!isAsked) items.unshift(this.item('', 'Free play', 'No scenario: what you click happens'));
    this.list.replaceChildren(...items);
    this.list.scrollTop = 0;
    setText('found-count', `${found.length} of ${this.heads.length} scenarios`);
  }

  private item(file: string, title: string, about: string): HTMLElement {
    const item = make('li', '');
    const button = make('button', '');
    button.type = 'button';
    button.dataset['file'] = file;
    button.append(make('b', '', title), make('small', '', about));
    button.addEventListener('click', () => {
      this.dialog.close();
      this.choose(file);
    });
    item.append(button);
    return item;
  }

  /** Arrows lead through the list; Enter in the question takes the first. */
  private onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...this.list.querySelectorAll('button')];
    if (event.key === 'Enter' && event.target === this.question) {
      event.preventDefault();
      buttons[0]?.click();
    }
    if (step === undefined) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement) + step;
    if (at < 0) this.question.focus();
    else buttons[at]?.focus();
  }
}
