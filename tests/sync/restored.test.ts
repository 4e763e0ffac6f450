import { expect, test } from 'vitest';
import { restoredKey } from '../../lib/sync/follow.ts';
import { curator } from '../support/place.ts';
import { opening } from './commands.ts';
import { createModelDevice } from './model-device.ts';
import { createModelServer } from './model-server.ts';

test('what the restored server had forgotten is sent again, nothing of the server’s is overwritten, and the person is told', async () => {
  const server = createModelServer();
  const [anna, boris] = [createModelDevice('anna', curator, server), createModelDevice('boris', curator, server)];
  const [first, forgotten, afterwards] = [opening('first'), opening('forgotten'), opening('afterwards')];
  for (const command of [first, forgotten]) {
    await anna.act(command);
    await anna.sync();
  }
  const before = await anna.store().outbox.kept<number>(restoredKey('anna'));

  server.restore(0);
  await boris.act(afterwards);
  await boris.sync();
  await anna.sync();
  await boris.sync();

  expect(before).toBeNull();
  expect(await anna.store().outbox.kept<number>(restoredKey('anna'))).not.toBeNull();
  expect(server.applied().map(({ id }) => id)).toEqual([first.id, afterwards.id, forgotten.id]);
  const ids = (await anna.store().cache.documents()).map(({ id }) => id).sort();
  expect(ids).toEqual(['case-afterwards', 'case-first', 'case-forgotten']);
});

test('a device that reads for the first time is told of no restoring', async () => {
  const server = createModelServer();
  const anna = createModelDevice('anna', curator, server);

  await anna.sync();

  expect(await anna.store().outbox.kept<number>(restoredKey('anna'))).toBeNull();
});
