/**
 * Share: a link that carries what is shown, and a frame of it for another page.
 */

import { escapeHtml } from '../view/report/html.ts';
import { type Link, writeLink } from './link.ts';
import { byId, setText } from './page-parts.ts';
import { clockText } from './page-texts.ts';

/** What is shown now, paused at its instant. */
export interface Shown {
  readonly title: string;
  readonly link: Link & { readonly atUs: number };
}

export class Share {
  private readonly dialog = byId('sharing') as HTMLDialogElement;
  private readonly link = byId('link') as HTMLInputElement;
  private readonly frame = byId('frame') as HTMLTextAreaElement;
  private readonly stays = byId('link-at') as HTMLInputElement;

  constructor(
    private readonly shown: () => Shown,
    private readonly complain: (words: string) => void,
  ) {
    byId('share').addEventListener('click', () => this.open());
    this.stays.addEventListener('change', () => this.write());
    for (const button of this.dialog.querySelectorAll<HTMLElement>('[data-copies]')) {
      button.addEventListener('click', () => void this.copy(button.dataset['copies'] ?? ''));
    }
  }

  private open(): void {
    if (!this.write()) return;
    setText('copied', '');
    this.dialog.showModal();
    this.link.select();
  }

  /** @returns whether a link carries what is shown */
  private write(): boolean {
    const { title, link } = this.shown();
    const at = link.atUs;
    setText('link-at-words', `paused at ${clockText(at)}`);
    const page = location.href.replace(/#.*$/, '');
    const said = { ...link, atUs: this.stays.checked ? at : null };
    try {
      this.link.value = page + writeLink(said);
      const source = escapeHtml(page + writeLink({ ...said, isEmbedded: true }));
      this.frame.value = `<iframe src="${source}" title="${escapeHtml(title)}" width="100%" height="720" loading="lazy"></iframe>`;
      return true;
    } catch (error) {
      this.complain((error as Error).message);
      return false;
    }
  }

  /** Where the browser does not let a page copy, the text is selected for the person's own keys. */
  private async copy(id: string): Promise<void> {
    const field = byId(id) as HTMLInputElement | HTMLTextAreaElement;
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      setText('copied', 'copied');
    } catch {
      setText('copied', 'selected: copy it with Ctrl+C');
    }
  }
}
