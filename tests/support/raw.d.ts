declare module '*?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: Vite gives the text of a file as the default export
  export default text;
}
