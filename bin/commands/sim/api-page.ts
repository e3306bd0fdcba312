/**
 * docs/api.md: what the library exports, from the declarations that the project's own compiler writes.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@babel/parser';
import { makeDeclarations } from '../../../build/declarations.mjs';
import { exports as entries } from '../../../package.json';
import type { Print } from '../../context.ts';

interface Exported {
  readonly name: string;
  readonly kind: 'function' | 'const' | 'class' | 'type';
  readonly doc: string;
  /** The declaration, without its docstring. */
  readonly code: string;
}

const order: readonly Exported['kind'][] = ['function', 'const', 'class', 'type'];

/** A docstring without its stars. */
function plain(comment: string): string {
  return comment.replaceAll(/^\s*\* ?/gm, '').trim();
}

/** Parameters and the rest as a list; the sentences before them as they are. */
function inMarkdown(doc: string): string {
  const [text = '', ...tags] = doc.split(/^@/m);
  const rows = tags.map((tag) => {
    const words = tag.trim().replaceAll(/\s+/g, ' ');
    return words
      .replace(/^param (\w+) /, '- `$1`: ')
      .replace(/^returns /, '- Returns ')
      .replace(/^throws (\w+)(?=( |$))/, '- Throws `$1`');
  });
  return [text.trim(), rows.join('\n')].filter((part) => part !== '').join('\n\n');
}

function kindOf(type: string): Exported['kind'] {
  if (type.endsWith('Function')) return 'function';
  if (type === 'VariableDeclaration') return 'const';
  return type === 'ClassDeclaration' ? 'class' : 'type';
}

/** @returns what the file exports, and of other files what it passes on; the file's own docstring first */
function read(files: ReadonlyMap<string, string>, file: string): [string, Exported[]] {
  const text = files.get(file) ?? '';
  const { program, comments } = parse(text, {
    sourceType: 'module',
    attachComment: true,
    plugins: [['typescript', { dts: true }]],
  });
  const found = program.body.flatMap((node): Exported[] => {
    if (node.type !== 'ExportNamedDeclaration') return [];
    if (node.source) {
      const from = posix.join(posix.dirname(file), node.source.value.replace(/\.js$/, '.d.ts'));
      const names = node.specifiers.map(({ exported }) => 'name' in exported && exported.name);
      return read(files, from)[1].filter(({ name }) => names.includes(name));
    }
    const { declaration } = node;
    if (!declaration) return [];
    const named = 'declarations' in declaration ? declaration.declarations[0] : declaration;
    const name = named && 'id' in named && named.id && 'name' in named.id ? named.id.name : '';
    const code = text
      .slice(node.start ?? 0, node.end ?? 0)
      .replace(/^export (declare )?/, '')
      .replaceAll('    ', '  ');
    const doc = plain(node.leadingComments?.at(-1)?.value ?? '');
    return [{ name: String(name), kind: kindOf(declaration.type), doc, code }];
  });
  return [plain(comments?.[0]?.value ?? ''), found];
}

function section([path, { types }]: [string, { types: string }], files: Map<string, string>) {
  const [about, exported] = read(files, types.replace('./dist/types/', ''));
  const sorted = order.flatMap((kind) => exported.filter((one) => one.kind === kind));
  const texts = sorted.map(
    ({ name, doc, code }) => `### \`${name}\`\n\n${inMarkdown(doc)}\n\n\`\`\`ts\n${code}\n\`\`\`\n`,
  );
  return `## holdfast${path.slice(1)}\n\n${about}\n\n${texts.join('\n')}`;
}

/**
 * docs/api.md, whole.
 *
 * @param root address of the project's folder
 */
export function apiPage(root: string): string {
  const files = makeDeclarations(fileURLToPath(root));
  const { './package.json': _, ...modules } = entries;
  const example = readFileSync(new URL('docs/example/charger.test.mjs', root), 'utf8');
  return `# The simulator as a library

For those who write checks, tools or pages of their own on the simulator. \`npm run docs\` writes this page from the
sources' own docstrings; a test compares the two. Whatever is not on this page may change without notice; what is
on it changes as [the changelog](../CHANGELOG.md) says.

Holdfast is in no registry. From a checkout, \`npm pack\` writes \`holdfast-VERSION.tgz\`; in a project of your own,
\`npm install PATH/holdfast-VERSION.tgz\` takes it, and \`npm install PATH/OF/THE/CHECKOUT\` links the checkout itself.
The modules are ES modules with types, for Node 20.19 or newer.

\`docs/example/\` is such a project: copy it elsewhere, install Holdfast in it as above, and \`npm test\` passes. A test
runs it with the packed package unpacked beside it, on Linux; [on macOS and Windows](platforms.md) nothing was run.

\`\`\`js
${example.trim()}
\`\`\`

${Object.entries(modules)
  .map((entry) => section(entry, files))
  .join('\n')}`;
}

/** @param root address of the project's folder */
export function writeApiPage(root: string, print: Print): number {
  writeFileSync(fileURLToPath(new URL('docs/api.md', root)), apiPage(root));
  print('docs/api.md is written');
  return 0;
}
