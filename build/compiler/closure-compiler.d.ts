/** What of the Closure Compiler's package is used here; it brings no types of its own. */

declare module 'google-closure-compiler/lib/utils.js' {
  /** The compiler as a program for this computer; undefined where there is none. */
  export function getNativeImagePath(): string | undefined;
}
