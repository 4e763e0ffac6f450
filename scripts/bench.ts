import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchSection, sectionText } from '../bench/support/section.ts';
import { ROOT } from './support/processes.ts';
import { print, runTask } from './support/terminal.ts';

/** `npm run bench`: runs every bench/*.bench.ts and prints what they found; `-- --only NAME` one of them, `-- --write` into docs/bench.md: with `--only` the others' sections there stay. */
const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, write: { type: 'boolean', default: false } } });

const HEAD = `# Benches

Written by \`npm run bench -- --write\`. Both sides of every ratio were measured in one run on one machine; a ratio below its promise fails the run.
`;

await runTask(async () => {
  const folder = join(ROOT, 'bench');
  const names = readdirSync(folder).filter((name) => name.endsWith('.bench.ts') && name.startsWith(values.only));
  const path = join(ROOT, 'docs', 'bench.md');
  const sections = values.only === '' ? new Map<string, string>() : sectionsOf(readFileSync(path, 'utf8'));
  for (const name of names.sort()) {
    const { bench } = (await import(join(folder, name))) as { bench: () => BenchSection | Promise<BenchSection> };
    const section = await bench();
    const text = `${sectionText(section)}\n`;
    print(text);
    sections.set(section.title, text);
    if (section.bars.some(({ holds }) => !holds)) process.exitCode = 1;
  }
  if (values.write) writeFileSync(path, [HEAD, ...sections.values()].join('\n'));
});

/** By title, in their order. */
function sectionsOf(page: string): Map<string, string> {
  const texts = page.split(/^(?=## )/m).slice(1);
  return new Map(texts.map((text) => [text.slice('## '.length, text.indexOf('\n')), `${text.trimEnd()}\n`]));
}
