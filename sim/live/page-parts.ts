/**
 * Page parts: functions to find, create and fill elements.
 */

/** @throws Error if the page lacks it: an error in the page, not of a person */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element;
}

/** Writes a text only where it has changed, to avoid a layout without a change. */
export function setText(where: string | Element, text: string): void {
  const element = typeof where === 'string' ? byId(where) : where;
  if (element.textContent !== text) element.textContent = text;
}

/** Sets an attribute only where it has changed, to avoid painting without a change. */
export function put(id: string, name: string, value: string): void {
  const element = byId(id);
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  text = '',
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  if (text !== '') element.textContent = text;
  return element;
}

/** Offers a text to the person as a file. */
export function saveAs(name: string, text: string): void {
  const link = make('a', '');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function volts(value: number): string {
  return `${Number(value.toFixed(value < 100 ? 1 : 0))} V`;
}

/** Seconds as on a clock: `1:02.345`. */
export function clockText(us: number): string {
  const ms = Math.floor(us / 1000);
  const hours = Math.floor(ms / 3600000);
  const minutes = Math.floor(ms / 60000) % 60;
  const seconds = ((ms % 60000) / 1000).toFixed(3).padStart(6, '0');
  return `${hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}` : minutes}:${seconds}`;
}

/** A duration: `240 ms`, `3.2 s`, `4 min`. */
export function ageText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60000) return `${ms % 1000 === 0 ? ms / 1000 : (ms / 1000).toFixed(1)} s`;
  return ms < 7200000 ? `${Math.floor(ms / 60000)} min` : `${Math.floor(ms / 3600000)} h`;
}
