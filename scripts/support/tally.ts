export interface Tally {
  passed: number;
  failed: number;
}

export function tally(results: boolean[]): Tally {
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}

export function sum(tallies: Tally[]): Tally {
  return tallies.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), { passed: 0, failed: 0 });
}

export function inWords({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}
