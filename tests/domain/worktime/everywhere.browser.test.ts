import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { beforeAll, expect, test } from 'vitest';
import { ensureBrowser } from '../../../scripts/support/browsers.ts';
import { bundled } from '../../support/bundled.ts';
import { calendar } from '../support/worktime.ts';
import { answers, type Sample } from './in-page.ts';

interface Evaluated {
  zone: string;
  lines: string[];
}

const fixture = new URL('../../fixtures/worktime.json', import.meta.url);
const { schedules, vectors } = JSON.parse(readFileSync(fixture, 'utf8')) as Sample;
const sample: Sample = { calendar, schedules, vectors, zones: ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe'] };
const expected = answers(sample);
let script: string;

beforeAll(async () => {
  script = `${await bundled('in-page.ts', import.meta.url)}; ({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone, lines: inPage.answers(${JSON.stringify(sample)}) })`;
});

test('Node gives the checked answers', () => {
  expect(expected).toHaveLength(4 * vectors.length);
  for (const [index, { expectedUtc }] of vectors.entries()) {
    expect(JSON.parse(expected[index] ?? '').at).toBe(new Date(expectedUtc).toISOString());
  }
});

test('Chromium gives every answer and explanation that Node gives, in another zone and language', async () => {
  const browser = await chromium.launch({
    executablePath: await ensureBrowser('chromium', () => undefined),
    args: ['--no-sandbox'],
  });
  try {
    const context = await browser.newContext({ timezoneId: 'America/Santiago', locale: 'ar-EG' });
    const page = await context.newPage();
    const { zone, lines } = await page.evaluate<Evaluated>(script);

    expect(zone).toBe('America/Santiago');
    expect(lines).toEqual(expected);
  } finally {
    await browser.close();
  }
});

test('Firefox gives every answer and explanation that Node gives, in another zone', async () => {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: await ensureBrowser('firefox', () => undefined),
    headless: true,
    env: { ...process.env, TZ: 'Pacific/Auckland' },
  });
  try {
    const page = await browser.newPage();
    const { zone, lines } = (await page.evaluate(script)) as Evaluated;

    expect(zone).toBe('Pacific/Auckland');
    expect(lines).toEqual(expected);
  } finally {
    await browser.close();
  }
});
