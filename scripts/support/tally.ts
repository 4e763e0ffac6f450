export interface Tally {
  passed: number;
  /** Name of each thing that failed, with the first line of its error where there is one. */
  failed: string[];
}

/** Counts results under their names; a name whose result is false has failed. */
export function tally(results: Record<string, boolean>): Tally {
  const names = Object.keys(results);
  const failed = names.filter((name) => !results[name]);
  return { passed: names.length - failed.length, failed };
}

export function sum(tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((all, { passed }) => all + passed, 0),
    failed: tallies.flatMap(({ failed }) => failed),
  };
}

export function inWords({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed.length} failed`;
}
