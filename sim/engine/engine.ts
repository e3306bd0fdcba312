/**
 * Engine: a JavaScript engine with the bundle loaded, as one function from text to text.
 */
export interface Engine {
  readonly name: string;
  /** @throws Error when the engine has ended or does not answer */
  exchange(text: string): string;
  close(): void;
}
