/**
 * Driver screen: the driver's display beside the picture, in the language that is chosen.
 */

import { lockPolicyWords } from '../../firmware/control/words.ts';
import { type DriverDisplay, displayOf } from '../view/driver-display.ts';
import {
  isLanguage,
  type Language,
  languageNames,
  nearestLanguage,
  wordsIn,
} from '../view/words/language.ts';
import { byId, make, setText } from './page-parts.ts';
import type { Show } from './show.ts';

const KEPT = 'holdfast-language';

/** A page that may keep nothing, as one that is opened from a file in some browsers, asks every time. */
function keptLanguage(): Language {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch {}
  return kept !== null && isLanguage(kept) ? kept : nearestLanguage(navigator.language);
}

function keep(language: Language): void {
  try {
    localStorage.setItem(KEPT, language);
  } catch {}
}

export class DriverScreen {
  private language = keptLanguage();

  /** @param stale called when the screen must be drawn again */
  constructor(stale: () => void) {
    const chooser = byId('language') as HTMLSelectElement;
    for (const name of languageNames) {
      const option = make('option', '', wordsIn(name).name);
      option.value = name;
      option.lang = name;
      chooser.append(option);
    }
    chooser.value = this.language;
    chooser.addEventListener('change', () => {
      if (isLanguage(chooser.value)) this.language = chooser.value;
      keep(this.language);
      stale();
    });
  }

  draw({ world, charger }: Show): DriverDisplay {
    const policy = charger === null ? undefined : lockPolicyWords[charger.limits.lockPolicy];
    const said = (name: string): string | undefined => {
      return name === 'lock-policy' ? policy : world.trace.valueOf(name);
    };
    const display = displayOf(said, this.language);
    const words = wordsIn(this.language);
    byId('display').dataset['mood'] = display.mood;
    for (const id of ['message', 'todo']) byId(id).lang = this.language;
    setText('headline', display.headline);
    setText('detail', display.detail);
    setText('ends', display.ends);
    setText('code', display.code);
    setText('leave', display.leaving.length === 0 ? '' : `${words.labels.leave}:`);
    drawSteps('steps', display.steps);
    drawSteps('leaving', display.leaving);
    setText('unreviewed', words.reviewed ? '' : words.labels.unreviewed);
    return display;
  }
}

function drawSteps(id: string, steps: readonly string[]): void {
  const list = byId(id);
  const text = steps.join('\n');
  if (list.dataset['text'] === text) return;
  list.dataset['text'] = text;
  list.replaceChildren(...steps.map((step) => make('li', '', step)));
}
