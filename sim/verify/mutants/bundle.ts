/**
 * Bundle: firmware instrumented with all mutants, the simulator over it, and the tests that detect them.
 */

import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { ACTIVE_MUTANT, type Instrumentation, instrument } from './instrument.ts';
import type { Source } from './mutant-source.ts';
import type { Mutant } from './mutants.ts';

/** The module that imports every test file. */
const TEST_FILES = 'holdfast:test-files';
const NAMESPACE = 'holdfast';

export interface BundleTask {
  readonly root: string;
  readonly sources: readonly Source[];
  readonly mutants: readonly Mutant[];
  /** Files of unit tests, below the root. */
  readonly testFiles: readonly string[];
}

/**
 * A process has its own bundle, for as long as it runs: another run in the same folder numbers its mutants
 * differently, and a thread that began with its bundle would try the wrong ones.
 *
 * @returns path of the bundle: the script of a worker
 */
export async function bundleWorker(task: BundleTask, how: Instrumentation): Promise<string> {
  return bundleTrials({
    root: task.root,
    entry: 'sim/verify/mutants/mutant-worker.ts',
    outfile: `dist/mutants/${how}-${process.pid}.mjs`,
    plugins: [mutantsIn(task, how), testFiles(task)],
  });
}

/** A worker over an instrumented firmware, to be bundled. */
export interface TrialsBundle {
  readonly root: string;
  /** Both below the root. */
  readonly entry: string;
  readonly outfile: string;
  readonly plugins: Plugin[];
}

/** @returns path of the bundle, which is deleted when this process ends */
export async function bundleTrials(bundle: TrialsBundle): Promise<string> {
  const outfile = join(bundle.root, bundle.outfile);
  process.once('exit', () => rmSync(outfile, { force: true }));
  await build({
    entryPoints: [join(bundle.root, bundle.entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
    plugins: bundle.plugins,
  });
  return outfile;
}

/** Where an instrumented source keeps what it does: the module it imports, and the file behind it. */
export interface RecordModule {
  readonly name: string;
  readonly file: string;
}

/** @param write the instrumented text of a source */
export function instrumenter(
  { root, sources }: Pick<BundleTask, 'root' | 'sources'>,
  record: RecordModule,
  write: (source: Source) => string,
): Plugin {
  const byFile = new Map(sources.map((source) => [source.file, source]));
  return {
    name: 'instrument',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${record.name}$`) }, () => ({
        path: join(root, record.file),
      }));
      onLoad({ filter: /[\\/]firmware[\\/].*\.ts$/ }, ({ path }) => {
        const source = byFile.get(relative(root, path).replaceAll('\\', '/'));
        return source === undefined ? null : { contents: write(source), loader: 'ts' };
      });
    },
  };
}

function mutantsIn({ mutants, ...task }: BundleTask, how: Instrumentation): Plugin {
  const record = { name: ACTIVE_MUTANT, file: 'sim/verify/mutants/active-mutant.ts' };
  return instrumenter(task, record, (source) => {
    const mine = mutants.filter((mutant) => mutant.file === source.file);
    return instrument(source, mine, how);
  });
}

/** Test files are written for vitest; a small replacement collects their tests here. */
export function testFiles({ root, testFiles }: Pick<BundleTask, 'root' | 'testFiles'>): Plugin {
  const suite = join(root, 'sim/verify/mutants/suite.ts');
  return {
    name: 'test-files',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^vitest$/ }, () => ({ path: suite }));
      onResolve({ filter: new RegExp(`^${TEST_FILES}`) }, ({ path }) => ({
        path,
        namespace: NAMESPACE,
      }));
      onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => {
        const file = path.slice(TEST_FILES.length + 1);
        const contents =
          file === ''
            ? testFiles.map((one) => `import '${TEST_FILES}/${one}'; import './${one}';`).join('\n')
            : `import { beginFile } from './sim/verify/mutants/suite.ts'; beginFile('${file}');`;
        return { contents, loader: 'ts', resolveDir: root };
      });
    },
  };
}

/** The functions of the replacement for vitest. */
const KNOWN = ['afterEach', 'beforeEach', 'describe', 'expect', 'test'];

/** An import of what is mutated; of the platforms, of the links and of the bench's programs there are no mutants. */
const OWN_PARTS =
  /^import \{[^}]*\} from '(?:\.\.\/)+firmware\/(?!platforms|boards|link|bench|jig)[\w/-]+\.ts'/m;

/** An import of what makes a test slow, or needs more than the sources or vitest's clock; drawings and sums do not. */
const SLOW_PARTS =
  /from '(?:\.\.\/)+(build\/(?!boards\/replayed)|hil\/(?!wiring\/)|sim\/(scenario\/library|verify\/)|support\/timer-desk)/;

/**
 * Whether a test file can detect mutants: it uses the firmware's own parts, and needs only those functions of
 * vitest that the replacement has. Scenario files are separate trials; tests of the build, of the bench or of a
 * campaign are too slow.
 */
function isMutantTest(root: string, file: string): boolean {
  const text = readFileSync(join(root, file), 'utf8');
  if (!OWN_PARTS.test(text)) return false;
  if (SLOW_PARTS.test(text)) return false;
  const imported = /import \{([^}]*)\} from 'vitest'/.exec(text)?.[1] ?? 'test';
  return imported.split(',').every((name) => KNOWN.includes(name.trim()));
}

/** Every such test file below test/, as paths below the root. */
export function mutantTests(root: string): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.test.ts') && !name.startsWith('test/hil/'))
    .filter((name) => isMutantTest(root, name))
    .sort();
}
