/**
 * Embed: the page in a frame of another.
 */

import { type Link, writeLink } from './link.ts';
import { byId } from './page-parts.ts';

/** In a frame of another page: picture, message, time and plots, and a way to the whole page. */
export function embed(link: Link): void {
  document.documentElement.dataset['embed'] = link.isEmbedded ? 'yes' : 'no';
  const whole = byId('whole') as HTMLAnchorElement;
  whole.hidden = !link.isEmbedded;
  const page = location.href.replace(/#.*$/, '');
  if (link.isEmbedded) whole.href = page + writeLink({ ...link, isEmbedded: false });
}
