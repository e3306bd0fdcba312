/**
 * Steps: the cost of a tick, counted exactly and without an engine.
 *
 * Every operation of the bundle that the boards' interpreters run has a weight, and a counter is inserted
 * around it; the session that the engines replay is then replayed here. Both interpreters execute their
 * programs operation by operation, so a tick with more steps takes more time on either. A step is the cost of
 * an addition; the weights are the times of single operations on an emulated RP2040, of Kaluma.
 */

import { runInNewContext } from 'node:vm';
import { type AnyNode, type MemberExpression, type Node, parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { costsOf } from './cost.ts';
import { recordSession } from './record.ts';

export interface Steps {
  /** From the sample to the command that opens the contactor. */
  readonly reflex: number;
  /** Mean over the quiet ticks while charging. */
  readonly quiet: number;
  readonly worst: number;
}

/** 9 µs an addition, 28 an element of an array, 52 a call, 86 a new record. */
const ADDITION = 1;
const ELEMENT = 3;
/**
 * A field is found by walking the names of its record, which records as arrays avoid
 * (build/compiler/records.mjs). With 5 a bundle without that pass takes 1.4 times the steps; JerryScript
 * takes 1.5 times the instructions for it in quiet ticks and 1.7 times in the worst one.
 */
const NAME = 5;
const CALL = 6;
const RECORD = 10;

/** The weight of reading or writing a member. A method is always found by its name. */
function weightOfMember(member: MemberExpression): number {
  return member.computed ? ELEMENT : NAME;
}

/** Whether a member is written to, deleted or called: its own operation counts it. */
function isPlace(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent === undefined) return false;
  if (parent.type === 'AssignmentExpression') return parent.left === node;
  if (parent.type === 'UpdateExpression') return true;
  if (parent.type === 'CallExpression') return parent.callee === node;
  return parent.type === 'UnaryExpression' && parent.operator === 'delete';
}

function weightOf(node: AnyNode, parent: AnyNode | undefined): number {
  switch (node.type) {
    case 'MemberExpression':
      return isPlace(node, parent) ? 0 : weightOfMember(node);
    case 'CallExpression':
      return CALL + (node.callee.type === 'MemberExpression' ? weightOfMember(node.callee) : 0);
    case 'NewExpression':
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return RECORD;
    case 'AssignmentExpression':
    case 'UpdateExpression': {
      const place = node.type === 'AssignmentExpression' ? node.left : node.argument;
      return ADDITION + (place.type === 'MemberExpression' ? weightOfMember(place) : 0);
    }
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'UnaryExpression':
    case 'ConditionalExpression':
    case 'TemplateLiteral':
      return ADDITION;
    default:
      return 0;
  }
}

/** The same program, counting its steps in `$steps`. */
export function countSteps(code: string): string {
  const heads = new Map<number, string[]>();
  const tails = new Map<number, string[]>();
  const put = (at: Map<number, string[]>, place: number, text: string, isFirst: boolean): void => {
    const texts = at.get(place) ?? [];
    if (isFirst) texts.unshift(text);
    else texts.push(text);
    at.set(place, texts);
  };
  const tree = parse(code, { ecmaVersion: 2022 });
  // Inner operations come first: an outer one that begins or ends at the same place is put around them.
  fullAncestor(tree, (node, _state, ancestors) => {
    const parent = ancestors[ancestors.length - 2] as AnyNode | undefined;
    const weight = weightOf(node as AnyNode, parent);
    if (weight === 0) return;
    put(heads, node.start, `($steps+=${weight},`, true);
    put(tails, node.end, ')', false);
  });
  return splice(code, heads, tails, tree);
}

function splice(
  code: string,
  heads: Map<number, string[]>,
  tails: Map<number, string[]>,
  tree: Node,
): string {
  let text = '';
  for (let i = tree.start; i <= tree.end; i++) {
    text += (tails.get(i) ?? []).join('') + (heads.get(i) ?? []).join('') + (code[i] ?? '');
  }
  return text;
}

/** @param code the bundle that calls `startHoldfast(replay)` */
export function measureSteps(code: string, tickMs: number): Steps {
  const recorded = recordSession(tickMs);
  // In a function: a name of the context's outermost scope takes many times as long to find.
  const program = `(function (mark) { var $steps = 0, go; function startHoldfast(f) { go = f; }
${countSteps(code)}
go(JSON.parse(recording), () => mark($steps), () => undefined, () => 0); })(mark);`;
  const parts: number[] = [];
  let before = 0;
  const mark = (steps: number): void => {
    parts.push(steps - before);
    before = steps;
  };
  runInNewContext(program, { mark, recording: JSON.stringify(recorded.replay) });
  const { reflex, quiet, busy } = costsOf(recorded, parts);
  return {
    reflex,
    quiet: Math.round(quiet.reduce((sum, one) => sum + one, 0) / quiet.length),
    worst: busy[busy.length - 1]?.cost ?? 0,
  };
}
