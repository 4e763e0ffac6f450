import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../lib/domain/cases/commands.ts';
import type { PushAnswer } from '../../lib/protocol/api.ts';
import type { Failure, HttpAnswer } from '../../lib/sync/http.ts';
import { push } from '../../lib/sync/push.ts';
import { createSync } from '../../lib/sync/sync.ts';
import { curator } from '../support/place.ts';
import { opening, rating } from './commands.ts';
import { createModelDevice, type Fate, type ModelDevice } from './model-device.ts';
import { createModelServer } from './model-server.ts';

type Step =
  | { do: 'open' | 'rate' | 'misuse'; device: 0 | 1; on: number }
  | { do: 'sync'; device: 0 | 1; fates: Fate[]; diesAt: number }
  | { do: 'restore'; back: number };

const device = fc.constantFrom<0 | 1>(0, 1);
const fates = fc.array(fc.constantFrom<Fate>('arrives', 'arrives', 'lost', 'answer-lost', 'twice', 'busy'), { maxLength: 6 });
const act = fc.record({ do: fc.constantFrom('open', 'rate', 'rate', 'misuse'), device, on: fc.nat(2) });
const sync = fc.record({ do: fc.constant('sync' as const), device, fates, diesAt: fc.oneof(fc.nat(8), fc.constant(1_000)) });
const restore = fc.record({ do: fc.constant('restore' as const), back: fc.nat(4) });
const step = fc.oneof(
  { weight: 5, arbitrary: act },
  { weight: 5, arbitrary: sync },
  { weight: 1, arbitrary: restore },
) as fc.Arbitrary<Step>;

async function play(steps: Step[]) {
  const server = createModelServer();
  const devices = [createModelDevice('anna', curator, server), createModelDevice('boris', curator, server)] as const;
  const asked: Command[][] = [[], []];
  for (const one of steps) {
    if (one.do === 'restore') server.restore(one.back);
    else if (one.do === 'sync') await devices[one.device].sync(one.fates, one.diesAt);
    else {
      const command = commandOf(one);
      asked[one.device]?.push(command);
      await devices[one.device].act(command);
    }
  }
  for (const each of [...devices, ...devices]) await settle(each);
  return { server, devices, asked };
}

/** A device works on cases of its own: what the other does cannot make its commands unacceptable. */
function commandOf({ do: what, device: by, on }: Extract<Step, { on: number }>): Command {
  const name = `${by}${on}`;
  if (what === 'open') return opening(name);
  return rating(name, what === 'misuse' ? 'no-such-importance' : 'urgent');
}

async function settle(each: ModelDevice): Promise<void> {
  for (let tried = 0; tried < 5; tried += 1) {
    const outcome = await each.sync();
    if (outcome !== 'crashed' && outcome.kind === 'done') return;
  }
  throw new Error('the device does not come to rest');
}

test('every command has one outcome and the devices agree with the server, when requests and power fail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const { server, devices, asked } = await play(steps);

      const applied = server.applied();
      expect(new Set(applied.map(({ id }) => id)).size).toBe(applied.length);
      for (const [at, each] of devices.entries()) {
        const name = at === 0 ? 'anna' : 'boris';
        const { outbox, cache } = each.store();
        const own = applied.filter((one) => one.device === name).map(({ id }) => id);
        const rejected = (await outbox.notices(name)).map(({ command }) => command.id);
        const ids = (asked[at] ?? []).map(({ id }) => id);
        expect(await outbox.pending(name)).toEqual([]);
        expect([...own, ...rejected].sort()).toEqual([...ids].sort());
        expect(own).toEqual(ids.filter((id) => own.includes(id)));
        expect(sorted(await cache.documents())).toEqual(sorted(server.documents()));
      }
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

test('a command held for taking back holds back those after it, when it is not due', async () => {
  const server = createModelServer();
  const anna = createModelDevice('anna', curator, server);
  // The device's clock stands at a million when it syncs for the first time.
  await anna.act(opening('held'), 1_030_000);
  await anna.act(rating('held', 'urgent'));

  const outcome = await anna.sync();

  expect(outcome).toMatchObject({ kind: 'done', nextAt: 0 });
  expect(server.applied()).toEqual([]);
});

test('a command leaves when the clock of the device was set back a day after it was given', async () => {
  const server = createModelServer();
  const anna = createModelDevice('anna', curator, server);
  const open = opening('back');
  await anna.act(open, 1_005_000 + 86_400_000);

  await anna.sync();

  expect(server.applied().map(({ id }) => id)).toEqual([open.id]);
});

test('news wait and nothing is lost when the device has no room, and all arrives when there is room again', async () => {
  const server = createModelServer();
  const [anna, boris] = [createModelDevice('anna', curator, server), createModelDevice('boris', curator, server)];
  const [own, others] = [opening('own'), opening('others')];
  await anna.act(own);
  await boris.act(others);
  await boris.sync();

  anna.fill(true);
  await expect(anna.act(opening('lost'))).rejects.toThrow('full');
  const without = await anna.sync();
  anna.fill(false);
  const pending = await anna.store().outbox.pending('anna');
  await anna.sync();

  expect(without).toEqual({ kind: 'full' });
  expect(pending.map(({ command }) => command.id)).toEqual([own.id]);
  expect(server.applied().map(({ id }) => id)).toEqual([others.id, own.id]);
  expect(sorted(await anna.store().cache.documents())).toEqual(sorted(server.documents()));
});

test('a command can be taken back until it leaves and not afterwards', async () => {
  const server = createModelServer();
  const anna = createModelDevice('anna', curator, server);
  const [first, second] = [opening('taken'), opening('sent')];
  await anna.act(first, Number.MAX_SAFE_INTEGER);

  expect(await anna.store().outbox.takeBack(first.id)).toBe(true);
  await anna.sync();
  await anna.act(second);
  await anna.sync(['arrives', 'answer-lost']);

  expect(await anna.store().outbox.takeBack(second.id)).toBe(false);
  await anna.sync();
  expect(server.applied().map(({ id }) => id)).toEqual([second.id]);
});

test('at whatever moment it is taken back, it either never leaves or it is said that it has left', async () => {
  const answers = new Set<boolean>();
  for (let moment = 0; moment < 80; moment += 1) {
    const server = createModelServer();
    const anna = createModelDevice('anna', curator, server);
    const [command, other] = [opening('taken'), opening('other')];
    for (const one of [command, other]) await anna.act(one);

    const syncing = anna.sync();
    for (let turn = 0; turn < moment; turn += 1) await null;
    const isTaken = await anna.store().outbox.takeBack(command.id);
    await syncing;
    await anna.sync();

    answers.add(isTaken);
    const left = isTaken ? [other.id] : [command.id, other.id];
    expect([moment, ...server.applied().map(({ id }) => id)]).toEqual([moment, ...left]);
  }
  expect(answers).toEqual(new Set([true, false]));
});

test('a rejected command keeps what was typed and lets the next ones through', async () => {
  const server = createModelServer();
  const anna = createModelDevice('anna', curator, server);
  const [open, wrong, right] = [opening('next'), rating('next', 'no-such-importance'), rating('next', 'urgent')];
  for (const command of [open, wrong, right]) await anna.act(command);

  await anna.sync();

  expect(server.applied().map(({ id }) => id)).toEqual([open.id, right.id]);
  const [notice] = await anna.store().outbox.notices('anna');
  expect(notice).toMatchObject({ refusal: { code: 'unknown-value' }, command: { texts: [{ body: 'потому что' }] } });
});

test.each([
  ['too-large', 'too-large'],
  ['bad-request', 'missing-data'],
])('a command that the server will not even read (%s) is refused in words and lets the next one go', async (code, refusal) => {
  const server = createModelServer();
  const anna = createModelDevice('anna', curator, server);
  const [bad, good] = [opening('bad'), opening('good')];
  for (const command of [bad, good]) await anna.act(command);
  const present = { caseId: good.caseId, state: 'drafting' as const, seq: 7, at: 1, personId: 'boris' };
  const pass = {
    api: {
      push: async (_sentAt: number, commands: Command[]): Promise<HttpAnswer<PushAnswer>> =>
        commands.some(({ id }) => id === bad.id)
          ? { ok: false, failure: { kind: 'refused', code } }
          : {
              ok: true,
              value: {
                receipts: commands.map(({ id }) => ({
                  id,
                  outcome: 'rejected',
                  refusal: { code: 'stale-draft', clause: null, detail: null },
                  present,
                })),
                serverTime: 1,
              },
            },
      changes: () => Promise.reject(new Error('not asked')),
      reference: () => Promise.reject(new Error('not asked')),
      putPicture: () => Promise.reject(new Error('not asked')),
    },
    ...{
      outbox: anna.store().outbox,
      pictures: anna.store().pictures,
      owner: 'anna',
      now: () => 1_000,
      skewMs: 0,
      heard: () => undefined,
    },
  };

  expect(await push(pass, null)).toEqual({ ok: true, settled: 2 });
  expect(await anna.store().outbox.notices('anna')).toMatchObject([
    { command: { id: bad.id }, refusal: { code: refusal } },
    { command: { id: good.id }, refusal: { code: 'stale-draft' }, present },
  ]);
});

/** A device of its own whose server answers everything so. */
function syncWith<Answer extends { ok: false; failure: Failure }>(answer: () => Promise<Answer>, now: () => number) {
  const { store } = createModelDevice('anna', curator, createModelServer());
  return createSync({
    store: async () => store(),
    session: async () => ({
      api: { push: answer, changes: answer, reference: answer, putPicture: answer },
      owner: 'anna',
      token: '',
      skewMs: 0,
    }),
    indexOf: () => null,
    progress: () => undefined,
    now,
    heard: () => undefined,
    random: () => 0,
    alone: (work) => work(),
  });
}

test('a server that asks for time is given it, even when the person is in a hurry', async () => {
  let asked = 0;
  let clock = 0;
  const busy = async () => {
    asked += 1;
    return { ok: false as const, failure: { kind: 'busy' as const, retryAfterMs: 7_000, code: null } };
  };
  const sync = syncWith(busy, () => clock);

  await sync.run({ eager: true });
  clock = 6_999;
  expect(await sync.run({ eager: true })).toEqual({ kind: 'trouble', retryAt: 7_000 });
  expect(asked).toBe(1);
  clock = 7_000;
  await sync.run();

  expect(asked).toBe(2);
});

test('a server without room is told apart from a lost connection, while it is waited for too', async () => {
  let code: string | null = 'disk-full';
  let clock = 0;
  const busy = async () => ({ ok: false as const, failure: { kind: 'busy' as const, retryAfterMs: 10_000, code } });
  const sync = syncWith(busy, () => clock);

  expect(await sync.run()).toEqual({ kind: 'server-full', retryAt: 10_000 });
  expect(await sync.run({ eager: true })).toEqual({ kind: 'server-full', retryAt: 10_000 });
  clock = 10_000;
  code = null;
  expect(await sync.run()).toMatchObject({ kind: 'trouble' });
});

test('a command of another person stays on the device when somebody else syncs', async () => {
  const server = createModelServer();
  const anna = createModelDevice('anna', curator, server);
  const foreign = opening('foreign');
  await anna.store().outbox.add(foreign, 'boris', 0);

  await anna.sync();

  expect(server.applied()).toEqual([]);
  expect((await anna.store().outbox.pending('boris')).map(({ command }) => command.id)).toEqual([foreign.id]);
});

function sorted<D extends { id: string }>(documents: D[]): D[] {
  return [...documents].sort((a, b) => a.id.localeCompare(b.id));
}
