import type { ReadDue, Row } from './rows.ts';

/** Rows one after another, their ranks never falling; null at the end. */
export type Line = () => Promise<Row | null>;

/** The values of least rank of all lines: of each line no more is read than its own part of them and one row beyond. */
export async function firstOfLines<V>(lines: Line[], count: number, read: ReadDue<V>): Promise<V[]> {
  const heads: { rank: number; value: V; line: Line }[] = [];
  const advance = async (line: Line): Promise<void> => {
    for (let row = await line(); row; row = await line()) {
      const one = read(row);
      if (!one) continue;
      heads.push({ ...one, line });
      return;
    }
  };
  for (const line of lines) await advance(line);
  const first: V[] = [];
  while (first.length < count) {
    const least = heads.reduce((best, one, place) => (one.rank < (heads[best]?.rank ?? Infinity) ? place : best), 0);
    const [head] = heads.splice(least, 1);
    if (!head) break;
    first.push(head.value);
    await advance(head.line);
  }
  return first;
}
