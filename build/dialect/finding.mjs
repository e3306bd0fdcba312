/**
 * Finding: something in the checked code that an engine cannot do, and its position.
 */

/**
 * @typedef {{ line: number, column: number, message: string }} Finding place in the checked code
 * @typedef {import('acorn').AnyNode} Node
 */

/** @param {any} node @param {string} message @returns {Finding} */
export function findingAt(node, message) {
  return { line: node.loc.start.line, column: node.loc.start.column + 1, message };
}

/** @param {Node} node @returns {boolean} */
export function isFunctionNode(node) {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

/**
 * @param {Node} node
 * @returns {node is import('acorn').FunctionDeclaration | import('acorn').FunctionExpression | import('acorn').ArrowFunctionExpression}
 */
export function isFunction(node) {
  return isFunctionNode(node);
}
