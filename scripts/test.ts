import { ensureBrowser } from './support/browsers.ts';
import { runChecks } from './support/checks.ts';
import { buildExtension, TARGETS } from './support/extension.ts';
import { inWords, sum, type Tally, tally } from './support/tally.ts';
import { print } from './support/terminal.ts';
import { runVitest } from './support/vitest.ts';

const startedAt = performance.now();
const results: Tally[] = [];

await step('Browsers', async () => {
  for (const kind of ['chromium', 'firefox'] as const) print(`${kind}: ${await ensureBrowser(kind, print)}`);
  return tally({});
});
await step('Checks', () => runChecks(print));
await step('Extension', async () => {
  for (const target of TARGETS) print(await buildExtension(target));
  return tally(Object.fromEntries(TARGETS.map((target) => [target, true])));
});
await step('Core, pages and server', () => runVitest(['node', 'dom', 'pg']));
await step('In real browsers', () => runVitest(['browser', 'e2e']));

const total = sum(results);
print(`\nTook ${Math.round((performance.now() - startedAt) / 1000)} s.`);
// The whole output is long: what to look for is said where one looks first.
for (const name of total.failed) print(`Failed: ${name}`);
print(inWords(total));
process.exitCode = total.failed.length === 0 ? 0 : 1;

/** A step that throws is one failure; the others still run. */
async function step(title: string, run: () => Promise<Tally>): Promise<void> {
  print(`\n— ${title}`);
  try {
    results.push(await run());
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    print(words);
    results.push({ passed: 0, failed: [`${title}: ${words.split('\n', 1)[0]}`] });
  }
}
