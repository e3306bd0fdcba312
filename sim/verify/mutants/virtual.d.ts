/** Imports every test file that can find mutants; made by the bundler (bundle.ts). */
declare module 'holdfast:test-files';
