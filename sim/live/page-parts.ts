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

/** Every window over the page has a button that closes it. */
export function closeDialogs(): void {
  for (const dialog of document.querySelectorAll('dialog')) {
    dialog.querySelector('.close')?.addEventListener('click', () => dialog.close());
  }
}
