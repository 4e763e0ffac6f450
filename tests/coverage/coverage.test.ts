import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { problemsOf } from './check-coverage.ts';
import { type Coverage, readCoverage } from './read-coverage.ts';
import { coverageText } from './write-coverage.ts';

const coverage = readCoverage();

test('every row of every regulation is met by what is there or waits for an issue', () => {
  expect(problemsOf(coverage)).toEqual([]);
});

test('docs/coverage.md is what the generator writes: run `npm run coverage`', () => {
  const written = readFileSync(new URL('../../docs/coverage.md', import.meta.url), 'utf8');

  expect(written === coverageText(coverage), 'docs/coverage.md is out of date: run `npm run coverage`').toBe(true);
});

describe('the check names', () => {
  /** Two rows of one regulation with a step and a clock, all in order. */
  function sound(): Coverage {
    return {
      requirements: [
        { id: 'LEB-01', regulation: 'town', clause: '1', title: 'a draft in time' },
        { id: 'LEB-02', regulation: 'town', clause: '2', title: 'a weekly report' },
      ],
      sheets: [
        {
          regulation: 'town',
          rows: {
            'LEB-01': { how: 'A clock.', profile: ['clocks.draft', 'flow.submit'], tests: [], waits: {} },
            'LEB-02': { profile: ['accounts.registry', 'time.outage'], tests: [], waits: { 'Reports and duties': 'the report' } },
          },
          beside: { 'flow.close': 'no text' },
        },
      ],
      profiles: new Map([
        [
          'town',
          {
            flow: [{ id: 'submit' }, { id: 'close' }],
            clocks: [{ id: 'draft' }],
            accounts: { registry: true },
            time: { outage: null },
          },
        ],
      ]),
      tests: ['tests/town.test.ts › LEB-01 the draft is due in time', 'tests/town.test.ts › drafts › are late'],
    };
  }

  type Rows = Coverage['sheets'][number]['rows'];

  function rowsOf({ sheets }: Coverage): Rows {
    const [sheet] = sheets;
    if (!sheet) throw new Error('no sheet');
    return sheet.rows;
  }

  function told(change: (coverage: Coverage, rows: Rows) => void): string[] {
    const changed = sound();
    change(changed, rowsOf(changed));
    return problemsOf(changed);
  }

  function with02(row: Partial<Rows[string]>): (coverage: Coverage, rows: Rows) => void {
    return (_, rows) => {
      rows['LEB-02'] = { profile: [], tests: [], waits: {}, ...row };
    };
  }

  test('nothing when everything is in order', () => {
    expect(problemsOf(sound())).toEqual([]);
  });

  test('a row that is missing, a row that is none, and one that stands in two sheets or twice in the list', () => {
    expect(told((_, rows) => delete rows['LEB-02'])).toEqual(['LEB-02 is missing in town.yaml']);
    expect(told(({ requirements }) => requirements.pop())).toEqual(['LEB-02 is no row of town in requirements.txt']);
    expect(
      told(({ sheets }) => sheets.push({ regulation: 'town', rows: rowsOf(sound()), beside: { 'flow.close': 'x' } })),
    ).toContain('LEB-01 stands in two sheets');
    expect(told(({ requirements }) => requirements.push(...requirements.slice(0, 1)))).toEqual([
      'LEB-01 stands twice in requirements.txt',
    ]);
  });

  test('an element that the profile does not have', () => {
    expect(told(with02({ profile: ['accounts.list'], waits: { 'Reports and duties': 'x' } }))).toEqual([
      'LEB-02 names accounts.list, which is not in the profile',
    ]);
  });

  test('a test that does not exist', () => {
    expect(told(with02({ how: 'So.', tests: ['tests/town.test.ts › drafts › are on time'] }))).toEqual([
      'LEB-02 names a test that does not exist: tests/town.test.ts › drafts › are on time',
    ]);
  });

  test('an issue that nobody will file', () => {
    expect(told(with02({ waits: { Someday: 'x' } }))).toEqual(['LEB-02 waits for an unknown issue: Someday']);
  });

  test('a row that is neither met nor waiting', () => {
    expect(told(with02({}))).toEqual(['LEB-02 is neither met nor waiting']);
  });

  test('a rule that acts and that no test shows, and a claim without one', () => {
    expect(told((changed) => (changed.tests = []))).toEqual([
      'LEB-01 names a rule that acts and no test shows it',
      'LEB-01 says how it is met and no test shows it',
    ]);
    expect(told(with02({ how: 'So.' }))).toEqual(['LEB-02 says how it is met and no test shows it']);
  });

  test('a test that shows a row which does not say how it is met', () => {
    expect(told(with02({ tests: ['tests/town.test.ts › drafts › are late'], waits: { 'The pages': 'x' } }))).toEqual([
      'LEB-02 is shown by a test and does not say how it is met',
    ]);
  });

  test('a rule that acts that no row asks for, and a reason for one that is none', () => {
    expect(told((_, rows) => rows['LEB-01']?.profile.pop())).toEqual(['town: no row asks for flow.submit']);
    expect(told((changed) => Object.assign(changed.sheets[0] ?? {}, { beside: { 'flow.open': 'x' } }))).toEqual([
      'town: no row asks for flow.close',
      'town: flow.open stands beside the rows and is no rule',
    ]);
  });

  test('a test whose title begins with a row that there is not', () => {
    expect(told(({ tests }) => tests.push('tests/town.test.ts › LEB-03 something else'))).toEqual([
      'tests/town.test.ts › LEB-03 something else: there is no row LEB-03',
    ]);
  });
});
