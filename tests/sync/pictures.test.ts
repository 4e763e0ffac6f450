import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../lib/domain/cases/commands.ts';
import type { Actor } from '../../lib/domain/cases/model.ts';
import { caseId } from '../../lib/domain/ids.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import { curator, executor, MINUTE, MORNING } from '../support/place.ts';
import { opening, rating } from './commands.ts';
import { createModelDevice, type Fate, type ModelDevice } from './model-device.ts';
import { createModelServer } from './model-server.ts';

/** One person who both opens cases and answers them: what a device did without a server may be the whole of it. */
const both: Actor = { ...executor, roles: [...curator.roles, ...executor.roles] };

let made = 0;

function submitting(open: Command, shades: number[]): Command {
  made += 1;
  const id = `draft-${made}`;
  const text = { id: `text-${made}`, hash: '0'.repeat(64) };
  return {
    id,
    caseId: open.caseId,
    type: 'submit-draft',
    occurredAt: open.occurredAt + MINUTE,
    args: {
      assignment: `${open.id}.0`,
      draft: `d-${open.caseId}`,
      kind: 'final',
      text,
      pictures: shades.map((shade) => pictureOf(pngOf(shade))),
    },
    texts: [{ id: text.id, salt: 'salt', body: 'Яма заделана 10 марта.' }],
  };
}

async function put(device: ModelDevice, id: string, shade: number, owner = 'anna'): Promise<void> {
  const bytes = new Uint8Array(pngOf(shade));
  const { hash } = pictureOf(pngOf(shade));
  const about = { owner, caseId: caseId(id), hash, type: 'image/png' as const, size: bytes.length, keptAt: MORNING };
  await device.store().pictures.keep({ ...about, isOwn: true, isUploaded: false }, bytes);
}

function start() {
  const server = createModelServer();
  return { server, anna: createModelDevice('anna', both, server) };
}

const ids = (server: ReturnType<typeof createModelServer>) => server.applied().map(({ id }) => id);

test('a case, its pictures and the draft that names them arrive in this order when all was done without a server', async () => {
  const { server, anna } = start();
  const open = opening('one');
  const draft = submitting(open, [1, 2]);
  for (const shade of [1, 2]) await put(anna, open.caseId, shade);
  await anna.act(open);
  await anna.act(draft);

  expect(await anna.sync()).toMatchObject({ kind: 'done' });

  expect(ids(server)).toEqual([open.id, draft.id]);
  expect(await anna.store().outbox.notices('anna')).toEqual([]);
});

test('nothing is lost and the draft waits when its picture does not get through', async () => {
  const { server, anna } = start();
  const open = opening('one');
  const draft = submitting(open, [1]);
  await put(anna, open.caseId, 1);
  await anna.act(open);
  await anna.sync();
  await anna.act(draft);

  const without = await anna.sync(['arrives', 'arrives', 'lost']);
  expect(without).toMatchObject({ kind: 'trouble' });
  expect(ids(server)).toEqual([open.id]);
  expect(await anna.store().outbox.pending('anna')).toMatchObject([{ command: { id: draft.id } }]);

  await anna.sync();
  expect(ids(server)).toEqual([open.id, draft.id]);
});

test('what is done in other cases does not wait for a picture, what is done in its own does', async () => {
  const { server, anna } = start();
  const [open, other] = [opening('one'), opening('two')];
  const draft = submitting(open, [1]);
  const after = { ...rating('one', 'urgent'), caseId: open.caseId };
  const beside = { ...rating('two', 'urgent'), caseId: other.caseId };
  await put(anna, open.caseId, 1);
  await anna.sync();
  for (const command of [open, other, draft, after, beside]) await anna.act(command);

  // The news, the commands that may go, the picture.
  await anna.sync(['arrives', 'arrives', 'lost']);
  expect(ids(server)).toEqual([open.id, other.id, beside.id]);

  await anna.sync();
  expect(ids(server)).toEqual([open.id, other.id, beside.id, draft.id, after.id]);
});

test('a picture is sent again when the server was set back to a copy without it', async () => {
  const { server, anna } = start();
  const open = opening('one');
  const draft = submitting(open, [1]);
  await put(anna, open.caseId, 1);
  await anna.act(open);
  await anna.sync();
  await anna.act(draft);
  await anna.sync();
  expect(ids(server)).toEqual([open.id, draft.id]);

  server.restore(0);
  expect(ids(server)).toEqual([open.id]);
  await anna.sync();

  expect(ids(server)).toEqual([open.id, draft.id]);
});

test('a picture the device believes to be there is sent again when the server says it is not', async () => {
  const { server, anna } = start();
  const open = opening('one');
  await put(anna, open.caseId, 1);
  const key = { owner: 'anna', caseId: open.caseId, hash: pictureOf(pngOf(1)).hash };
  await anna.store().pictures.markUploaded(key);
  const draft = submitting(open, [1]);
  await anna.act(open);
  await anna.act(draft);

  await anna.sync();

  expect(ids(server)).toEqual([open.id, draft.id]);
  expect(await anna.store().pictures.about(key)).toMatchObject({ isUploaded: true });
});

test('the person is told and what comes after goes its way when a picture is not on the device any more', async () => {
  const { server, anna } = start();
  const [open, other] = [opening('one'), opening('two')];
  const draft = submitting(open, [1]);
  for (const command of [open, draft, other]) await anna.act(command);

  await anna.sync();

  expect(ids(server)).toEqual([open.id, other.id]);
  expect(await anna.store().outbox.notices('anna')).toMatchObject([
    { command: { id: draft.id, texts: [{ body: 'Яма заделана 10 марта.' }] }, refusal: { code: 'picture-missing' } },
  ]);
});

test('every draft with pictures arrives once and never before them, when requests and power fail', async () => {
  const fates = fc.array(fc.constantFrom<Fate>('arrives', 'arrives', 'lost', 'answer-lost', 'twice', 'busy'), { maxLength: 8 });
  const syncs = fc.array(fc.record({ fates, diesAt: fc.oneof(fc.nat(10), fc.constant(1_000)) }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      syncs,
      fc.array(fc.uniqueArray(fc.nat(4), { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      async (tries, shown) => {
        const { server, anna } = start();
        const all: string[] = [];
        for (const [at, shades] of shown.entries()) {
          const open = opening(`case-${at}`);
          const draft = submitting(open, shades);
          for (const shade of shades) await put(anna, open.caseId, shade);
          for (const command of [open, draft]) {
            all.push(command.id);
            await anna.act(command);
          }
          const sync = tries[at];
          if (sync) await anna.sync(sync.fates, sync.diesAt);
        }
        for (const sync of tries.slice(shown.length)) await anna.sync(sync.fates, sync.diesAt);
        for (let tried = 0; tried < 4; tried += 1) await anna.sync();

        // Cases do not wait for each other.
        const applied = ids(server);
        expect(applied.toSorted()).toEqual(all.toSorted());
        for (let at = 0; at < all.length; at += 2) {
          expect(applied.indexOf(all[at] ?? '')).toBeLessThan(applied.indexOf(all[at + 1] ?? ''));
        }
        expect(await anna.store().outbox.notices('anna')).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);
