import type { Present, Showing, Subject } from '../domain/presence.ts';
import { liveFrameSchema } from '../protocol/api-schema.ts';
import type { PresenceStatement } from '../protocol/presence.ts';
import { MOST_SHOWN } from '../protocol/presence.ts';
import type { Connection } from './http.ts';

/** Traffic within 30 s keeps a worker alive (Chromium ≥ 116) and a proxy from closing the line. */
const PING_MS = 20_000;

export interface LiveEvents {
  /** Connected: what was missed meanwhile must be pulled. */
  ready(): void;
  more(seq: number): void;
  presence(subject: Subject, people: Present[]): void;
  closed(): void;
}

export interface Live {
  /** Tells everything that this device shows. */
  say(shown: Showing[]): void;
  close(): void;
}

/** The live channel says «there is more» and who else is there; losing it costs time, never data. */
export function openLive({ server, token }: Connection, events: LiveEvents): Live {
  const socket = new WebSocket(`${server.replace(/^http/, 'ws')}/api/live`);
  const ping = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send('{"type":"ping"}'), PING_MS);
  let over = false;

  function end(): void {
    clearInterval(ping);
    if (over) return;
    over = true;
    events.closed();
  }

  socket.addEventListener('open', () => socket.send(JSON.stringify({ token })));
  socket.addEventListener('message', ({ data }) => {
    const frame = readFrame(data);
    if (frame?.type === 'ready') events.ready();
    if (frame?.type === 'more') events.more(frame.seq);
    if (frame?.type === 'presence') events.presence(frame.subject, frame.people);
  });
  socket.addEventListener('close', end);
  socket.addEventListener('error', end);

  return {
    say(at) {
      const statement: PresenceStatement = { type: 'present', at: at.slice(0, MOST_SHOWN) };
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(statement));
    },
    close() {
      over = true;
      clearInterval(ping);
      socket.close();
    },
  };
}

function readFrame(data: unknown) {
  if (typeof data !== 'string') return null;
  try {
    return liveFrameSchema.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
