import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MATRIX, type Row } from '../tests/faults/matrix.ts';
import { ensureBrowser } from './support/browsers.ts';
import { ROOT, runToEnd } from './support/processes.ts';
import { Problem, print, runTask } from './support/terminal.ts';

/**
 * `npm run faults -- --seed N --minutes M`: the storm over real processes, in the order of that seed; without a seed, one of the day.
 * `-- --row F16`: every proof of that row of the matrix of faults. `-- --all`: the storm, every proof of every row, with as many kills
 * and images of disks as were agreed on, and a table of the rows.
 */
await runTask(async () => {
  const { seed, minutes, all, row } = read();
  if (row) return await proveRows([row]);
  print(`Storm with seed ${seed} for ${minutes} minutes; the same seed draws the same faults again.`);
  const isCalm = await runFiles(['tests/faults/storm.pg.test.ts'], {
    FAULTS_SEED: String(seed),
    FAULTS_MINUTES: String(minutes),
  });
  if (!isCalm) process.exitCode = 1;
  if (all) await proveRows(MATRIX);
});

function read(): { seed: number; minutes: number; all: boolean; row: Row | undefined } {
  try {
    const { values } = parseArgs({
      options: {
        seed: { type: 'string' },
        minutes: { type: 'string', default: '1' },
        all: { type: 'boolean', default: false },
        row: { type: 'string' },
      },
    });
    const seed = values.seed === undefined ? Math.floor(Date.now() / 86_400_000) : Number(values.seed);
    const minutes = Number(values.minutes);
    if (!Number.isInteger(seed) || seed < 0) throw new Problem('--seed takes a whole number from 0 on.');
    if (!(minutes > 0 && minutes <= 24 * 60)) throw new Problem('--minutes takes a number above 0 and up to 1440.');
    const row = MATRIX.find(({ id }) => id === values.row);
    if (values.row !== undefined && !row) throw new Problem(`--row takes F1 to F${MATRIX.length}.`);
    return { seed, minutes, all: values.all, row };
  } catch (problem) {
    process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
    process.exit(2);
  }
}

/** Each file runs once, however many rows it proves; a row holds when all its files do. */
async function proveRows(rows: Row[]): Promise<void> {
  for (const kind of ['chromium', 'firefox'] as const) await ensureBrowser(kind, print);
  const held = new Map<string, boolean>();
  for (const file of new Set(rows.flatMap(({ proofs }) => proofs.map((proof) => proof.file)))) {
    print(`\n— ${file}`);
    held.set(file, await runFiles([file], { FAULTS_THOROUGH: 'yes' }));
  }
  print('');
  for (const row of rows) print(lineOf(row, held));
  const open = rows.filter(({ proofs }) => proofs.length === 0).map(({ id }) => id);
  const without = open.length === 0 ? '' : `; without: ${open.join(', ')}`;
  print(`\n${rows.length - open.length} of ${rows.length} rows have proofs${without}.`);
  if ([...held.values()].includes(false)) process.exitCode = 1;
}

function lineOf({ id, fault, starred, proofs, open }: Row, held: Map<string, boolean>): string {
  const broken = proofs.filter(({ file }) => !held.get(file)).map(({ file }) => file);
  const verdict = proofs.length === 0 ? 'no proof' : broken.length === 0 ? 'holds' : `BROKEN by ${broken.join(', ')}`;
  return `${id}${starred ? '★' : ''} ${fault}: ${verdict}${open === undefined ? '' : ` (${open})`}`;
}

async function runFiles(files: string[], env: Record<string, string> = {}): Promise<boolean> {
  const args = ['run', ...files, '--reporter=default'];
  const { ok } = await runToEnd(join(ROOT, 'node_modules', '.bin', 'vitest'), args, { env: { ...process.env, ...env } });
  return ok;
}
