/** Metrics in Prometheus' text format 0.0.4: counters, histograms, gauges read when asked. */

type Labels = Record<string, string>;

export interface Registry {
  counter(name: string, help: string): (labels: Labels, by?: number) => void;
  /** `buckets`: upper bounds, rising. */
  histogram(name: string, help: string, buckets: number[]): (labels: Labels, value: number) => void;
  gauge(name: string, help: string, read: () => number | Promise<number>, labels?: Labels, type?: 'gauge' | 'counter'): void;
  /** Values by labels that are known only when asked. */
  gauges(name: string, help: string, read: () => Promise<{ labels: Labels; value: number }[]>): void;
  text(): Promise<string>;
}

export function createRegistry(): Registry {
  const metrics: { name: string; help: string; type: string; lines: () => string[] | Promise<string[]> }[] = [];
  return {
    counter(name, help) {
      const counts = new Map<string, number>();
      metrics.push({
        name,
        help,
        type: 'counter',
        lines: () => [...counts].map(([labels, count]) => `${name}${labels} ${count}`),
      });
      return (labels, by = 1) => {
        const key = inBraces(labels);
        counts.set(key, (counts.get(key) ?? 0) + by);
      };
    },
    histogram(name, help, buckets) {
      const series = new Map<string, { labels: Labels; counts: number[]; count: number; sum: number }>();
      metrics.push({
        name,
        help,
        type: 'histogram',
        lines: () => [...series.values()].flatMap((one) => histogramLines(name, buckets, one)),
      });
      return (labels, value) => {
        const key = inBraces(labels);
        const one = series.get(key) ?? { labels, counts: buckets.map(() => 0), count: 0, sum: 0 };
        series.set(key, one);
        one.count += 1;
        one.sum += value;
        buckets.forEach((bound, index) => {
          if (value <= bound) one.counts[index] = (one.counts[index] ?? 0) + 1;
        });
      };
    },
    gauge(name, help, read, labels = {}, type = 'gauge') {
      metrics.push({ name, help, type, lines: async () => [`${name}${inBraces(labels)} ${await read()}`] });
    },
    gauges(name, help, read) {
      const lines = async () => (await read()).map(({ labels, value }) => `${name}${inBraces(labels)} ${value}`);
      metrics.push({ name, help, type: 'gauge', lines });
    },
    async text() {
      const blocks = await Promise.all(
        metrics.map(async ({ name, help, type, lines }) => [
          `# HELP ${name} ${help}`,
          `# TYPE ${name} ${type}`,
          ...(await lines()),
        ]),
      );
      return `${blocks.flat().join('\n')}\n`;
    },
  };
}

function histogramLines(
  name: string,
  buckets: number[],
  { labels, counts, count, sum }: { labels: Labels; counts: number[]; count: number; sum: number },
): string[] {
  const bound = (le: string, value: number) => `${name}_bucket${inBraces({ ...labels, le })} ${value}`;
  return [
    ...buckets.map((le, index) => bound(String(le), counts[index] ?? 0)),
    bound('+Inf', count),
    `${name}_sum${inBraces(labels)} ${sum}`,
    `${name}_count${inBraces(labels)} ${count}`,
  ];
}

function inBraces(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
