import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';

/** A module beside the test as one script for a browser; what it exports is in the global `inPage`. */
export async function bundled(name: string, from: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL(name, from)), formats: ['iife'], name: 'inPage' },
    },
  });
  const [output] = (Array.isArray(result) ? result : [result]) as Rollup.RollupOutput[];
  const chunk = output?.output[0];
  if (!chunk) throw new Error('the bundler gave nothing');
  return chunk.code;
}
