/**
 * Engine: a JavaScript engine with the bundle loaded, as one function of text to text.
 */
export interface Engine {
  readonly name: string;
  /** @throws Error when the engine has died or does not answer */
  exchange(text: string): string;
  close(): void;
}
