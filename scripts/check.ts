import { runChecks } from './support/checks.ts';
import { inWords } from './support/tally.ts';
import { print } from './support/terminal.ts';

const result = await runChecks(print);
print(inWords(result));
process.exitCode = result.failed.length === 0 ? 0 : 1;
