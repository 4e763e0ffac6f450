import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

/** The least that a broadcast can be: what is asked for over HTTP goes to everybody who is connected. */
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { seq } = JSON.parse(String(Buffer.concat(parts))) as { seq: number };
  for (const socket of sockets.clients) socket.send(JSON.stringify({ type: 'more', seq }));
  response.setHeader('content-type', 'application/json');
  response.end('{}');
});
const sockets = new WebSocketServer({ server });
sockets.on('connection', (socket) => socket.once('message', () => socket.send('{"type":"ready"}')));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
