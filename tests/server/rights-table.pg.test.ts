import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Profile } from '../../lib/domain/regulations/profile.ts';
import { createApp } from '../../server/app.ts';
import { issueCode } from '../../server/auth/connect-codes.ts';
import { disablePerson } from '../../server/auth/disable.ts';
import { invite } from '../../server/auth/invitations.ts';
import { offerReset } from '../../server/auth/resets.ts';
import { challengeOf } from '../../server/auth/secrets.ts';
import { loadLibrary } from '../../server/library.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import { browser } from './browser.ts';
import {
  type Client,
  command,
  connectPerson,
  openCase,
  PASSWORD,
  personRow,
  redeem,
  sealed,
  setImportance,
  startTestServer,
  type TestServer,
} from './harness.ts';
import { type Asking, send } from './rights-asking.ts';
import { caseOf, fingerprint, member, openPlace, type Place, visit } from './rights-place.ts';
import { type Asker, isAllowed, ROUTES, type RouteRight, rightsDocument, rolesOf, type Targets } from './rights-table.ts';
import { leadsTo } from './staff.ts';

const { profiles } = loadLibrary();
const names = profiles.map((profile) => [profile.profile, profile] as const);

let server: TestServer;
let url: string;
let owner: pg.Client;
let foreign: Place;

beforeAll(async () => {
  server = await startTestServer();
  url = server.server.url;
  owner = new pg.Client(server.databaseUrl);
  await owner.connect();
  foreign = await openPlace(server, server.server.deps.library.defaultProfile, 'ЧУЖОЕ');
  await caseOf(foreign, foreign.targets.bodyId);
});
afterAll(async () => {
  await owner.end();
  await server.server.close();
});

interface Person extends Asking {
  kind: Asker;
  role: string;
}

/** Did it get to where something is done? */
function isLetIn(answer: Response): boolean {
  return ![401, 403, 404].includes(answer.status) && !leadsTo(answer)?.startsWith('/sign-in');
}

/** Their own tenant's things, and for what is a person's own (his devices, his sessions) his. */
async function targetsOf(place: Place, { client }: Person): Promise<Targets> {
  if (!client) return place.targets;
  const { auth_user_id: userId } = await personRow(server, place.tenantId, client.personId);
  const session = await server.db
    .selectFrom('auth_session')
    .select('id')
    .where('userId', '=', userId)
    .orderBy('started_at')
    .executeTakeFirst();
  return { ...place.targets, deviceId: client.grant.deviceId, sessionId: session?.id ?? place.targets.sessionId };
}

/** Does the request differ by whose things it is about? */
function namesSomething({ ask }: RouteRight, own: Targets): boolean {
  return JSON.stringify(ask(own)) !== JSON.stringify(ask(foreign.targets));
}

/** Who is in no regulation, nobody among them, comes once: under the first. */
async function peopleOf(place: Place, profile: Profile): Promise<Person[]> {
  const isFirst = profile === profiles[0];
  const people: Person[] = [];
  const arrive = async (role: string, kind: Asker) => {
    const client = await member(server, place.tenantId, role, place.targets.bodyId, place.mark);
    // The session that is ended must not be the one that asks.
    await visit(server, client.email);
    return { kind, role, page: await visit(server, client.email), client };
  };
  for (const { id } of rolesOf(profile)) {
    const isOurs = id === 'observer' || id === 'administrator';
    if (!isOurs || isFirst) people.push(await arrive(id, isOurs ? id : 'role'));
  }
  if (!isFirst) return people;
  const gone = await arrive('administrator', 'disabled');
  await disablePerson(server.db, place.tenantId, gone.client.personId, Date.now());
  return [{ kind: 'nobody', role: 'nobody', page: browser(url), client: null }, ...people, gone];
}

function routesFor(kind: Asker, allowed: boolean): RouteRight[] {
  const byPerson = ROUTES.filter(({ access }) => !['anyone', 'machine', 'secret'].includes(access));
  return byPerson.filter(({ access }) => isAllowed(access, kind) === allowed);
}

test('every route of the server is in the table, and none that the server does not have', () => {
  const served = createApp(server.server.deps).routes.flatMap(({ method, path }) =>
    method === 'ALL' ? [] : [`${method} ${path}`],
  );
  const listed = ROUTES.map(({ method, path }) => `${method} ${path}`);

  expect([...new Set(served), 'GET /api/live'].sort()).toEqual(listed.sort());
});

test.each(names)(
  'every role of %s gets to its own routes, to no other, and into no other tenant',
  async (name, profile) => {
    const place = await openPlace(server, profile, `СВОЁ-${name}`);
    const abroad = await fingerprint(owner, foreign.tenantId);
    const wrong: string[] = [];
    for (const person of await peopleOf(place, profile)) {
      const own = await targetsOf(place, person);
      const before = await fingerprint(owner, place.tenantId);
      for (const route of routesFor(person.kind, false)) {
        const answer = await send(url, person, route, own);
        if (isLetIn(answer)) wrong.push(`${person.role} was let in: ${route.method} ${route.path} ${answer.status}`);
      }
      expect(await fingerprint(owner, place.tenantId), `${person.role} changed something by what he may not do`).toBe(before);
      for (const route of routesFor(person.kind, true)) {
        if (route.path === '/api/device/sign-out' || !namesSomething(route, own)) continue;
        const answer = await send(url, person, route, foreign.targets);
        const text = await answer.text();
        if (text.includes(foreign.mark)) wrong.push(`${person.role} saw something foreign: ${route.method} ${route.path}`);
      }
      for (const route of routesFor(person.kind, true)) {
        // By case and role, below.
        if (route.access === 'reader' || route.access === 'writer') continue;
        const answer = await send(url, person, route, own);
        if (!isLetIn(answer)) wrong.push(`${person.role} was kept out: ${route.method} ${route.path} ${answer.status}`);
        if ((await answer.text()).includes(foreign.mark)) wrong.push(`${person.role} saw something foreign: ${route.path}`);
      }
    }

    expect(wrong).toEqual([]);
    expect(await fingerprint(owner, foreign.tenantId)).toBe(abroad);
  },
  240_000,
);

test('a link or a code opens what it is for to whoever holds it, and nothing when it is not one', async () => {
  const { tenantId, targets } = foreign;
  const { db, now } = server.server.deps;
  const invitation = { tenantId, name: 'Новый', roles: ['curator'], bodyId: null, defaultExecutor: false };
  const join = await invite(db, invitation, now());
  const boss = await connectPerson(server, tenantId, ['administrator'], null);
  const reset = await offerReset(
    db,
    { tenantId, personId: targets.personId, clearsSecondFactor: false, createdBy: boss.personId },
    now(),
  );
  const { auth_user_id: userId } = await personRow(server, tenantId, targets.substituteId);
  const verifier = 'v'.repeat(43);
  const code = await issueCode(db, userId, challengeOf(verifier), now());
  const forged = (token: string) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  const nobody = browser(url);
  const form = { email: 'new-one@example.org', password: PASSWORD, again: PASSWORD };

  for (const path of [`/join/${forged(join)}`, `/reset/${forged(reset ?? '')}`, '/join/x', '/reset/x']) {
    for (const answer of [await nobody.get(path), await nobody.post(path, form)]) {
      expect(answer.status, path).toBe(410);
      expect(await answer.text()).not.toContain(foreign.mark);
    }
  }
  expect((await redeem(url, { code: 'AAAAA-AAAAA', verifier })).status).toBe(403);

  expect((await nobody.get(`/join/${join}`)).status).toBe(200);
  expect((await nobody.get(`/reset/${reset}`)).status).toBe(200);
  expect((await nobody.post(`/reset/${reset}`, form)).status).toBe(200);
  expect((await nobody.post(`/join/${join}`, form)).status).toBe(303);
  expect((await redeem(url, { code, verifier })).status).toBe(200);
});

test('what is for anyone answers everybody', async () => {
  for (const { method, path, ask } of ROUTES.filter(({ access }) => access === 'anyone' || access === 'machine')) {
    const { form } = ask(foreign.targets);
    const answer = await (method === 'GET' ? browser(url).get(path) : browser(url).post(path, form ?? {}));
    expect([403, 404, 500], path).not.toContain(answer.status);
    expect(await answer.text(), path).not.toContain(foreign.mark);
  }
});

async function seenBy(client: Client): Promise<string[]> {
  return (await client.pull()).documents;
}

test('every role of the regulation that opens cases at once sees and does what the table says, of its tenant alone', async () => {
  const profile = server.server.deps.library.defaultProfile;
  const place = await openPlace(server, profile, 'ДЕЛА');
  const [own, other] = [await caseOf(place, place.targets.bodyId), await caseOf(place, place.otherBodyId)];
  const theirs = await caseOf(foreign, foreign.targets.bodyId);
  if (!own || !other || !theirs) throw new Error('no cases');
  const steps = (role: string) => new Set(profile.flow.filter(({ by }) => by === role).map(({ event }) => event));

  for (const role of rolesOf(profile)) {
    const client = await member(server, place.tenantId, role.id, place.targets.bodyId, place.mark);
    const seen = await seenBy(client);
    const outcome = async (command: unknown) => {
      const [receipt] = (await client.push([command])).receipts;
      return receipt?.outcome === 'rejected' ? receipt.refusal.code : receipt?.outcome;
    };
    const mayRate = steps(role.id).has('importance.set');
    const strange = role.sees === 'all' ? (mayRate ? 'applied' : 'not-your-role') : 'unknown-case';

    expect([seen.includes(own), seen.includes(other), seen.includes(theirs)], role.id).toEqual([
      role.sees !== 'none',
      role.sees === 'all',
      false,
    ]);
    expect(await outcome(setImportance(own)), role.id).toBe(
      role.sees === 'none' ? 'unknown-case' : mayRate ? 'applied' : 'not-your-role',
    );
    expect(await outcome(setImportance(other)), role.id).toBe(strange);
    expect(await outcome(setImportance(theirs)), role.id).toBe('unknown-case');
    expect(await outcome(openCase(place.targets.bodyId)), role.id).toBe(
      steps(role.id).has('message.detected') ? 'applied' : 'not-your-role',
    );
    expect(await outcome(openCase(foreign.targets.bodyId)), role.id).not.toBe('applied');
  }
});

/** A draft with a picture, by an executor of the body that has the case. */
async function pictured(place: Place, caseId: string, bodyId: string, shade: number): Promise<string> {
  const executor = await member(server, place.tenantId, 'executor', bodyId, place.mark);
  const bytes = pngOf(shade);
  const picture = pictureOf(bytes);
  const path = `/api/cases/${caseId}/pictures/${picture.hash}`;
  await executor.ask(path, { method: 'PUT', body: new Uint8Array(bytes) });
  const found = await executor.changes();
  const document =
    found.status === 'ok' ? found.changes.find((one) => one.kind === 'case' && one.document.id === caseId) : undefined;
  const events = document?.kind === 'case' ? document.document.events : [];
  const assignment = events.findLast(({ type }) => type === 'assignment.received')?.assignment ?? '';
  const text = sealed('Яма на улице Мира заделана 10 марта.');
  const args = { assignment, draft: 'd1', kind: 'final', text: text.ref, pictures: [picture] };
  expect((await executor.push([command('submit-draft', caseId, args, [text.text])])).receipts).toMatchObject([
    { outcome: 'applied' },
  ]);
  return path;
}

test('every role reads and puts pictures of the cases it sees as the table says, of its tenant alone', async () => {
  const profile = server.server.deps.library.defaultProfile;
  const place = await openPlace(server, profile, 'СНИМКИ');
  const places: [Place, string][] = [
    [place, place.targets.bodyId],
    [place, place.otherBodyId],
    [foreign, foreign.targets.bodyId],
  ];
  const paths: string[] = [];
  for (const [where, body] of places)
    paths.push(await pictured(where, (await caseOf(where, body)) ?? '', body, 40 + paths.length));

  for (const role of rolesOf(profile)) {
    const client = await member(server, place.tenantId, role.id, place.targets.bodyId, place.mark);
    const got = await Promise.all(paths.map(async (path) => (await client.ask(path)).status));
    const put = await Promise.all(
      paths.map(async (path, at) => (await client.ask(path, { method: 'PUT', body: new Uint8Array(pngOf(40 + at)) })).status),
    );
    const seen = [role.sees !== 'none', role.sees === 'all', false];

    expect(got, role.id).toEqual(seen.map((sees) => (sees ? 200 : 404)));
    expect(put, role.id).toEqual(seen.map((sees) => (sees ? (role.attaches ? 200 : 403) : 404)));
  }
});

test('docs/rights.md says what is tested here', async () => {
  await expect(rightsDocument(profiles)).toMatchFileSnapshot('../../docs/rights.md');
});
