/**
 * Closure: inlines functions that are called once, and applies the simplifications that follow, by the
 * Closure Compiler.
 *
 * A call costs JerryScript as much as five to ten other operations, and every name that a function takes from
 * an outer scope is looked up by walking a list. Most functions of the sources have one caller; they exist
 * for the reader. The output has labels and a `var` in branches, which Espruino understands differently, so
 * only bundles for complete engines are compiled here.
 */

import { execFile } from 'node:child_process';
import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { getNativeImagePath } from 'google-closure-compiler/lib/utils.js';
import { applyEdits } from './edits.mjs';

const flags = [
  // The program exports nothing: the result is wrapped in a function.
  '--assume_function_wrapper',
  '--compilation_level=SIMPLE',
  // Fields get their places later, by their original names.
  '--renaming=false',
  '--formatting=PRETTY_PRINT',
  '--language_in=ECMASCRIPT_2021',
  '--language_out=ECMASCRIPT_2021',
  // Neither a browser nor Node: a board's globals are unknown, so calls to them are never removed or moved.
  '--env=CUSTOM',
  '--emit_use_strict=false',
  '--warning_level=QUIET',
];

/**
 * Numbers and strings compared by `==`, which is a byte shorter and slightly faster. The sources compare a
 * number with numbers only and a string with strings only, or either with undefined: TypeScript ensures this,
 * and in these cases both operators mean the same.
 * @param {string} code one script @returns {string}
 */
export function compareLoosely(code) {
  /** @type {import('./edits.mjs').Edit[]} */
  const edits = [];
  full(parse(code, { ecmaVersion: 2022, sourceType: 'script' }), (/** @type {any} */ node) => {
    if (node.type !== 'BinaryExpression' || !/^[!=]==$/.test(node.operator)) return;
    const isPlain = [node.left, node.right].some((one) => /number|string/.test(typeof one.value));
    const end = code.indexOf(node.operator, node.left.end) + node.operator.length;
    if (isPlain) edits.push({ start: end - 1, end, text: '' });
  });
  return applyEdits(code, edits);
}

/**
 * @param {string} code statements of a function's body @returns {Promise<string>} the same, shorter
 * @throws Error with the compiler's own message where it cannot read the program, and where there is no
 *   compiler for this computer
 */
export function compact(code) {
  const program = getNativeImagePath();
  return new Promise((resolve, reject) => {
    if (program === undefined) {
      const computer = `${process.platform} on ${process.arch}`;
      reject(new Error(`there is no Closure Compiler for ${computer}: build on another computer`));
      return;
    }
    const options = { maxBuffer: 16 * 1024 * 1024 };
    const run = execFile(program, flags, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`the Closure Compiler has failed: ${stderr || error.message}`));
    });
    run.stdin?.end(code);
  });
}
