import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Plain Vite, no extension: a view that needs a browser API breaks here first. */
export const galleryConfig = {
  root: fileURLToPath(new URL('.', import.meta.url)),
  configFile: false as const,
  server: { host: '127.0.0.1' },
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
};

export default defineConfig(galleryConfig);
