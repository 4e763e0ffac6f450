import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerApi, answerForm } from './api.ts';
import { type PageDefaults, practicePage } from './page.ts';
import { createPracticeState, type PracticeNetworkId, type PracticeState } from './state.ts';

export interface PracticeRequest {
  method: string;
  /** Absolute address; its host says which network is asked. */
  url: string;
  body: string;
}

export interface PracticeAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface PracticeNetwork {
  /** Loopback address; `/vk.com/…` and `/ok.ru/…` under it show the networks without any interception. */
  url: string;
  state: PracticeState;
  /** The same answers without HTTP, for browsers whose requests are intercepted. */
  answer(request: PracticeRequest): Promise<PracticeAnswer>;
  close(): Promise<void>;
}

const HOSTS: Record<string, PracticeNetworkId> = {
  'vk.com': 'vk',
  'vk.ru': 'vk',
  'ok.ru': 'ok',
  'web.telegram.org': 'telegram',
};
const STATIC = new URL('client/', import.meta.url);
const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };

/** Serves both practice networks on a free loopback port; everybody who opens them shares one state. */
export async function startPracticeNetwork(options: { now: () => number } & PageDefaults): Promise<PracticeNetwork> {
  const state = createPracticeState(options.now);
  const answer = (request: PracticeRequest) => answerTo(request, state, options);
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const host = incoming.headers['x-practice-host'] ?? incoming.headers.host ?? '';
    const body = Buffer.concat(chunks).toString('utf8');
    const answered = await answer({ method: incoming.method ?? 'GET', url: `https://${host}${incoming.url ?? '/'}`, body });
    outgoing.writeHead(answered.status, answered.headers).end(answered.body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    state,
    answer,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answerTo(
  request: PracticeRequest,
  state: PracticeState,
  options: { now: () => number } & PageDefaults,
): Promise<PracticeAnswer> {
  const { network, base, url } = addressed(new URL(request.url));
  const file = /^\/practice\/static\/([a-z-]+\.(js|css|svg))$/.exec(url.pathname);
  if (file?.[1]) return staticFile(file[1], TYPES[file[2] ?? ''] ?? 'text/plain');
  if (url.pathname.startsWith('/practice/api/')) return answerApi(request, url, state, options.now);
  if (network === 'vk' && request.method === 'POST' && url.pathname === '/wall') return answerForm(request, url, base, state);
  if (!network) return text(404, 'Учебные страницы: /vk.com/lebedinoe_okrug и /ok.ru/group/70000000000101');
  return practicePage(network, url, base, options);
}

/** Which network is meant: by the host, else by the first step of the path. */
function addressed(url: URL): { network: PracticeNetworkId | null; base: string; url: URL } {
  const byHost = HOSTS[url.hostname.replace(/^(www|m)\./, '')];
  if (byHost) return { network: byHost, base: '', url };
  const prefix = /^\/([a-z.]+)(\/.*)?$/.exec(url.pathname);
  const byPath = HOSTS[prefix?.[1] ?? ''];
  if (!byPath) return { network: null, base: '', url };
  const inner = new URL(url);
  inner.pathname = prefix?.[2] ?? '/';
  return { network: byPath, base: `/${prefix?.[1]}`, url: inner };
}

async function staticFile(name: string, type: string): Promise<PracticeAnswer> {
  const body = await readFile(new URL(name, STATIC), 'utf8').catch(() => null);
  return body === null
    ? text(404, 'Нет такого файла')
    : { status: 200, headers: { 'content-type': `${type}; charset=utf-8` }, body };
}

function text(status: number, body: string): PracticeAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
