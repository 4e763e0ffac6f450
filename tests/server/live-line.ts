import type { LiveFrame } from '../../lib/protocol/api.ts';

/** A live line that has said hello; `next` waits for a frame, `closed` for its end. */
export function line(url: string, token: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`);
  const frames: LiveFrame[] = [];
  const waiting: ((frame: LiveFrame) => void)[] = [];
  socket.addEventListener('open', () => socket.send(JSON.stringify({ token })));
  socket.addEventListener('message', ({ data }) => {
    const frame = JSON.parse(String(data)) as LiveFrame;
    const taker = waiting.shift();
    if (taker) taker(frame);
    else frames.push(frame);
  });
  return {
    next: () => {
      const [first] = frames.splice(0, 1);
      return first ? Promise.resolve(first) : new Promise<LiveFrame>((done) => waiting.push(done));
    },
    frames,
    closed: new Promise<number>((done) => socket.addEventListener('close', ({ code }) => done(code))),
    send: (frame: unknown) => socket.send(JSON.stringify(frame)),
    close: () => socket.close(),
  };
}
