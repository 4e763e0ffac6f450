/** What one bench has found: figures of one and the same run, as ratios, and whether they keep what was promised. */
export interface BenchSection {
  title: string;
  about: string[];
  columns: string[];
  rows: string[][];
  bars: { promise: string; holds: boolean }[];
}

/** The section as Markdown. */
export function sectionText({ title, about, columns, rows, bars }: BenchSection): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const table = [columns, columns.map(() => '---'), ...rows].map(line);
  const promises = bars.map(({ promise, holds }) => `- ${holds ? 'kept' : '**not kept**'}: ${promise}`);
  return [`## ${title}`, '', ...about, '', ...table, '', ...promises].join('\n');
}
