import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Browser, detectBrowserPlatform, getInstalledBrowsers, install, resolveBuildId } from '@puppeteer/browsers';
import { ROOT, runToEnd } from './processes.ts';
import { Problem } from './terminal.ts';

export type BrowserKind = 'chromium' | 'firefox';

interface Recipe {
  title: string;
  variable: string;
  /** Chrome proper is not among them: since 137 it loads no unpacked extension from the command line. */
  programs: string[];
  apps: string[];
  debianPackages: string[];
  download: { browser: Browser; channel: string };
}

const RECIPES: Record<BrowserKind, Recipe> = {
  chromium: {
    title: 'Chromium',
    variable: 'VOVREMYA_CHROMIUM',
    programs: ['chromium', 'chromium-browser'],
    apps: ['/Applications/Chromium.app/Contents/MacOS/Chromium'],
    debianPackages: ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'],
    download: { browser: Browser.CHROME, channel: 'stable' },
  },
  firefox: {
    title: 'Firefox',
    variable: 'VOVREMYA_FIREFOX',
    programs: ['firefox-esr', 'firefox'],
    apps: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    debianPackages: ['firefox-esr'],
    download: { browser: Browser.FIREFOX, channel: 'stable' },
  },
};

const CACHE = join(ROOT, '.data', 'browsers');

/** The path of a browser that is there already, or null. */
export async function findBrowser(kind: BrowserKind): Promise<string | null> {
  const recipe = RECIPES[kind];
  const named = process.env[recipe.variable];
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const candidates = [...recipe.programs.flatMap((program) => folders.map((folder) => join(folder, program))), ...recipe.apps];
  const found = candidates.find((path) => existsSync(path));
  if (found) return found;
  if (!existsSync(CACHE)) return null;
  const downloaded = await getInstalledBrowsers({ cacheDir: CACHE });
  return downloaded.find((entry) => entry.browser === recipe.download.browser)?.executablePath ?? null;
}

/** The path of a browser; installs it where it is missing: from Debian's packages as root, else by download. */
export async function ensureBrowser(kind: BrowserKind, print: (line: string) => void): Promise<string> {
  const present = await findBrowser(kind);
  if (present) return present;
  const recipe = RECIPES[kind];
  print(`${recipe.title}: not found, installing…`);
  const startedAt = performance.now();
  const reason = (await installDebianPackages(recipe)) ? undefined : await download(recipe);
  const installed = await findBrowser(kind);
  if (!installed) {
    const cause = reason ? ` (${reason})` : '';
    throw new Problem(
      `${recipe.title} could not be installed${cause}. Install it by hand, or name its program in ${recipe.variable}, and run this again.`,
    );
  }
  print(`${recipe.title}: installed in ${Math.round((performance.now() - startedAt) / 1000)} s.`);
  return installed;
}

async function installDebianPackages(recipe: Recipe): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // A fresh machine's package list is as old as its image, and so would be the browser: too old for what drives it.
  await runToEnd('apt-get', ['update'], { quiet: true, env });
  const args = ['install', '-y', '--no-install-recommends', ...recipe.debianPackages];
  return (await runToEnd('apt-get', args, { quiet: true, env })).ok;
}

/** Undefined on success, else the reason. */
async function download(recipe: Recipe): Promise<string | undefined> {
  const platform = detectBrowserPlatform();
  if (!platform) return 'no build for this system';
  try {
    const buildId = await resolveBuildId(recipe.download.browser, platform, recipe.download.channel);
    await install({ browser: recipe.download.browser, buildId, cacheDir: CACHE });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}
