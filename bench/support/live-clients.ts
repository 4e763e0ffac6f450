import { WebSocket } from 'ws';

/** Holds many lines of the live channel in a process of its own, and tells when each heard news. */
export type Asked = { connect: string; tokens: string[] } | { listen: true };
export type Told = { connected: number } | { arrivals: number[] };

const AT_ONCE = 50;

let lastSeq = 0;
let arrivals: number[] = [];
let expected = 0;
const heardOf = new Map<WebSocket, number>();

process.on('message', async (asked: Asked) => {
  if ('connect' in asked) {
    const waiting = [...asked.tokens];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let token = waiting.pop(); token !== undefined; token = waiting.pop()) await connect(asked.connect, token);
      }),
    );
    process.send?.({ connected: heardOf.size } satisfies Told);
    return;
  }
  arrivals = [];
  lastSeq = Math.max(...heardOf.values());
  expected = heardOf.size;
});

function connect(url: string, token: string): Promise<void> {
  return new Promise((done, fail) => {
    const socket = new WebSocket(`${url}/api/live`);
    socket.on('open', () => socket.send(JSON.stringify({ token })));
    socket.on('error', fail);
    socket.on('close', () => {
      throw new Error('a line was closed');
    });
    socket.on('message', (data) => {
      const at = performance.timeOrigin + performance.now();
      const frame = JSON.parse(String(data)) as { type: string; seq: number };
      if (frame.type === 'more') hear(socket, frame.seq, at);
      else {
        heardOf.set(socket, 0);
        done();
      }
    });
  });
}

/** The same news told twice is one. */
function hear(socket: WebSocket, seq: number, at: number): void {
  if (seq <= lastSeq || seq <= (heardOf.get(socket) ?? 0)) return;
  heardOf.set(socket, seq);
  arrivals.push(at);
  if (arrivals.length === expected) process.send?.({ arrivals } satisfies Told);
}
