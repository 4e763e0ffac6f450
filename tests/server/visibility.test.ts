import { expect, test } from 'vitest';
import type { CaseDocument, CaseEvent, TextRef } from '../../lib/domain/cases/model.ts';
import { caseId } from '../../lib/domain/ids.ts';
import { loadLibrary } from '../../server/library.ts';
import { ownPart } from '../../server/policies/own-part.ts';
import { grantableRoles, mayAdminister, type Scope, scopeOf, sees } from '../../server/policies/visibility.ts';

const { profiles } = loadLibrary();

function scope(
  profile: string,
  role: string,
  bodyId: string | null = 'roads',
  actsFor: { roles: string[]; bodyId: string | null }[] = [],
) {
  return scopeOf(
    { roles: [role], bodyId, actsFor },
    profiles.filter((one) => one.profile === profile),
  );
}

/** Who sees every case by each regulation: an office above the bodies, or whoever finds and routes messages. */
const SEES_ALL: Record<string, string[]> = {
  alatyr: ['curator'],
  barnaul: ['curator', 'controller'],
  lebyazhye: ['curator'],
  novorossiysk: ['operator', 'controller'],
  'omsk-municipal': ['curator'],
  'omsk-regional': ['curator'],
};

test.each(profiles.map((profile) => [profile.profile, profile] as const))(
  'every role of %s sees what it should',
  (name, profile) => {
    const all = Object.keys(profile.roles).filter((role) => scope(name, role) === 'all');
    const own = Object.entries(profile.roles).filter(([role, { org }]) => org === 'body' && !all.includes(role));

    expect(all.sort()).toEqual([...(SEES_ALL[name] ?? [])].sort());
    for (const [role] of own) {
      expect(scope(name, role), role).toBe('body:roads');
      expect(scope(name, role, null), role).toBe('none');
    }
    for (const [role, { org }] of Object.entries(profile.roles))
      if (org === 'external') expect(scope(name, role), role).toBe('none');
  },
);

test('a head that a regulation names sees his body, and the observer everything, wherever they work', () => {
  for (const { profile, roles } of profiles) {
    if (roles.head) expect(scope(profile, 'head')).toBe('body:roads');
    expect(scope(profile, 'observer')).toBe('all');
  }
});

test('no role that may be given is named twice, and none of another regulation counts', () => {
  for (const profile of profiles) {
    const ids = grantableRoles([profile]).map(({ id }) => id);
    expect(new Set(ids).size, profile.profile).toBe(ids.length);
  }
  expect(scope('lebyazhye', 'operator')).toBe('none');
});

test('somebody who takes the place of others sees what they see together, each body once', () => {
  const at = (bodyId: string) => ({ roles: ['executor'], bodyId });

  expect(scope('lebyazhye', 'executor', 'school', [at('roads'), at('school')])).toBe('body:roads,school');
  expect(scope('lebyazhye', 'executor', 'school', [{ roles: ['curator'], bodyId: null }])).toBe('all');
  expect(scope('lebyazhye', 'observer', null, [at('roads')])).toBe('all');
  expect(mayAdminister({ roles: ['executor'], bodyId: null, actsFor: [{ roles: ['administrator'], bodyId: null }] })).toBe(true);
  expect(mayAdminister({ roles: ['executor'], bodyId: null })).toBe(false);
});

test('a scope of several bodies sees the cases of each and no other', () => {
  const cases = [['roads'], ['school', 'parks'], ['parks'], []];
  const seen = (one: Scope) => cases.map((bodies) => sees(one, bodies));

  expect(seen('body:roads,school')).toEqual([true, true, false, false]);
  expect(seen('all')).toEqual([true, true, true, true]);
  expect(seen('none')).toEqual([false, false, false, false]);
});

function ref(id: string): TextRef {
  return { id, hash: id };
}

function event(type: string, data: CaseEvent['data'], assignment?: string): CaseEvent {
  return { id: type, type, at: 0, by: 'system', data, ...(assignment === undefined ? {} : { assignment }) };
}

/** A case of roads (a1) and school (a2) in which everybody has written something. */
function shared(more: CaseEvent[] = []): CaseDocument {
  const events = [
    event('message.detected', { message: { text: ref('message') } }),
    event('case.routed', {
      ...{ bodies: ['roads', 'school'], deputy: 'vice', note: ref('note') },
      assignments: [
        { id: 'a1', body: 'roads' },
        { id: 'a2', body: 'school' },
      ],
    }),
    event('assignment.received', { body: 'roads' }, 'a1'),
    event('assignment.received', { body: 'school' }, 'a2'),
    event('draft.submitted', { text: ref('of-roads') }, 'a1'),
    event('draft.returned', { recommendations: ref('to-school') }, 'a2'),
    ...more,
  ];
  const ids = ['message', 'note', 'of-roads', 'to-school', 'unused'];
  const texts = Object.fromEntries(ids.map((id) => [id, { id, salt: '', body: id }]));
  return { id: caseId('c'), number: '1', regulation: { profile: 'p', version: '1' }, events, texts, seq: 1 };
}

function read(document: CaseDocument, one: Scope, people: string[] = []): string[] {
  return Object.keys(ownPart(document, one, people).texts);
}

test('a body that shares a case reads what is of the whole case and of its own part', () => {
  expect(read(shared(), 'body:roads')).toEqual(['message', 'note', 'of-roads']);
  expect(read(shared(), 'body:school')).toEqual(['message', 'note', 'to-school']);
  expect(ownPart(shared(), 'body:school', []).events).toEqual(shared().events);
});

test('the body that leads a common reply, whoever stands above the bodies, and whoever has both bodies read everything', () => {
  const led = shared([event('lead.named', { lead: 'a1' })]);
  const changed = shared([event('lead.named', { lead: 'a1' }), event('lead.named', { lead: 'a2' })]);

  expect(read(led, 'body:roads')).toHaveLength(5);
  expect(read(led, 'body:school')).toEqual(['message', 'note', 'to-school']);
  expect(read(changed, 'body:roads')).toEqual(['message', 'note', 'of-roads']);
  expect(read(shared(), 'all')).toHaveLength(5);
  expect(read(shared(), 'body:roads,school')).toHaveLength(5);
});

test('whoever a routing named to agree, and who takes his place, reads what he is to agree on; the rest of his body does not', () => {
  const later = shared([
    event('case.rerouted', { assignments: [{ id: 'a3', body: 'parks' }], deputy: 'other' }, 'a2'),
    event('draft.submitted', { text: ref('unused') }, 'a3'),
  ]);

  expect(read(later, 'body:hall', ['vice'])).toEqual(['message', 'note', 'of-roads', 'to-school']);
  expect(read(later, 'body:hall', ['somebody', 'other'])).toEqual(['message', 'note', 'unused']);
  expect(read(later, 'body:hall', ['somebody'])).toEqual(['message', 'note']);
  expect(read(shared([event('lead.named', { lead: 'school' })]), 'body:school')).toHaveLength(5);
});

test('a body that has given nothing yet reads nothing of the part of another', () => {
  const waiting: CaseDocument = { ...shared(), events: shared().events.filter(({ assignment }) => assignment !== 'a2') };

  expect(read(waiting, 'body:school')).toEqual(['message', 'note']);
});
