import axe from 'axe-core';
import type { Page } from 'playwright-core';

export interface Violation {
  id: string;
  impact: string | null;
  /** The beginnings of the elements at fault. */
  nodes: string[];
}

type InPage = { axe?: typeof axe };

/**
 * What axe finds wrong in what the page shows now; without `only`, by all its rules. It is put into the page once and reckons only what
 * fails: loading it and writing down what passed takes several times longer than looking.
 */
export async function violationsOf(page: Page, only?: axe.RunOnly): Promise<Violation[]> {
  if (!(await page.evaluate(() => (globalThis as InPage).axe !== undefined))) await page.evaluate(axe.source);
  return await page.evaluate(async (runOnly) => {
    const { axe: inPage } = globalThis as InPage;
    if (!inPage) throw new Error('axe is not in the page');
    const { violations } = await inPage.run(document, { resultTypes: ['violations'], ...(runOnly ? { runOnly } : {}) });
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact: impact ?? null,
      nodes: nodes.map(({ html }) => html.slice(0, 120)),
    }));
  }, only);
}
