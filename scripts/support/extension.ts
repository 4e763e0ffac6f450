import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runToEnd } from './processes.ts';
import { Problem } from './terminal.ts';

export const TARGETS = ['chrome', 'firefox'] as const;
export type Target = (typeof TARGETS)[number];

const SOURCES = ['lib', 'components', 'entrypoints', 'public', 'wxt.config.ts', 'package-lock.json'];

/** The folder a browser loads. */
export function extensionFolder(target: Target): string {
  return join(ROOT, '.output', `${target}-mv3`);
}

/** The folder of the extension that follows the sources while `npm run dev` runs. */
export const DEV_EXTENSION = join(ROOT, '.output', 'chrome-mv3-dev');

/** Builds the extension for one browser; the answer is the line to show. */
export async function buildExtension(target: Target): Promise<string> {
  const result = await runToEnd(join(ROOT, 'node_modules', '.bin', 'wxt'), ['build', '-b', target], { quiet: true });
  if (!result.ok) throw new Problem(`${result.output.trimEnd()}\nThe extension could not be built for ${target}.`);
  return `✓ extension for ${target}, ${result.seconds.toFixed(1)} s → .output/${target}-mv3`;
}

/** Builds only where a source is newer than what was built; null when there was nothing to do. */
export async function buildExtensionIfStale(target: Target): Promise<string | null> {
  const manifest = join(extensionFolder(target), 'manifest.json');
  if (existsSync(manifest) && statSync(manifest).mtimeMs > newest(SOURCES.map((source) => join(ROOT, source)))) return null;
  return buildExtension(target);
}

function newest(paths: string[]): number {
  return paths.reduce((latest, path) => {
    if (!existsSync(path)) return latest;
    const stat = statSync(path);
    const own = stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs;
    return Math.max(latest, own);
  }, 0);
}
