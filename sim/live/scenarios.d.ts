/** Every scenario file of the project, put into the page when it is bundled: path and text. */
declare module 'scenarios:all' {
  const files: Readonly<Record<string, string>>;
  export default files;
}

declare module '*.css';

declare module '*.svg' {
  const text: string;
  export default text;
}
