import type { Coverage, Row } from './read-coverage.ts';

/** Subjects of the issues that a row may wait for. */
export const ISSUES = [
  'The server and the sync',
  'The pages',
  'The panel for every procedure',
  'Reply checks',
  'Reports and duties',
  'Violations, escalations and notifications',
  'The accounts registry',
  'Administration',
  'Personal data and retention',
];

/** Sections of a profile whose elements are shown by a test of the row that names them. */
const SHOWN = ['flow', 'clocks', 'duties', 'escalations'];
/** Sections that have no element without a row that asks for it, or a reason. */
const ASKED_FOR = [...SHOWN, 'refusals', 'terminations', 'replyRules'];

/** What is wrong with the coverage, a sentence each; nothing when every row is accounted for and every rule is asked for. */
export function problemsOf(coverage: Coverage): string[] {
  return [...missingAndDoubled(coverage), ...wrongRows(coverage), ...orphans(coverage), ...strangeTests(coverage)];
}

/** Tests that show a row: those whose title begins with its id, then those it names. */
export function testsOf(id: string, row: Row, { tests }: Pick<Coverage, 'tests'>): string[] {
  return [...tests.filter((test) => idsOf(test).includes(id)), ...row.tests.filter((test) => !idsOf(test).includes(id))];
}

function missingAndDoubled({ requirements, sheets }: Coverage): string[] {
  const rows = sheets.flatMap(({ regulation, rows }) => Object.keys(rows).map((id) => ({ id, regulation })));
  const doubled = requirements.filter(({ id }, index) => requirements.findIndex((one) => one.id === id) < index);
  const missing = requirements.filter(({ id }) => !rows.some((row) => row.id === id));
  const twice = requirements.filter(({ id }) => rows.filter((row) => row.id === id).length > 1);
  const strange = rows.filter(
    ({ id, regulation }) => !requirements.some((one) => one.id === id && one.regulation === regulation),
  );
  return [
    ...doubled.map(({ id }) => `${id} stands twice in requirements.txt`),
    ...missing.map(({ id, regulation }) => `${id} is missing in ${regulation}.yaml`),
    ...twice.map(({ id }) => `${id} stands in two sheets`),
    ...strange.map(({ id, regulation }) => `${id} is no row of ${regulation} in requirements.txt`),
  ];
}

function wrongRows(coverage: Coverage): string[] {
  return coverage.sheets.flatMap((sheet) =>
    Object.entries(sheet.rows).flatMap(([id, row]) => wrongRow(id, row, coverage, coverage.profiles.get(sheet.regulation))),
  );
}

function wrongRow(id: string, row: Row, coverage: Coverage, profile: unknown): string[] {
  const isShown = testsOf(id, row, coverage).length > 0;
  const isRule = row.profile.some((path) => SHOWN.includes(path.split('.')[0] ?? ''));
  const problems = [
    ...row.profile.filter((path) => !isIn(profile, path.split('.'))).map((path) => `names ${path}, which is not in the profile`),
    ...row.tests.filter((test) => !coverage.tests.includes(test)).map((test) => `names a test that does not exist: ${test}`),
    ...Object.keys(row.waits)
      .filter((issue) => !ISSUES.includes(issue))
      .map((issue) => `waits for an unknown issue: ${issue}`),
    ...(isRule && !row.how ? ['names a rule that acts and does not say how it is met'] : []),
    ...(isRule && !isShown ? ['names a rule that acts and no test shows it'] : []),
    ...(row.how && !isShown ? ['says how it is met and no test shows it'] : []),
    ...(isShown && !row.how ? ['is shown by a test and does not say how it is met'] : []),
    ...(row.how || Object.keys(row.waits).length > 0 ? [] : ['is neither met nor waiting']),
  ];
  return problems.map((problem) => `${id} ${problem}`);
}

/** Rules that no row names and no reason stands beside. */
function orphans({ sheets, profiles }: Coverage): string[] {
  return sheets.flatMap(({ regulation, rows, beside }) => {
    const profile = profiles.get(regulation);
    const named = new Set([...Object.values(rows).flatMap((row) => row.profile), ...Object.keys(beside)]);
    const rules = ASKED_FOR.flatMap((section) => idsIn(profile, section).map((id) => `${section}.${id}`));
    return [
      ...rules.filter((rule) => !named.has(rule)).map((rule) => `${regulation}: no row asks for ${rule}`),
      ...Object.keys(beside)
        .filter((path) => !rules.includes(path))
        .map((path) => `${regulation}: ${path} stands beside the rows and is no rule`),
    ];
  });
}

/** A test that begins with what looks like an id must mean a row. */
function strangeTests({ tests, requirements }: Coverage): string[] {
  const known = new Set(requirements.map(({ id }) => id));
  return tests.flatMap((test) => idsOf(test).flatMap((id) => (known.has(id) ? [] : [`${test}: there is no row ${id}`])));
}

function idsOf(test: string): string[] {
  const title = test.split(' › ').at(-1) ?? '';
  return /^(?:(?:LEB|ALA|NVR|OMS|OM1|OM2|OM3|BAR|X)-A?\d+ )+/.exec(title)?.[0].trim().split(' ') ?? [];
}

function isIn(value: unknown, [key, ...path]: string[]): boolean {
  if (key === undefined) return true;
  if (Array.isArray(value)) {
    const found = value.find((one) => one === key || (isRecord(one) && one.id === key));
    return found !== undefined && isIn(found, path);
  }
  return isRecord(value) && key in value && isIn(value[key], path);
}

function idsIn(profile: unknown, section: string): string[] {
  const list = isRecord(profile) ? profile[section] : undefined;
  return Array.isArray(list) ? list.filter(isRecord).map((one) => String(one.id)) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
