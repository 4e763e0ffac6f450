import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserKind, findBrowser } from '../scripts/support/browsers.ts';
import { extensionFolder } from '../scripts/support/extension.ts';
import { Problem } from '../scripts/support/terminal.ts';
import { loadLibrary } from '../server/library.ts';
import { type Chromium, launchChromium } from './browser/chromium.ts';
import { type Firefox, launchFirefox } from './browser/firefox.ts';
import { type PracticeNetwork, startPracticeNetwork } from './network/server.ts';
import { tellStories } from './seed/seed.ts';
import { type ServerProcess, startPracticeServer } from './server-process.ts';

export interface WorldOptions {
  /** The moment practice begins (epoch ms); the clock runs on from there. */
  at: number;
  accounts: boolean;
  stories: boolean;
  layout?: 'redesign' | 'classic';
}

/** A server, the practice networks and as many browsers as wanted, all on one clock and in one folder that goes away with them. */
export interface World {
  server: ServerProcess;
  network: PracticeNetwork;
  now(): number;
  /** A browser with a profile of this name; started again with the same name it finds what it left. */
  chromium(
    profile: string,
    options?: {
      headless?: boolean;
      size?: { width: number; height: number };
      position?: { x: number; y: number };
      /** Folder of the extension, the built one when absent. */
      extension?: string;
    },
  ): Promise<Chromium>;
  firefox(profile: string): Promise<Firefox>;
  close(): Promise<void>;
}

export async function createWorld({ at, accounts, stories, layout = 'redesign' }: WorldOptions): Promise<World> {
  const offsetMs = at - Date.now();
  const now = () => Date.now() + offsetMs;
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-practice-'));
  // Started as root, PostgreSQL runs as a user of its own and has to pass this folder.
  chmodSync(folder, 0o711);
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', removeFolder);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
    process.off('exit', removeFolder);
    removeFolder();
  };
  try {
    const network = await startPracticeNetwork({ now, layout });
    closing.push(network.close);
    if (stories) tellStories(network.state, now(), loadLibrary());
    const server = await startPracticeServer({ dataDir: join(folder, 'server'), offsetMs, accounts, stories });
    closing.push(server.stop);
    return {
      ...{ server, network, now, close },
      async chromium(profile, options = {}) {
        const executable = await browserPath('chromium');
        const place = { executable, extension: extensionFolder('chrome'), profileDir: join(folder, profile), network };
        const chromium = await launchChromium({ ...place, ...options });
        closing.push(chromium.close);
        return chromium;
      },
      async firefox(profile) {
        const executable = await browserPath('firefox');
        const firefox = await launchFirefox({
          executable,
          extension: extensionFolder('firefox'),
          profileDir: join(folder, profile),
          network,
        });
        closing.push(firefox.close);
        return firefox;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function browserPath(kind: BrowserKind): Promise<string> {
  const path = await findBrowser(kind);
  if (!path) throw new Problem(`There is no ${kind} on this machine: npm test and npm run demo install it.`);
  return path;
}
