/**
 * Scenario text: the scenario as text, to change and to run.
 */

import { Editor } from './editor.ts';
import { byId, saveAs } from './page-parts.ts';
import { type Remark, remarksOn } from './remarks.ts';

/** What a text without a file is called. */
export const OWN_FILE = 'edited.scenario';

export class ScenarioText {
  private readonly section = byId('script');
  private readonly editor: Editor;

  /**
   * @param run plays the text
   * @param done what was done up to now, as text
   */
  constructor(
    private readonly run: (text: string) => void,
    private readonly done: () => string,
  ) {
    this.editor = new Editor({
      place: byId('script-text'),
      label: 'The scenario as text',
      placeholder: 'scenario A title',
      list: byId('script-mistakes'),
      check: remarksOn,
      run: () => this.play(),
    });
    byId('edit').addEventListener('click', () => this.toggle());
    byId('run').addEventListener('click', () => this.play());
    byId('take').addEventListener('click', () => this.editor.setText(done()));
    byId('save-script').addEventListener('click', () => saveAs(OWN_FILE, this.editor.text));
  }

  get text(): string {
    return this.editor.text;
  }

  private toggle(): void {
    this.section.hidden = !this.section.hidden;
    byId('edit').setAttribute('aria-expanded', String(!this.section.hidden));
    if (this.section.hidden) return;
    if (this.editor.text === '') this.editor.setText(this.done());
    this.editor.focus();
    // On a phone it stands below the picture, out of sight; its height is known in the next frame.
    requestAnimationFrame(() => this.section.scrollIntoView({ block: 'nearest' }));
  }

  private play(): void {
    if (this.editor.check()) this.run(this.editor.text);
  }

  /** Shows the text that is played, unless it is there already: the cursor stays then. */
  show(text: string): void {
    if (text !== this.editor.text) this.editor.setText(text);
  }

  /** Marks the line at which a run failed. */
  remark(remarks: readonly Remark[]): void {
    this.editor.remark(remarks);
  }
}
