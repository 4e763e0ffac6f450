import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LiveFrame } from '../../lib/protocol/api.ts';
import { liveHelloSchema } from '../../lib/protocol/api-schema.ts';
import { presenceStatementSchema } from '../../lib/protocol/presence.ts';
import { type Device, findDevice } from '../auth/devices.ts';
import type { Db } from '../db/connect.ts';
import type { Server } from '../listening.ts';
import type { Log } from '../log.ts';
import { isExtensionOrigin } from '../policies/origins.ts';
import { createRateLimit } from '../policies/rate-limit.ts';
import type { Metrics } from '../watching/metrics.ts';
import type { Announcer } from './announcer.ts';
import type { Presence } from './presence.ts';

export interface LiveDeps {
  db: Db;
  announcer: Announcer;
  presence: Presence;
  now: () => number;
  log: Log;
  metrics: Metrics;
}

const PATH = '/api/live';
/** A token, or what a device shows. */
const LONGEST_FRAME = 4_000;
const HELLO_MS = 5_000;
const PING_MS = 25_000;
/** A client that does not answer the farewell is not waited for longer. */
const FAREWELL_MS = 2_000;

/** The live channel says «there is more» and who else is there; the token comes in the first frame, never in the address. */
export function attachLive(server: Server, deps: LiveDeps): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_FRAME });
  deps.metrics.countLive(() => sockets.clients.size);

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const path = request.url?.split('?')[0];
    const { origin } = request.headers;
    // Node itself listens no more: a line that breaks off unheard would end the process.
    stream.on('error', () => stream.destroy());
    if (path !== PATH || (origin !== undefined && !isExtensionOrigin(origin))) {
      stream.end(`HTTP/1.1 ${path === PATH ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, deps));
  }

  server.on('upgrade', upgrade);
  return {
    close: () => {
      server.off('upgrade', upgrade);
      for (const socket of sockets.clients) socket.close(1001);
      setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, FAREWELL_MS).unref();
      sockets.close();
    },
  };
}

function serve(socket: WebSocket, deps: LiveDeps): void {
  const greeting = setTimeout(() => socket.close(1008), HELLO_MS);
  socket.on('error', () => socket.terminate());
  socket.once('close', () => clearTimeout(greeting));
  socket.once('message', (data) => {
    clearTimeout(greeting);
    begin(socket, String(data), deps).catch((problem) => {
      deps.log.error('live', problem);
      socket.close(1011);
    });
  });
}

async function begin(socket: WebSocket, hello: string, deps: LiveDeps): Promise<void> {
  const token = readToken(hello);
  const device = token === null ? null : await findDevice(deps.db, token, deps.now());
  if (token === null || device === null) {
    socket.close(1008);
    return;
  }
  const silence = await deps.announcer.listen(device.tenantId, (seq) => send(socket, { type: 'more', seq }));
  if (socket.readyState !== socket.OPEN) return silence();
  const stopPing = keepAlive(socket, token, deps);
  const stopPresence = receive(socket, { token, device }, deps);
  socket.once('close', () => {
    silence();
    stopPing();
    stopPresence();
  });
  send(socket, { type: 'ready' });
}

/** What the device shows counts with the rights of the moment it is told. One that talks too much is not listened to. */
function receive(socket: WebSocket, { token, device }: { token: string; device: Device }, deps: LiveDeps): () => void {
  const { db, now, presence, log } = deps;
  const frames = createRateLimit({ burst: 20, perSecond: 2 });
  const visitor = presence.enter(device, (subject, people) => send(socket, { type: 'presence', subject, people }));
  let turn = Promise.resolve();

  async function hear(text: string): Promise<void> {
    const statement = presenceStatementSchema.safeParse(readJson(text));
    if (!statement.success) return;
    const current = await findDevice(db, token, now());
    if (current === null) return socket.close(1008);
    await visitor.show(current, statement.data.at);
  }

  socket.on('message', (data) => {
    if (frames.take('', now()) !== null) return;
    turn = turn.then(() => hear(String(data))).catch((problem) => log.error('presence', problem));
  });
  return () => void turn.then(visitor.leave);
}

/** Ends lines that have gone dead, and those whose token was revoked, wherever that happened. */
function keepAlive(socket: WebSocket, token: string, { db, now }: LiveDeps): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(async () => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
    const device = await findDevice(db, token, now()).catch(() => 'unknown' as const);
    if (device === null) socket.close(1008);
  }, PING_MS);
  return () => clearInterval(timer);
}

function send(socket: WebSocket, frame: LiveFrame): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
}

function readToken(hello: string): string | null {
  return liveHelloSchema.safeParse(readJson(hello)).data?.token ?? null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
