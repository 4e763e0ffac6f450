import { readFileSync } from 'node:fs';
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { PersonProblem } from './problem.ts';

export type Server = HttpServer | TlsServer;

/** Files of a certificate chain and its private key, PEM. */
export interface Certificate {
  cert: string;
  key: string;
}

/** How long requests under way may take when the server is asked to end. */
const GRACE_MS = 10_000;

/** A server that answers «not yet» until it is given what answers. Throws PersonProblem when the certificate cannot be used. */
export function createListener(certificate: Certificate | undefined): Server {
  if (!certificate) return createServer({ shouldUpgradeCallback: isWebSocket }, notYet);
  const read = (path: string) => {
    try {
      return readFileSync(path);
    } catch {
      throw new PersonProblem(`Файл сертификата или ключа ${path} не читается.`);
    }
  };
  const files = { cert: read(certificate.cert), key: read(certificate.key) };
  try {
    return createTlsServer({ ...files, minVersion: 'TLSv1.2', shouldUpgradeCallback: isWebSocket }, notYet);
  } catch {
    throw new PersonProblem(`Сертификат ${certificate.cert} и ключ ${certificate.key} не подходят друг другу или испорчены.`);
  }
}

/** Takes the port (0: any free one) and returns the address. Throws PersonProblem when the port is taken. */
export function listen(server: Server, { port, host }: { port: number; host: string }): Promise<string> {
  const scheme = 'setSecureContext' in server ? 'https' : 'http';
  return new Promise((done, refuse) => {
    server.once('error', (problem: NodeJS.ErrnoException) => {
      const busy = problem.code === 'EADDRINUSE';
      refuse(
        new PersonProblem(
          busy
            ? `Порт ${port} занят другой программой. Укажите другой: --port.`
            : `Не удалось открыть порт ${port} (${problem.code}).`,
        ),
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      const actual = address && typeof address === 'object' ? address.port : port;
      done(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${actual}`);
    });
  });
}

/** Any other protocol that is offered is declined, and the request answered as if nothing had been. */
function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** The port is taken early, because the address is needed to build what answers. */
function notYet(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'Retry-After': '1' }).end();
}

export function answerWith(server: Server, app: Hono): void {
  server.off('request', notYet);
  server.on('request', getRequestListener(app.fetch));
}

/** Nobody new is let in, requests under way are answered, lines on which nothing is asked are not waited for. */
export function closeListener(server: Server): Promise<void> {
  return new Promise((done) => {
    const tidy = setInterval(() => server.closeIdleConnections(), 50);
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearInterval(tidy);
      clearTimeout(cut);
      done();
    });
    server.closeIdleConnections();
  });
}
