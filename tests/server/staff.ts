import { sql } from 'kysely';
import { totp } from './authenticator.ts';
import { browser } from './browser.ts';
import { type Client, connectPerson, PASSWORD, type TestServer } from './harness.ts';

/** People at the server's pages: signing in, setting the second factor up. */

export type Page = ReturnType<typeof browser>;

/** As if a minute had gone by for the limit on an office's sign-ins: all tests come from one address. */
export async function aMinuteLater({ db }: TestServer): Promise<void> {
  await sql`delete from auth_rate_limit`.execute(db);
}

export async function signIn(url: string, email: string, password = PASSWORD): Promise<Page> {
  const page = browser(url);
  const answer = await page.post('/sign-in', { email, password });
  if (answer.status !== 303) throw new Error(`sign-in was answered ${answer.status}`);
  return page;
}

export async function administrator(test: TestServer, tenantId: string): Promise<{ page: Page; client: Client }> {
  const client = await connectPerson(test, tenantId, ['administrator'], null);
  return { page: await signIn(test.server.url, client.email), client };
}

/** Sets the authenticator up on an open page; the code used is the one before, so that the present one is still good. */
export async function setUpSecondFactor(page: Page, next = '/'): Promise<{ secret: string; codes: string[]; shown: string }> {
  const begun = await (await page.post('/account/second-factor/start', { password: PASSWORD, next })).text();
  const secret = found(/<code class="secret">([A-Z2-7 ]+)<\/code>/, begun);
  const done = await (await page.post('/account/second-factor/confirm', { code: totp(secret, -1), next })).text();
  const codes = [...done.matchAll(/<li><code>([\w-]+)<\/code><\/li>/g)].map(([, code]) => code ?? '');
  if (codes.length === 0) throw new Error('no backup codes');
  return { secret, codes, shown: done };
}

export function found(pattern: RegExp, text: string): string {
  const [, group] = pattern.exec(text) ?? [];
  if (group === undefined) throw new Error(`the page does not hold ${pattern}`);
  return group;
}

/** Where a redirect leads; null when it was none. */
export function leadsTo(answer: Response): string | null {
  return answer.status === 303 ? answer.headers.get('location') : null;
}
