import { type ClientRequest, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What becomes of one request between a device and the servers. */
export const FATES = [
  'arrives',
  'lost',
  'answer-lost',
  'answer-halved',
  'slow',
  'twice',
  'again-later',
  'too-many',
  'failing',
  'portal',
] as const;
export type Fate = (typeof FATES)[number];

export interface BadWay {
  url: string;
  /** How often each fate was met. */
  met: Record<Fate, number>;
  /** Cuts every line that is open now, live ones too. */
  cut(): void;
  close(): Promise<void>;
}

interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

const LONGEST_MS = 2_500;

/**
 * A way to the servers on which everything happens that happens to real ones. `targets` are the addresses that may be up now; `fate` and
 * `random` (0–1) decide what becomes of each request.
 */
export async function openBadWay(options: { targets: () => string[]; fate: () => Fate; random: () => number }): Promise<BadWay> {
  const { targets, fate, random } = options;
  const met = Object.fromEntries(FATES.map((one) => [one, 0])) as Record<Fate, number>;
  const lines = new Set<Socket>();
  const pick = () => {
    const known = targets();
    return known[Math.floor(random() * known.length)] ?? 'http://127.0.0.1:1';
  };

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const asked = await read(incoming);
    const met_ = fate();
    met[met_] += 1;
    const drop = () => outgoing.destroy();
    if (met_ === 'lost') return void drop();
    if (met_ === 'too-many') return answer(outgoing, 429, { 'retry-after': '1' }, '{"error":{"code":"too-many"}}');
    if (met_ === 'failing') return answer(outgoing, 500, {}, '{"error":{"code":"internal"}}');
    if (met_ === 'portal') return answer(outgoing, 200, { 'content-type': 'text/html' }, '<html>Войдите в сеть</html>');
    if (met_ === 'slow') await sleep(random() * LONGEST_MS);
    if (met_ === 'twice') await forward(pick(), asked).catch(() => undefined);
    const answered = await forward(pick(), asked).catch(() => null);
    if (met_ === 'again-later') setTimeout(() => forward(pick(), asked).catch(() => undefined), random() * LONGEST_MS);
    if (answered === null || met_ === 'answer-lost') return void drop();
    if (met_ === 'slow') await sleep(random() * LONGEST_MS);
    if (met_ !== 'answer-halved') return answer(outgoing, answered.status, answered.headers, answered.body);
    outgoing.writeHead(answered.status, { ...answered.headers, 'content-length': answered.body.length });
    outgoing.write(answered.body.subarray(0, Math.floor(answered.body.length / 2)));
    setTimeout(drop, 20);
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.on('connection', (line) => keep(lines, line));
  server.on('upgrade', (incoming, line: Socket, head) => {
    const { hostname, port } = new URL(pick());
    const onward = connect(Number(port), hostname);
    keep(lines, onward);
    onward.on('error', () => line.destroy());
    line.on('error', () => onward.destroy());
    const headers = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${value}`);
    onward.write(`GET ${incoming.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.pipe(line).pipe(onward);
    onward.on('close', () => line.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const cut = () => {
    for (const line of lines) line.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    met,
    cut,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        cut();
      }),
  };
}

function keep(lines: Set<Socket>, line: Socket): void {
  lines.add(line);
  line.on('close', () => lines.delete(line));
  line.on('error', () => line.destroy());
}

async function read(incoming: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const { method = 'GET', url = '/', headers } = incoming;
  return { method, path: url, headers, body: Buffer.concat(parts) };
}

function forward(
  target: string,
  { method, path, headers, body }: Asked,
): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  return new Promise((done, fail) => {
    const onward: ClientRequest = request(target + path, { method, headers, agent: false }, async (answered) => {
      try {
        const whole = await read(answered);
        const kept = ['content-type', 'retry-after'].flatMap((name) => {
          const value = answered.headers[name];
          return typeof value === 'string' ? [[name, value]] : [];
        });
        done({ status: answered.statusCode ?? 502, headers: Object.fromEntries(kept), body: whole.body });
      } catch (problem) {
        fail(problem);
      }
    });
    onward.on('error', fail);
    onward.end(body);
  });
}

function answer(outgoing: ServerResponse, status: number, headers: Record<string, string>, body: string | Buffer): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}
