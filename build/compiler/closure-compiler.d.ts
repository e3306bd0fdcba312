/** The part of the Closure Compiler's package that is used here; the package contains no types. */

declare module 'google-closure-compiler/lib/utils.js' {
  /** The path of the compiler's native executable; undefined where there is none for this computer. */
  export function getNativeImagePath(): string | undefined;
}
