/**
 * Operators: the mistakes that can be made in one node.
 *
 * Strings, which are texts for people, and code that does not run are left unchanged.
 */

import type { BinaryExpression, LogicalExpression, MemberExpression, Node } from '@babel/types';
import { type Enums, endOf, startOf } from './mutant-source.ts';

/** Where a node stands. */
export interface Place {
  readonly text: string;
  readonly parent: Node;
  /** Declared type of the function around it. */
  readonly returns: 'boolean' | 'number' | 'other';
  readonly enums: Enums;
}

/** Other operators than the one that is written. */
const otherOperators: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '+=': ['-='],
  '-=': ['+='],
  '|=': ['&='],
  '&=': ['|='],
  '^=': ['|='],
};

/** The texts that can replace a node; '' removes a statement. */
export function mutationsOf(node: Node, place: Place): string[] {
  const texts = [...inItsPlace(node, place), ...inItself(node, place)];
  const written = textOf(node, place);
  return [...new Set(texts)].filter((text) => text !== written);
}

function textOf(node: Node, place: Place): string {
  return place.text.slice(startOf(node), endOf(node));
}

/** Mistakes that apply to any expression in this place: a constant condition or result. */
function inItsPlace(node: Node, { parent, returns }: Place): string[] {
  if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') {
    return parent.test === node ? ['true', 'false'] : [];
  }
  if (parent.type === 'WhileStatement' || parent.type === 'ForStatement') {
    return parent.test === node ? ['false'] : [];
  }
  if (parent.type !== 'ReturnStatement' || node.type === 'BooleanLiteral') return [];
  if (returns === 'boolean') return ['true', 'false'];
  return returns === 'number' && node.type !== 'NumericLiteral' ? ['0'] : [];
}

function inItself(node: Node, place: Place): string[] {
  switch (node.type) {
    case 'LogicalExpression':
      return ofLogical(node, place);
    case 'BinaryExpression':
      return (otherOperators[node.operator] ?? []).map((other) => joined(node, other, place));
    case 'AssignmentExpression': {
      const left = textOf(node.left, place);
      const right = textOf(node.right, place);
      return (otherOperators[node.operator] ?? []).map((other) => `${left} ${other} ${right}`);
    }
    case 'UnaryExpression':
      if (node.operator === '!') return [operandOf(node.argument, place)];
      // A negative number is one constant.
      return node.operator === '-' && node.argument.type === 'NumericLiteral'
        ? ofNumber(-node.argument.value)
        : [];
    case 'UpdateExpression':
      return [textOf(node.argument, place) + (node.operator === '++' ? '--' : '++')];
    case 'NumericLiteral':
      return place.parent.type === 'UnaryExpression' ? [] : ofNumber(node.value);
    case 'BooleanLiteral':
      return [node.value ? 'false' : 'true'];
    case 'MemberExpression':
      return ofMember(node, place.enums);
    case 'ExpressionStatement':
      return [''];
    default:
      return [];
  }
}

/** One operand left out, or "and" and "or" swapped. */
function ofLogical(node: LogicalExpression, place: Place): string[] {
  const { left, right, operator } = node;
  const other = operator === '&&' ? '||' : '&&';
  const texts = [operandOf(left, place), joined(node, other, place)];
  // In a chain, the operands on the left are treated further down.
  if (!(left.type === 'LogicalExpression' && left.operator === operator)) {
    texts.push(operandOf(right, place));
  }
  return texts;
}

function joined(
  node: BinaryExpression | LogicalExpression,
  operator: string,
  place: Place,
): string {
  const left = operandOf(node.left, place);
  const right = operandOf(node.right, place);
  const needsBrackets = node.type === 'LogicalExpression' && node.left.type === 'LogicalExpression';
  const isBracketed = left.startsWith('(');
  return `${needsBrackets && !isBracketed ? `(${left})` : left} ${operator} ${right}`;
}

/** An operand with its surrounding brackets. */
function operandOf(node: Node, place: Place): string {
  const text = textOf(node, place);
  return node.extra?.['parenthesized'] === true ? `(${text})` : text;
}

/** Small numbers are off by one; others are half as much again, or half. */
function ofNumber(value: number): string[] {
  if (Math.abs(value) < 10) {
    return value === 0 ? ['1'] : [String(value + 1), String(value - 1)];
  }
  return [String(Math.round(value * 1.5)), String(Math.round(value / 2))];
}

/** The next member of the enum; of the last, the one before. */
function ofMember(node: MemberExpression, enums: Enums): string[] {
  const { object, property } = node;
  if (object.type !== 'Identifier' || property.type !== 'Identifier') return [];
  const members = enums.get(object.name);
  const at = members?.indexOf(property.name) ?? -1;
  if (members === undefined || at < 0) return [];
  const other = members[at + 1] ?? members[at - 1];
  return other === undefined ? [] : [`${object.name}.${other}`];
}
