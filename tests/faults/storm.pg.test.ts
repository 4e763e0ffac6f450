import { expect, test } from 'vitest';
import { storm } from './storm.ts';

/** `npm run faults` sets these; in the tests the storm is short and always of the same seed. */
const SEED = Number(process.env.FAULTS_SEED ?? 4);
const MINUTES = Number(process.env.FAULTS_MINUTES ?? 0.35);
const isLong = process.env.FAULTS_MINUTES !== undefined;

test(
  'every promise is kept once, no reader goes back and nothing unsent vanishes when servers, PostgreSQL, network and devices fail at random',
  async () => {
    const report = await storm(SEED, MINUTES * 60_000, (what) => isLong && process.stdout.write(`  ${what}\n`));
    process.stdout.write(`  seed ${SEED}: ${report.promised} commands promised; ${JSON.stringify(report.met)}\n`);

    expect(report.faults).toEqual([]);
    expect(report.promised).toBeGreaterThan(20);
    expect(report.met['server killed']).toBeGreaterThan(0);
  },
  MINUTES * 60_000 + 240_000,
);
