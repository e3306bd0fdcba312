/**
 * Stories: the scenario files that come with the page, and texts of the person's own.
 */

import files from 'scenarios:all';
import { parseScenario } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/statement.ts';
import { FinderDialog } from './finder-dialog.ts';
import { byId, make, setText } from './page-parts.ts';
import { tooLong } from './remarks.ts';

/** The person's choice: a scenario, or a charger of their own. */
export type Choice = (scenario: Scenario | null) => void;

export class Stories {
  /** The file that is shown; '' for none. */
  file = '';
  /** Its text. */
  text = '';
  private shown: readonly Scenario[] = [];
  private readonly variants = byId('variants') as HTMLSelectElement;
  /** Texts of the person's own. */
  private readonly own = new Map<string, string>();

  /** @param complain shows what is wrong with a file */
  constructor(
    private readonly choose: Choice,
    private readonly complain: (words: string) => void,
  ) {
    const finder = new FinderDialog(
      () => [...this.own, ...Object.entries(files)],
      (file) => this.open(file),
    );
    byId('find').addEventListener('click', () => finder.open());
    this.variants.addEventListener('change', () => {
      this.choose(this.shown[this.variants.selectedIndex] ?? null);
    });
    this.acceptFiles();
  }

  /** The variant that is shown; '' where there is one only. */
  get variant(): string {
    return this.shown[this.variants.selectedIndex]?.variant ?? '';
  }

  /** Whether the page itself brings the text that is shown. */
  get isOfPage(): boolean {
    return files[this.file] === this.text;
  }

  /** Opens a file of the menu; '' starts a show of one's own. */
  open(file: string, variant = ''): void {
    const text = this.own.get(file) ?? files[file];
    if (file === '') this.leave();
    else if (text === undefined) this.complain(`this page has no scenario "${file}"`);
    else this.read(file, text, variant);
  }

  /** A show of one's own follows. */
  leave(): void {
    this.file = '';
    this.text = '';
    this.offer([], 0);
  }

  /**
   * Reads a text, and chooses one of its scenarios.
   *
   * @param variant '' for the first
   * @returns whether it can be played
   */
  read(file: string, text: string, variant = ''): boolean {
    try {
      const scenarios = parseScenario(file, text);
      const index = Math.max(
        0,
        scenarios.findIndex((one) => one.variant === variant),
      );
      const complaint = tooLong(scenarios[index] as Scenario);
      if (complaint !== '') throw new Error(complaint);
      this.file = file;
      this.text = text;
      this.offer(scenarios, index);
      return true;
    } catch (error) {
      this.complain((error as Error).message);
      return false;
    }
  }

  private offer(scenarios: readonly Scenario[], index: number): void {
    this.shown = scenarios;
    this.variants.replaceChildren(...scenarios.map((s) => make('option', '', s.variant)));
    this.variants.selectedIndex = index;
    this.variants.hidden = scenarios.length < 2;
    setText('story-title', scenarios[index]?.title ?? 'Free play');
    this.choose(scenarios[index] ?? null);
  }

  /** A text of the person's own is in the menu as well; one of the same name replaces it. */
  keep(file: string, text: string, variant = ''): boolean {
    this.own.set(file, text);
    return this.read(file, text, variant);
  }

  private acceptFiles(): void {
    const field = byId('file') as HTMLInputElement;
    const take = async (file: File | undefined): Promise<void> => {
      if (file !== undefined) this.keep(file.name, await file.text());
    };
    byId('load').addEventListener('click', () => field.click());
    field.addEventListener('change', () => {
      void take(field.files?.[0]);
      field.value = '';
    });
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', (event) => {
      if (event.dataTransfer?.files.length === 0) return;
      event.preventDefault();
      void take(event.dataTransfer?.files[0]);
    });
  }
}
