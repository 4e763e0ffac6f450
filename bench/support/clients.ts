import { Agent, request } from 'node:http';

export interface Load {
  perSecond: number;
  p50: number;
  p99: number;
}

/** So many clients ask for so long, each again as soon as it is answered; times in ms. */
export async function load(clients: number, ms: number, client: (place: number) => () => Promise<unknown>): Promise<Load> {
  const took: number[] = [];
  const until = performance.now() + ms;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, place) => {
      const ask = client(place);
      while (performance.now() < until) {
        const askedAt = performance.now();
        await ask();
        took.push(performance.now() - askedAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: took.length / seconds, p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
}

export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const agent = new Agent({ keepAlive: true, maxSockets: 128 });

/** Plain HTTP with lines kept open: a client that costs little beside the server it measures. */
export function askJson<T>(url: string, token: string, body?: unknown): Promise<T> {
  return new Promise((done, fail) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = { authorization: `Bearer ${token}`, ...(text === undefined ? {} : { 'content-type': 'application/json' }) };
    const asked = request(url, { method: text === undefined ? 'GET' : 'POST', agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const said = Buffer.concat(parts).toString();
        if (answer.statusCode === 200) done(JSON.parse(said) as T);
        else fail(new Error(`${url} was answered ${answer.statusCode}: ${said.slice(0, 200)}`));
      });
    });
    asked.on('error', fail);
    asked.end(text);
  });
}
