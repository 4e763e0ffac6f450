import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from './harness.ts';
import { dataFolder, type ServerProcess, startProcess } from './server-process.ts';

const folder = dataFolder();
let server: ServerProcess;

beforeAll(async () => {
  server = await startProcess(folder.path, '0', [], await freshDatabase());
});
afterAll(async () => {
  await server.end('SIGTERM');
  folder.remove();
});

test('a line that asks for an upgrade where there is none and breaks off does not end the server', async () => {
  let errors = '';
  server.child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });

  for (let round = 0; round < 5; round += 1) {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write('GET /x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await once(socket, 'data');
    socket.resetAndDestroy();
    await new Promise((done) => setTimeout(done, 100));
  }
  const health = await fetch(`${server.url}/api/health`).then(
    ({ status }) => status,
    () => 'gone',
  );

  expect(errors).not.toContain('ECONNRESET');
  expect(health).toBe(200);
});

test('who offers to speak another protocol is answered in this one', async () => {
  const headers = { Connection: 'Upgrade, HTTP2-Settings', Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQCAAAAAAIAAAAA' };
  const status = await new Promise((done, fail) => {
    request(`${server.url}/api/health`, { headers }, (answer) => done(answer.resume().statusCode))
      .on('error', fail)
      .end();
  });

  expect(status).toBe(200);
});
