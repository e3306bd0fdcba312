/** Imports every test file that hunts; made by the bundler (bundle.ts). */
declare module 'holdfast:test-files';
