/**
 * QuickJS in WebAssembly: a small engine from npm, with a heap as small as a board's. It has nothing of
 * Node's surroundings, so a bundle that runs here needs none.
 */

import { getQuickJS, type QuickJSHandle } from 'quickjs-emscripten';
import type { Engine } from './engine.ts';
import { endOfEngine } from './engine-end.ts';

const NAME = 'QuickJS';

/** @param heapBytes the most that the engine may use */
export async function startQuickJs(code: string, heapBytes: number): Promise<Engine> {
  const runtime = (await getQuickJS()).newRuntime();
  runtime.setMemoryLimit(heapBytes);
  const context = runtime.newContext();
  const prelude = 'var exchange; function startHoldfast(f) { exchange = f; }';
  /** The value of what was run. @throws EnvironmentError where it has thrown, as without memory */
  const valueIn = (
    result: ReturnType<typeof context.evalCode>,
    isLoaded: boolean,
  ): QuickJSHandle => {
    if (result.error === undefined) return result.value;
    const said = context.dump(result.error);
    throw endOfEngine(NAME, '', `${said.name}: ${said.message}`, isLoaded);
  };
  valueIn(context.evalCode(`${prelude}\n${code}`), false).dispose();
  const exchange = context.getProp(context.global, 'exchange');
  return {
    name: NAME,
    exchange: (text) => {
      const argument = context.newString(text);
      const result = valueIn(context.callFunction(exchange, context.undefined, argument), true);
      const answer = context.getString(result);
      result.dispose();
      argument.dispose();
      return answer;
    },
    close: () => {
      exchange.dispose();
      context.dispose();
      runtime.dispose();
    },
  };
}
