import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from 'wxt';

const HOSTS = [
  'https://vk.com/*',
  'https://vk.ru/*',
  'https://www.vk.com/*',
  'https://www.vk.ru/*',
  'https://m.vk.com/*',
  'https://m.vk.ru/*',
  'https://vkvideo.ru/*',
  'https://m.vkvideo.ru/*',
  'https://ok.ru/*',
  'https://www.ok.ru/*',
  'https://m.ok.ru/*',
  'https://mobile.ok.ru/*',
  'https://web.telegram.org/*',
  'https://odnoklassniki.ru/*',
  'https://www.odnoklassniki.ru/*',
].sort();
const MOST_CONTENT_BYTES = 60_000;
const MOST_PACKED_BYTES = 20_000;
const HTML_SINKS = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/;

/**
 * What browsers learnt late and nothing works without: how it looks in built code, since which Chromium and which Firefox. What only
 * embellishes is left out.
 */
const LEARNT: [RegExp, chrome: number, firefox: number][] = [
  [/\b(Object|Map)\.groupBy\(/, 117, 119],
  [/\bPromise\.withResolvers\(/, 119, 121],
  [/\bURL\.canParse\(/, 120, 115],
  [/\bArray\.fromAsync\(/, 121, 115],
  [/\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/, 122, 127],
  [/\bIterator\.from\(/, 122, 131],
  [/\blight-dark\(/, 123, 120],
  [/\bURL\.parse\(/, 126, 126],
  [/\bPromise\.try\(/, 128, 134],
  [/\bIntl\.DurationFormat\b/, 129, 136],
  [/\bscheduler\.yield\(/, 129, 142],
  [/\bFloat16Array\b|\bMath\.f16round\(/, 135, 129],
  [/\bRegExp\.escape\(/, 136, 134],
  [/\bUint8Array\.from(Base64|Hex)\(/, 140, 133],
  [/\bTemporal\./, 144, 139],
  [/\.getOrInsert(Computed)?\(/, 145, 144],
];

interface Manifest {
  minimum_chrome_version?: string;
  permissions: string[];
  host_permissions: string[];
  optional_permissions?: string[];
  optional_host_permissions?: string[];
  externally_connectable?: unknown;
  content_security_policy: { extension_pages: string };
  web_accessible_resources: { resources: string[]; matches: string[]; use_dynamic_url?: boolean }[];
  content_scripts: { matches: string[]; js: string[]; all_frames?: boolean; world?: string }[];
  browser_specific_settings?: { gecko: { data_collection_permissions: unknown; strict_min_version: string } };
}

describe.each(['chrome', 'firefox'] as const)('the extension built for %s', (browser) => {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-build-'));
  const built = join(folder, `${browser}-mv3`);
  let manifest: Manifest;

  beforeAll(async () => {
    await build({ browser, manifestVersion: 3, outDir: folder, logger: silent() });
    manifest = JSON.parse(readFileSync(join(built, 'manifest.json'), 'utf8'));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('asks for these permissions and no other', () => {
    expect([...manifest.permissions].sort()).toEqual(['alarms', 'contextMenus', 'identity', 'scripting', 'storage']);
    expect([...manifest.host_permissions].sort()).toEqual(HOSTS);
    expect(manifest.optional_permissions ?? []).toEqual([]);
    expect(manifest.optional_host_permissions ?? []).toEqual([]);
    expect(manifest.externally_connectable).toBeUndefined();
  });

  test('runs on the networks’ own pages only, outside frames and outside the page’s world', () => {
    for (const script of manifest.content_scripts) {
      expect(HOSTS).toEqual(expect.arrayContaining(script.matches));
      expect(script.all_frames ?? false).toBe(false);
      expect(script.world).toBeUndefined();
    }
  });

  test('shows pages nothing but the panel', () => {
    expect(manifest.web_accessible_resources).toHaveLength(1);
    const [shown] = manifest.web_accessible_resources;
    expect(shown?.resources).toEqual(['panel.html']);
    expect([...(shown?.matches ?? [])].sort()).toEqual(HOSTS);
    expect(shown?.use_dynamic_url).toBe(browser === 'chrome' ? true : undefined);
  });

  test('runs no code but its own', () => {
    const policy = manifest.content_security_policy.extension_pages.split('; ');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'self'", "script-src 'self'", "object-src 'none'"]));
    expect(policy.join()).not.toMatch(/unsafe|\*;/);
  });

  test('puts little into a page and never writes HTML there', () => {
    for (const script of manifest.content_scripts.flatMap(({ js }) => js)) {
      const code = readFileSync(join(built, script));
      expect(code.length).toBeLessThanOrEqual(MOST_CONTENT_BYTES);
      expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(MOST_PACKED_BYTES);
      expect(code.toString()).not.toMatch(HTML_SINKS);
    }
    expect(readFileSync(join(built, 'insertion.js'), 'utf8')).not.toMatch(HTML_SINKS);
  });

  test('needs nothing that browsers learnt after the least version it asks for', () => {
    const { minimum_chrome_version: chrome, browser_specific_settings: settings } = manifest;
    const least = Number.parseInt((browser === 'chrome' ? chrome : settings?.gecko.strict_min_version) ?? '', 10);
    const files = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|css)$/.test(name));
    const code = files.map((name) => readFileSync(join(built, name), 'utf8')).join('\n');
    const late = LEARNT.filter(([, ...since]) => since[browser === 'chrome' ? 0 : 1] > least);

    expect(least).toBeGreaterThan(100);
    expect(files.length).toBeGreaterThan(8);
    expect(
      late.filter(([pattern]) => pattern.test(code)).map(([{ source }, ...since]) => `${source}: since ${since.join(', ')}`),
    ).toEqual([]);
  });
});

function silent() {
  const nothing = () => undefined;
  return {
    debug: nothing,
    log: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    fatal: nothing,
    success: nothing,
    level: 0,
  };
}
