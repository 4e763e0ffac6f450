import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { rulesFor } from '../../lib/background/page-rules.ts';
import type { Session } from '../../lib/background/session.ts';
import type { Reference } from '../../lib/protocol/api.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const rulesKey = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
const GOOD = { css: '.post', layout: 'new', surety: 'inventory', seen: '2026-11' };

function session(key: string | null = rulesKey): Session {
  const me = { person: { id: 'p', name: '', roles: [], bodyId: null }, tenant: { id: 't', title: '', practice: false } };
  const known = { state: 'signed-in', server: '', token: '', owner: '', me, skewMs: 0 } as unknown as Session;
  return key === null ? known : { ...known, rulesKey: key };
}

function reference(rules: object, { purpose = 'vovremya page rules\n', key = privateKey } = {}): Reference {
  const text = JSON.stringify({ tenant: 't', network: 'vk', revision: 4, off: [], selectors: null, ...rules });
  const signature = sign(null, Buffer.from(purpose + text), key).toString('base64');
  return { pageRules: [{ text, signature }] } as unknown as Reference;
}

const file = (...entries: object[]) => ({ selectors: { network: 'vk', roles: { post: entries } } });

test('rules are used when the key pinned at connection signed them for this tenant', async () => {
  expect(await rulesFor('vk', session(), reference(file(GOOD)))).toMatchObject({ revision: 4, selectors: { post: [GOOD] } });
});

test('one bad entry is left out alone, and a feature nobody knows is no switch', async () => {
  const rules = await rulesFor('vk', session(), reference({ ...file({ css: 5 }, GOOD, {}), off: ['insertion', 'all'] }));

  expect(rules).toMatchObject({ off: ['insertion'], selectors: { post: [GOOD] } });
});

test.each([
  ['another key signed them', session(), reference(file(GOOD), { key: generateKeyPairSync('ed25519').privateKey })],
  ['the key signed something else', session(), reference(file(GOOD), { purpose: '' })],
  ['no key was pinned', session(null), reference(file(GOOD))],
  ['they are another tenant’s', session(), reference({ ...file(GOOD), tenant: 'other' })],
  ['they are another network’s', session(), reference({ ...file(GOOD), network: 'ok' })],
  ['nobody is signed in', null, reference(file(GOOD))],
  ['there are none', session(), { pageRules: [] } as unknown as Reference],
  ['the server is older', session(), {} as Reference],
])('pages are read as the extension was built when %s', async (_, who, known) => {
  expect(await rulesFor('vk', who, known)).toBeNull();
});

test('pages are read as the extension was built when a letter was changed on the way', async () => {
  const signed = reference(file(GOOD));
  const [one] = signed.pageRules ?? [];
  const forged = { pageRules: [{ text: one?.text.replace('.post', '.past') ?? '', signature: one?.signature ?? '' }] };

  expect(await rulesFor('vk', session(), forged as unknown as Reference)).toBeNull();
});
