/**
 * QuickJS in WebAssembly: a small engine from npm, with a heap as small as a board's. It has nothing of
 * Node's surroundings, so a bundle that runs here needs none.
 */

import { getQuickJS } from 'quickjs-emscripten';
import type { Engine } from './engine.ts';

/** @param heapBytes the most that the engine may use */
export async function startQuickJs(code: string, heapBytes: number): Promise<Engine> {
  const runtime = (await getQuickJS()).newRuntime();
  runtime.setMemoryLimit(heapBytes);
  const context = runtime.newContext();
  const prelude = 'var exchange; function startHoldfast(f) { exchange = f; }';
  context.unwrapResult(context.evalCode(`${prelude}\n${code}`)).dispose();
  const exchange = context.getProp(context.global, 'exchange');
  return {
    name: 'QuickJS',
    exchange: (text) => {
      const argument = context.newString(text);
      const result = context.unwrapResult(
        context.callFunction(exchange, context.undefined, argument),
      );
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
