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
  return tally([]);
});
await step('Checks', () => runChecks(print));
await step('Extension', async () => {
  for (const target of TARGETS) print(await buildExtension(target));
  return tally(TARGETS.map(() => true));
});
await step('Core, pages and server', () => runVitest(['node', 'dom', 'pg']));
await step('In real browsers', () => runVitest(['browser', 'e2e']));

const total = sum(results);
print(`\nTook ${Math.round((performance.now() - startedAt) / 1000)} s.`);
print(inWords(total));
process.exitCode = total.failed === 0 ? 0 : 1;

/** A step that throws is one failure; the others still run. */
async function step(title: string, run: () => Promise<Tally>): Promise<void> {
  print(`\n— ${title}`);
  try {
    results.push(await run());
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
    results.push({ passed: 0, failed: 1 });
  }
}
