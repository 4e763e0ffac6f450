import { buildExtension, TARGETS, type Target } from './support/extension.ts';
import { print, runTask } from './support/terminal.ts';

const wanted = process.argv.slice(2).filter((name): name is Target => TARGETS.some((target) => target === name));

await runTask(async () => {
  for (const target of wanted.length > 0 ? wanted : TARGETS) print(await buildExtension(target));
});
