import { type Context, Hono } from 'hono';
import { PICTURE_LIMITS } from '../../lib/domain/replies/picture.ts';
import { actorOf } from '../../lib/protocol/actor.ts';
import { API_VERSION, type ApiError, type DeviceGrant, type Health, LIMITS, REVOKED } from '../../lib/protocol/api.ts';
import { changesQuerySchema, deviceTokenRequestSchema, pushSchema } from '../../lib/protocol/api-schema.ts';
import { connectDevice, type Device, findDevice, heardFrom, revokeDevice, setScopes, wasTakenAway } from '../auth/devices.ts';
import { goesThrough, readChanges } from '../changes/read-changes.ts';
import { createCommandQueue } from '../commands/command-queue.ts';
import { applyPush, firstWithoutId } from '../commands/push.ts';
import { AccessLost } from '../commands/sender.ts';
import { readTenant } from '../db/connect.ts';
import { troubleOf } from '../db/trouble.ts';
import type { AppDeps } from '../deps.ts';
import { noteRead } from '../journal/reads.ts';
import { factsOf } from '../known-facts.ts';
import { createRateLimit, networkOf } from '../policies/rate-limit.ts';
import { scopeOf } from '../policies/visibility.ts';
import { profilesOf, readFacts, readReference, referenceVersion } from '../reference.ts';
import { routeOf } from '../watching/observe.ts';
import { allowExtensions, limitBody } from './crossing.ts';
import { readJson } from './json-body.ts';
import { postPageHealth } from './page-health.ts';
import { getPicture, putPicture } from './pictures.ts';

type ErrorCode = ApiError['error']['code'];
export type Fail = typeof fail;
type Api = { Variables: { device: Device } };

const STATUS: Record<ErrorCode, 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503> = {
  'bad-request': 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  rewound: 409,
  'too-large': 413,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
  'disk-full': 503,
};

function fail(c: Context, code: ErrorCode, detail?: string): Response {
  const error: ApiError['error'] = detail === undefined ? { code } : { code, detail };
  return c.json({ error } satisfies ApiError, STATUS[code]);
}

/** What devices ask: JSON, a bearer token, no cookies. */
export function apiRoutes(deps: AppDeps): Hono<Api> {
  const api = new Hono<Api>();
  api.use(allowExtensions);
  const limits = { said: limitBody(LIMITS.bodyBytes, tooLarge), picture: limitBody(PICTURE_LIMITS.bytes, tooLarge) };
  api.use((c, next) => (c.req.method === 'PUT' ? limits.picture : limits.said)(c, next));
  api.get('/health', (c) => c.json({ product: 'vovremya', api: API_VERSION, serverTime: deps.now() } satisfies Health));
  connecting(api, deps);
  signedIn(api, deps);
  working(api, deps);
  besides(api, deps);
  // Said here, or the request would go on to the pages.
  api.all('*', (c) => fail(c, 'not-found'));
  api.onError((problem, c) => {
    if (problem instanceof AccessLost) return fail(c, 'unauthorized', REVOKED);
    deps.log.error('api', problem, { method: c.req.method, route: routeOf(c) });
    const trouble = troubleOf(problem);
    if (trouble !== 'disk-full') return fail(c, trouble ?? 'internal');
    deps.room.refused();
    return fullDisk(c);
  });
  return api;
}

function connecting(api: Hono<Api>, { db, now, clientOf, rulesSigner }: AppDeps): void {
  const attempts = createRateLimit({ burst: 20, perSecond: 0.5 });
  api.post('/device/token', async (c) => {
    const wait = attempts.take(networkOf(clientOf(c)), now());
    if (wait !== null) return tooMany(c, wait);
    const asked = await readJson(c, deviceTokenRequestSchema);
    if (!asked.ok) return fail(c, 'bad-request', asked.detail);
    const grant = await connectDevice(db, asked.value, now());
    if (!grant) return fail(c, 'forbidden');
    return c.json({ ...grant, ...(rulesSigner ? { rulesKey: rulesSigner.publicKey } : {}) } satisfies DeviceGrant);
  });
}

/** Everything registered after this needs a device's token. */
function signedIn(api: Hono<Api>, { db, now }: AppDeps): void {
  const requests = createRateLimit({ burst: 120, perSecond: 5 });
  api.use(async (c, next) => {
    const token = /^Bearer ([\w-]+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const device = token === undefined ? null : await findDevice(db, token, now());
    if (!device) {
      const isRevoked = token !== undefined && (await wasTakenAway(db, token));
      return fail(c, 'unauthorized', isRevoked ? REVOKED : undefined);
    }
    const wait = requests.take(device.id, now());
    if (wait !== null) return tooMany(c, wait);
    c.set('device', device);
    return await next();
  });
}

function working(api: Hono<Api>, deps: AppDeps): void {
  const { db, library, now, announcer, metrics, rulesSigner } = deps;
  const queue = createCommandQueue(db, library);
  api.post('/commands', async (c) => {
    if (await deps.room.isShort()) return fullDisk(c);
    const device = c.get('device');
    const asked = await readJson(c, pushSchema);
    if (!asked.ok) return fail(c, 'bad-request', asked.detail);
    const { sentAt, commands, cursor } = asked.value;
    const nameless = firstWithoutId(commands);
    if (nameless !== null) return fail(c, 'bad-request', `commands.${nameless}.id`);
    if (cursor && !(await goesThrough(db, device.tenantId, cursor))) return fail(c, 'rewound');
    const request = { sender: senderOf(device), sentAt, contact: device.contact, now: now() };
    const answer = await applyPush({ db, library, apply: queue(device.tenantId) }, request, commands);
    for (const { outcome } of answer.receipts) metrics.command(outcome);
    const applied = answer.receipts.flatMap((receipt) => (receipt.outcome === 'applied' ? [receipt.seq] : []));
    if (applied.length > 0) announcer.tell(device.tenantId, Math.max(...applied));
    await heardFrom(db, device, now());
    return c.json(answer);
  });

  api.get('/changes', async (c) => {
    const device = c.get('device');
    const cursor = changesQuerySchema.safeParse(c.req.query());
    if (!cursor.success) return fail(c, 'bad-request', cursor.error.issues[0]?.path.join('.'));
    const facts = await factsOf(library, device, () => readTenant(db, device.tenantId, readFacts));
    const profiles = profilesOf(facts, library);
    const scope = scopeOf(actorOf(device.me), profiles);
    if (!device.scopes.includes(scope)) await setScopes(db, device, [...device.scopes, scope]);
    const answer = await readChanges(
      db,
      {
        ...senderOf(device),
        me: device.me,
        scope,
        scopes: device.scopes,
        referenceVersion: referenceVersion({ ...device, ...facts }, library, device.me, now()),
      },
      cursor.data,
      now(),
    );
    if (answer.status === 'ok' && !answer.more && device.scopes.some((other) => other !== scope))
      await setScopes(db, device, [scope]);
    await heardFrom(db, device, now());
    return c.json(answer);
  });

  api.get('/reference', async (c) => {
    const device = c.get('device');
    const answer = await readTenant(db, device.tenantId, async (trx) => {
      const reference = await readReference(trx, { library, rulesSigner }, device.me, now());
      const personIds = reference.people.map(({ id }) => id);
      await noteRead(trx, { ...senderOf(device), what: 'reference', personIds, at: now() });
      return reference;
    });
    return c.json(answer);
  });

  api.post('/device/sign-out', async (c) => {
    const device = c.get('device');
    await revokeDevice(db, device.tenantId, device.me.person.id, device.id, now());
    return c.json({ ok: true });
  });
}

/** What goes with the cases and is none. */
function besides(api: Hono<Api>, deps: AppDeps): void {
  const keep = async (c: Context<Api>, work: typeof putPicture | typeof postPageHealth) =>
    (await deps.room.isShort()) ? fullDisk(c) : await work(c, deps, c.get('device'), fail);
  api.put('/cases/:case/pictures/:hash', (c) => keep(c, putPicture));
  api.get('/cases/:case/pictures/:hash', (c) => getPicture(c, deps, c.get('device'), fail));
  api.post('/page-health', (c) => keep(c, postPageHealth));
}

function senderOf(device: Device) {
  return { tenantId: device.tenantId, personId: device.me.person.id, deviceId: device.id };
}

/** The rest of the body is not read, so the line cannot be used again. */
function tooLarge(c: Context): Response {
  c.header('Connection', 'close');
  return fail(c, 'too-large');
}

function tooMany(c: Context, seconds: number): Response {
  c.header('Retry-After', String(seconds));
  return fail(c, 'too-many');
}

/** Somebody has to make room first: nobody need ask again at once. */
function fullDisk(c: Context): Response {
  c.header('Retry-After', '10');
  return fail(c, 'disk-full');
}
