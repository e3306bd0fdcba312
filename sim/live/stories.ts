/**
 * Stories: the scenario files that come with the page, and files of the person's own.
 */

import files from 'scenarios:all';
import { parseScenario } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/statement.ts';
import { byId, make } from './page-parts.ts';

/** The person's choice: a scenario, or a charger of their own. */
export type Choice = (scenario: Scenario | null) => void;

const FREE = '';

export class Stories {
  private readonly select = byId('stories') as HTMLSelectElement;
  private readonly variants = byId('variants') as HTMLSelectElement;
  private shown: readonly Scenario[] = [];
  /** Texts of the person's own files. */
  private readonly own = new Map<string, string>();

  /** @param complain shows what is wrong with a file */
  constructor(
    private readonly choose: Choice,
    private readonly complain: (words: string) => void,
  ) {
    this.fill();
    this.select.addEventListener('change', () => {
      const name = this.select.value;
      if (name === FREE) this.offer([]);
      else this.read(name, files[name] ?? this.own.get(name) ?? '');
    });
    this.variants.addEventListener('change', () => {
      this.choose(this.shown[this.variants.selectedIndex] ?? null);
    });
    this.acceptFiles();
  }

  private fill(): void {
    const free = make('option', '', 'Free play');
    free.value = FREE;
    this.select.append(free);
    const groups = new Map<string, HTMLOptGroupElement>();
    for (const [name, text] of Object.entries(files)) {
      const folder = name.split('/').slice(-2)[0] ?? '';
      const group = groups.get(folder) ?? make('optgroup', '');
      group.label = folder;
      groups.set(folder, group);
      const option = make('option', '', text.split('\n')[0]?.replace(/^scenario /, '') ?? name);
      option.value = name;
      group.append(option);
    }
    this.select.append(...groups.values());
  }

  /** Reads a file of the person's own, or one that came with the page. */
  read(name: string, text: string): void {
    try {
      this.offer(parseScenario(name, text));
    } catch (error) {
      this.complain((error as Error).message);
    }
  }

  private offer(scenarios: readonly Scenario[]): void {
    this.shown = scenarios;
    this.variants.replaceChildren(...scenarios.map((s) => make('option', '', s.variant)));
    this.variants.hidden = scenarios.length < 2;
    this.choose(scenarios[0] ?? null);
  }

  /** A file of the person's own is in the menu as well; one of the same name replaces it. */
  private remember(name: string, text: string): void {
    const value = `own: ${name}`;
    if (!this.own.has(value)) {
      const option = make('option', '', name);
      option.value = value;
      this.select.firstElementChild?.after(option);
    }
    this.own.set(value, text);
    this.select.value = value;
    this.read(name, text);
  }

  private acceptFiles(): void {
    const field = byId('file') as HTMLInputElement;
    const take = async (file: File | undefined): Promise<void> => {
      if (file === undefined) return;
      this.remember(file.name, await file.text());
    };
    byId('load').addEventListener('click', () => field.click());
    field.addEventListener('change', () => {
      void take(field.files?.[0]);
      field.value = '';
    });
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', (event) => {
      event.preventDefault();
      void take(event.dataTransfer?.files[0]);
    });
  }
}
