import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { apiErrorSchema, pushAnswerSchema } from '../../lib/protocol/api-schema.ts';
import { createApp } from '../../server/app.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import { browser } from './browser.ts';
import {
  command,
  connectPerson,
  type Office,
  openCase,
  openOffice,
  PASSWORD,
  sealed,
  setImportance,
  startTestServer,
  type TestServer,
} from './harness.ts';

/** `FUZZ_RUNS` asks for a longer run; `FUZZ_SEED` for the one that failed. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 700);
const SEED = process.env.FUZZ_SEED ? { seed: Number(process.env.FUZZ_SEED) } : {};

let server: TestServer;
let office: Office;
let url: URL;
let cookie: string;
let routes: { method: string; path: string }[];

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  url = new URL(server.server.url);
  routes = createApp(server.server.deps)
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({ method, path }));
  const administrator = await connectPerson(server, office.tenantId, ['administrator'], null);
  const entered = await browser(url.origin).post('/sign-in', { email: administrator.email, password: PASSWORD });
  cookie = entered.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
  expect(cookie).toContain('session');
});
afterAll(async () => {
  await server.server.close();
});

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

interface Heard {
  status: number;
  type: string;
  text: string;
}

/** On a line of its own, because one whose body was not read is closed. Null when it was cut while the body was on its way. */
async function send({ method, path, headers, body }: Sent): Promise<Heard | null> {
  const asked = request({
    host: url.hostname,
    port: url.port,
    method,
    path,
    headers: { ...headers, 'content-length': body.length },
    // A line of its own: one whose body was not read is closed by the server.
    agent: false,
  });
  const heard = new Promise<Heard | null>((done) => {
    asked.on('error', () => done(null));
    asked.on('response', async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      done({
        status: answer.statusCode ?? 0,
        type: answer.headers['content-type'] ?? '',
        text: Buffer.concat(chunks).toString(),
      });
    });
  });
  asked.end(body);
  return await heard;
}

async function mustSend(sent: Sent): Promise<Heard> {
  const heard = await send(sent);
  if (!heard) throw new Error('no answer');
  return heard;
}

/** Words by which a stack, a statement or a secret would show. */
const LEAKS =
  /node_modules|\.ts:\d|\n\s+at |select .* from|insert into|violates|syntax for type|ECONN|postgres|kysely|vovremya_app/i;

/** Node itself refuses an address or headers beyond 16 KB, before there is a route. */
const TOO_LONG_FOR_NODE = 431;

async function assertWellRefused(sent: Sent): Promise<number> {
  const before = server.logged.length;
  // The limits are told of elsewhere: here every request is to be looked at.
  server.pass(40_000);
  const heard = await send(sent);
  // Only who sends more than is taken may be cut off before he has listened.
  if (!heard && sent.body.length > 100_000) return 413;
  const { status, type, text } = heard ?? { status: 599, type: '', text: 'no answer' };
  const said = `${sent.method} ${sent.path.slice(0, 200)} → ${status} ${text.slice(0, 200)}`;
  expect(status, said).toBeLessThan(500);
  expect(
    server.logged.slice(before).filter(({ level }) => level === 'error'),
    said,
  ).toEqual([]);
  if (status >= 400 && status !== TOO_LONG_FOR_NODE && sent.path.startsWith('/api/') && sent.method !== 'HEAD') {
    expect(type, said).toContain('application/json');
    expect(apiErrorSchema.safeParse(JSON.parse(text)).success, said).toBe(true);
  }
  if (type.includes('json') && !sent.path.startsWith('/api/openapi') && status >= 400) expect(text, said).not.toMatch(LEAKS);
  if (type.includes('html')) expect(text, said).not.toMatch(/node_modules|\.ts:\d|insert into|violates|postgres/i);
  return status;
}

const HASH = pictureOf(pngOf(1)).hash;

const nasty = fc.constantFrom(
  ...[
    '\u0000',
    '\ud83d',
    '../../etc/passwd',
    "'; drop table event; --",
    '{{7*7}}',
    '%00',
    '%ff%fe',
    '\u202e',
    '🇷🇺',
    '\r\nSet-Cookie: a=b',
  ],
  ...[
    '-1',
    '9007199254740993',
    '1e309',
    'NaN',
    '',
    ' ',
    'null',
    '__proto__',
    'constructor',
    'я'.repeat(400),
    '<script>alert(1)</script>',
  ],
);
const text = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 60 }));
/** Halves of characters have no place in an address or a form. */
function wellFormed(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '\ufffd');
}
const inAddress = text.map((value) =>
  encodeURIComponent(wellFormed(value)).replaceAll('%2500', '%00').replaceAll('%25ff%25fe', '%ff%fe'),
);

const deep = fc
  .tuple(fc.constantFrom('[', '{"a":'), fc.integer({ min: 50, max: 60_000 }))
  .map(([open, times]) => Buffer.from(`${open.repeat(times)}1${(open === '[' ? ']' : '}').repeat(times)}`));
const deepInside = fc
  .integer({ min: 50, max: 60_000 })
  .map(
    (times) =>
      `{"sentAt":0,"commands":[{"id":"01a213bb-4f7f-756f-a4ab-f376169693b8","x":${'['.repeat(times)}${']'.repeat(times)}}]}`,
  );

/** A command as it should be, with something in it turned into something else. */
const nearly = fc
  .tuple(
    fc.constantFrom('open', 'importance', 'draft'),
    fc.array(fc.tuple(fc.nat(), fc.oneof(text, fc.jsonValue(), fc.constant(undefined))), { maxLength: 3 }),
  )
  .map(([kind, changes]) => {
    const open = openCase(office.bodies.roads);
    const typed = sealed('проект');
    const pictures = [{ ...pictureOf(pngOf(1)), alt: typed.ref }];
    const drafting = { assignment: `${open.id}.0`, draft: 'd', kind: 'final', text: typed.ref, pictures };
    const chosen = {
      open,
      importance: setImportance(open.caseId),
      draft: command('save-draft', open.caseId, drafting, [typed.text]),
    }[kind] as object;
    const copy = JSON.parse(JSON.stringify(chosen)) as Record<string, unknown>;
    for (const [at, value] of changes) {
      const places = placesIn(copy);
      const place = places[at % places.length];
      if (place) place.owner[place.key] = value;
    }
    return JSON.stringify({ sentAt: Date.now(), commands: [copy] });
  });

function placesIn(value: unknown): { owner: Record<string, unknown>; key: string }[] {
  if (value === null || typeof value !== 'object') return [];
  const owner = value as Record<string, unknown>;
  return Object.keys(owner).flatMap((key) => [{ owner, key }, ...placesIn(owner[key])]);
}

const json = fc.oneof(
  nearly,
  deepInside,
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.jsonValue().map((value) => JSON.stringify({ sentAt: 1, commands: [value] })),
);
const fields = [
  'email',
  'password',
  'again',
  'next',
  'name',
  'roles',
  'bodyId',
  'title',
  'zone',
  'mon',
  'accounts',
  'topics',
  'locations',
  'challenge',
  'state',
  'redirect',
];
const form = fc
  .array(fc.tuple(fc.constantFrom(...fields), text), { maxLength: 8 })
  .map((pairs) =>
    Buffer.from(new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, wellFormed(value)])).toString()),
  );
const body = fc.oneof(
  json.map((value) => Buffer.from(value)),
  form,
  fc.constant(pngOf(1)),
  deep,
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  json.map((value) => Buffer.concat([Buffer.from(value.slice(0, -3)), Buffer.from([0xff, 0xc3, 0x28])])),
  fc.constantFrom(Buffer.alloc(0), Buffer.alloc(1_100_000, 'x'), Buffer.from('"'.padEnd(900_000, 'я'))),
  fc.constant(Buffer.from('--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nбез конца')),
);
const type = fc.constantFrom(
  ...['application/json', 'application/json; charset=windows-1251', 'text/plain', 'application/x-www-form-urlencoded'],
  ...['multipart/form-data', 'multipart/form-data; boundary=x', 'application/xml', '', 'application/json/..', 'image/png'],
);

/** To one route, though not always by its own method. */
const requestsTo = (known: { method: string; path: string }) =>
  fc
    .record({
      isPicture: fc.boolean(),
      method: fc.option(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD', 'TRACE'), { freq: 6 }),
      parameter: inAddress,
      query: fc.array(
        fc.tuple(fc.constantFrom('epoch', 'after', 'tip', 'next', 'done', 'challenge', 'state', 'redirect', 'x'), inAddress),
        { maxLength: 4 },
      ),
      who: fc.constantFrom('curator', 'curator', 'administrator', 'administrator', 'nobody', 'nonsense'),
      origin: fc.constantFrom('own', 'own', 'own', 'https://vk.com', 'null', 'chrome-extension://x', '::'),
      type,
      body,
    })
    .map(({ isPicture, method, parameter, query, who, origin, type, body }): Sent => {
      // Else nobody would come further than to the hash that is none.
      const path = known.path.replace(/:\w+/g, (name) => (name === ':hash' && isPicture ? HASH : parameter || 'x'));
      const search = query.map((pair) => pair.join('=')).join('&');
      const chosen = method ?? known.method;
      const bodyless = chosen === 'GET' || chosen === 'HEAD' || chosen === 'TRACE';
      return {
        method: chosen,
        path: search ? `${path}?${search}` : path,
        headers: {
          ...(type ? { 'content-type': type } : {}),
          origin: origin === 'own' ? url.origin : origin,
          ...(who === 'curator' ? { authorization: `Bearer ${office.curator.grant.token}` } : {}),
          ...(who === 'nonsense' ? { authorization: `Bearer ${'0'.repeat(75)}`, cookie: 'vovremya.session_token=%ff.%00' } : {}),
          ...(who === 'administrator' ? { cookie } : {}),
        },
        body: bodyless ? Buffer.alloc(0) : body,
      };
    });

/** What would sign our own people out, or take their rights, is asked elsewhere. */
function isSpoiling({ method, path }: Sent): boolean {
  return method === 'POST' && /^\/(api\/device\/sign-out|sign-out)/.test(path);
}

test('nothing that anybody sends to any route is answered with a fault of the server or tells how it is made', async () => {
  const statuses = new Map<string, number>();
  for (const route of routes) {
    const property = fc.asyncProperty(requestsTo(route), async (sent) => {
      if (isSpoiling(sent)) return;
      const status = await assertWellRefused(sent);
      statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
    });
    await fc.assert(property, { numRuns: Math.ceil(RUNS / routes.length), ...SEED });
  }

  // Otherwise everything was stopped at the door and nothing was tried.
  const stillIn = await mustSend({ method: 'GET', path: '/admin', headers: { cookie }, body: Buffer.alloc(0) });
  expect(stillIn.status).toBe(200);
  for (const status of ['200', '303', '400', '401', '403', '404']) expect([...statuses.keys()]).toContain(status);
}, 600_000);

const asCurator = () => ({ authorization: `Bearer ${office.curator.grant.token}` });

test('a code and the place are told when a request to the API is of the wrong type, not JSON, broken UTF-8, too deep or of the wrong form', async () => {
  const post = async (type: string, body: string | Buffer) => {
    server.pass(10_000);
    const { status, text } = await mustSend({
      method: 'POST',
      path: '/api/commands',
      headers: { ...asCurator(), 'content-type': type },
      body: Buffer.from(body),
    });
    return [status, JSON.parse(text)];
  };
  const refused = (detail: string) => [400, { error: { code: 'bad-request', detail } }];
  const push = '{"sentAt":0,"commands":[]}';

  expect(await post('application/json; charset=utf-8', push)).toEqual([200, { receipts: [], serverTime: expect.any(Number) }]);
  expect(await post('text/plain', push)).toEqual(refused('content-type'));
  expect(await post('application/json', '{"sentAt":')).toEqual(refused('json'));
  expect(await post('application/json', Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toEqual(refused('utf-8'));
  expect(await post('application/json', `{"sentAt":0,"commands":[${'['.repeat(500)}${']'.repeat(500)}]}`)).toEqual(
    refused('depth'),
  );
  expect(await post('application/json', '{"sentAt":"now","commands":[]}')).toEqual(refused('sentAt'));
  expect(await post('application/json', '{"sentAt":0,"commands":[{"type":"open-case"}]}')).toEqual(refused('commands.0.id'));
  expect((await post('application/json', ' '.repeat(1_000_001)))[0]).toBe(413);
});

test('an unknown command and one of another version get receipts of their own, and the good one beside them is applied', async () => {
  server.pass(60_000);
  const good = openCase(office.bodies.roads);
  const unknown = { ...openCase(office.bodies.roads), type: 'delete-everything' };
  const later = { ...setImportance(good.caseId), args: { urgency: { level: 3 } }, v: 7 };
  const huge = sealed('я'.repeat(20_001));
  const long = command('set-importance', good.caseId, { importance: 'social', reason: huge.ref }, [huge.text]);

  const answer = await office.curator.ask('/api/commands', {
    method: 'POST',
    body: JSON.stringify({ sentAt: Date.now(), commands: [unknown, good, later, long] }),
  });
  const { receipts } = pushAnswerSchema.parse(await answer.json());

  expect(receipts).toMatchObject([
    { outcome: 'rejected', refusal: { code: 'missing-data', detail: 'type' } },
    { outcome: 'applied' },
    { outcome: 'rejected', refusal: { code: 'missing-data', detail: 'args.importance' } },
    { outcome: 'rejected', refusal: { code: 'too-large', detail: 'texts.0.body' } },
  ]);
});

test('a form that cannot be read is refused in words', async () => {
  const post = (type: string, body: string) =>
    mustSend({
      method: 'POST',
      path: '/sign-in',
      headers: { origin: url.origin, 'content-type': type },
      body: Buffer.from(body),
    });

  const answers = [
    await post('application/json', '{"email":"a"}'),
    await post('multipart/form-data', 'x'),
    await post('application/x-www-form-urlencoded', 'email=a%00b&password=x'),
  ];

  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  for (const { text } of answers) expect(text).toContain('Форма не прочитана');
});

test('bytes that are no request at all are refused and the server goes on', async () => {
  const lines = [
    '\u0000\u0001\u0002\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET /api/health HTTP/1.1\r\nHost: ][\r\n\r\n',
    'POST /api/commands HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
  ];
  const heard = await Promise.all(
    lines.map(async (line) => {
      const socket = connect(Number(url.port), url.hostname);
      socket.end(line);
      const [said] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      return String(said).split('\r\n')[0];
    }),
  );

  for (const first of heard) expect(first).toMatch(/^HTTP\/1\.1 (400|505) /);
  expect((await fetch(`${url.origin}/api/ready`)).status).toBe(200);
});

test('whatever is said first on the live channel, the line is closed with a code and nothing is logged as a fault', async () => {
  const before = server.logged.length;
  const hello = fc.oneof(
    text,
    fc.json(),
    fc.uint8Array({ maxLength: 1500 }).map((bytes) => Buffer.from(bytes)),
    fc.constant('['.repeat(900)),
  );
  const property = fc.asyncProperty(hello, fc.boolean(), async (first, binary) => {
    const socket = new WebSocket(`${url.origin.replace('http', 'ws')}/api/live`);
    const heard: unknown[] = [];
    socket.on('message', (data) => heard.push(String(data)));
    socket.on('error', () => undefined);
    await once(socket, 'open');
    socket.send(first, { binary });
    const [code] = (await once(socket, 'close')) as [number];
    expect([1008, 1009, 1007, 1006, 1002]).toContain(code);
    expect(heard).toEqual([]);
  });

  await fc.assert(property, { numRuns: 60, ...SEED });
  expect(server.logged.slice(before).filter(({ level }) => level === 'error')).toEqual([]);
}, 120_000);
