/**
 * Editor: scenario lines to type in, every mistake underlined where it stands and told below, in words.
 */

import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Text } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { make } from './page-parts.ts';
import type { Remark } from './remarks.ts';

export interface EditorOptions {
  readonly place: HTMLElement;
  readonly label: string;
  readonly placeholder: string;
  /** Where the remarks are told in words. */
  readonly list: HTMLElement;
  readonly check: (text: string) => readonly Remark[];
  /** Ctrl+Enter, or Cmd+Enter. */
  readonly run: () => void;
}

/** Mistakes are looked for when nothing has been typed for this long. */
const REST_MS = 250;

/** From a remark's column to the end of its word; a mistake behind the line's end underlines its last word. */
function rangeOf(doc: Text, { line, column }: Remark): { from: number; to: number } {
  const { from, text } = doc.line(Math.min(Math.max(1, line), doc.lines));
  const rest = /^\S+/.exec(text.slice(column - 1))?.[0];
  if (rest !== undefined) return { from: from + column - 1, to: from + column - 1 + rest.length };
  const last = /\S+(?=\s*$)/.exec(text);
  const at = last?.index ?? 0;
  return { from: from + at, to: from + at + (last?.[0].length ?? text.length) };
}

export class Editor {
  private readonly view: EditorView;
  private restTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: EditorOptions) {
    this.view = new EditorView({ parent: options.place, state: this.stateOf('') });
  }

  private stateOf(doc: string): EditorState {
    const { label, run } = this.options;
    const act = (): boolean => {
      run();
      return true;
    };
    return EditorState.create({
      doc,
      extensions: [
        keymap.of([{ key: 'Mod-Enter', run: act }, ...standardKeymap, ...historyKeymap]),
        history(),
        lineNumbers(),
        placeholder(this.options.placeholder),
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
        EditorView.updateListener.of(({ docChanged }) => {
          if (docChanged) this.checkSoon();
        }),
      ],
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Shows another text; what was typed before cannot be undone into it. */
  setText(text: string): void {
    this.view.setState(this.stateOf(text));
    this.check();
  }

  focus(): void {
    this.view.focus();
  }

  private checkSoon(): void {
    clearTimeout(this.restTimer);
    this.restTimer = setTimeout(() => this.check(), REST_MS);
  }

  /** @returns whether the text is without a mistake */
  check(): boolean {
    clearTimeout(this.restTimer);
    const found = this.options.check(this.text);
    this.remark(found);
    return found.length === 0;
  }

  /** Underlines and tells; the ones before are gone. */
  remark(remarks: readonly Remark[]): void {
    const { doc } = this.view.state;
    const marks: Diagnostic[] = remarks.map((remark) => ({
      ...rangeOf(doc, remark),
      severity: 'error',
      message: remark.words,
    }));
    this.view.dispatch(setDiagnostics(this.view.state, marks));
    this.options.list.replaceChildren(...remarks.map((remark) => this.item(remark)));
  }

  private item(remark: Remark): HTMLElement {
    const item = make('li', '');
    const go = make('button', 'at-line', `line ${remark.line}`);
    go.type = 'button';
    go.title = 'Go to this place';
    go.addEventListener('click', () => {
      const { from } = rangeOf(this.view.state.doc, remark);
      this.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
      this.view.focus();
    });
    item.append(go, make('span', '', remark.words));
    return item;
  }
}
