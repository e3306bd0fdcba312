/**
 * Link: what is shown, behind the `#` of the page's address: a scenario of one's own or one of the page's, the
 * instant, the condition that pauses it, and whether the page is embedded in another. Nothing of it is sent to a
 * server.
 */

import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { UsageError } from '../errors.ts';

export interface Link {
  /** Text of a scenario; '' where a file of the page, or none, is meant. */
  readonly text: string;
  /** A file of the page; '' for none. */
  readonly story: string;
  readonly variant: string;
  /** Paused at this instant of the story, in µs; null plays from the beginning. */
  readonly atUs: number | null;
  /** Pauses when this condition comes true; '' for none. */
  readonly pause: string;
  /** Picture, time and plots alone, for a frame in another page. */
  readonly isEmbedded: boolean;
}

export const emptyLink: Link = {
  text: '',
  story: '',
  variant: '',
  atUs: null,
  pause: '',
  isEmbedded: false,
};

/** The longest scenario that a link carries, in bytes; a longer one is a file. */
export const LONGEST_TEXT = 60000;
/** Deflated text shrinks to no less than about a thousandth. */
const LONGEST_PACKED = 90000;

function pack(text: string): string {
  const bytes = strToU8(text);
  if (bytes.length > LONGEST_TEXT) {
    throw new UsageError(
      `a link carries at most ${LONGEST_TEXT / 1000} kB, found ${Math.ceil(bytes.length / 1000)} kB: hand the file over instead`,
    );
  }
  const packed = strFromU8(deflateSync(bytes, { level: 9 }), true);
  return btoa(packed).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function unpack(packed: string): string {
  const damaged = 'the scenario in this link is damaged or cut short: copy the whole link again';
  if (packed.length > LONGEST_PACKED) throw new UsageError(damaged);
  try {
    const bytes = strToU8(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), true);
    // A buffer of one's own does not grow: a link cannot fill the memory.
    const text = inflateSync(bytes, { out: new Uint8Array(LONGEST_TEXT + 1) });
    if (text.length <= LONGEST_TEXT) return strFromU8(text);
  } catch {
    // Told below, as the rest.
  }
  throw new UsageError(damaged);
}

/** @returns from the `#` on; '' where nothing is to be said */
export function writeLink(link: Link): string {
  const parts: string[] = [];
  const say = (name: string, value: string): void => {
    // Blanks as %20 and not as plus: some programs take a plus out of an address.
    if (value !== '') parts.push(`${name}=${encodeURIComponent(value).replaceAll('%2F', '/')}`);
  };
  if (link.isEmbedded) parts.push('embed');
  if (link.text !== '') parts.push(`scenario=${pack(link.text)}`);
  else say('story', link.story);
  say('variant', link.variant);
  say('at', link.atUs === null ? '' : String(Math.round(link.atUs) / 1000000));
  say('pause', link.pause);
  return parts.length === 0 ? '' : `#${parts.join('&')}`;
}

/**
 * @param hash the address from its `#` on
 * @throws UsageError where it is damaged
 */
export function readLink(hash: string): Link {
  const said = new URLSearchParams(hash.replace(/^#/, '').replaceAll('+', '%2B'));
  const packed = said.get('scenario') ?? '';
  const at = said.get('at');
  const seconds = Number(at);
  if (at !== null && !(seconds >= 0 && seconds < 1e6)) {
    throw new UsageError(`the link's "at" expects seconds since the beginning, found "${at}"`);
  }
  return {
    text: packed === '' ? '' : unpack(packed),
    story: said.get('story') ?? '',
    variant: said.get('variant') ?? '',
    atUs: at === null ? null : Math.round(seconds * 1000000),
    pause: said.get('pause') ?? '',
    isEmbedded: said.has('embed'),
  };
}
