import { afterEach, expect, test } from 'vitest';
import { wholeJob } from '../../practice/job.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { eventTypes, PIT, sitDown, TUESDAY, VK_WALL, WHOLE_STORY } from './stage.ts';

let world: World;

afterEach(() => world.close());

test('a post in VK becomes a filed proof when curator and executor came by invitation', async () => {
  world = await createWorld({ at: TUESDAY, accounts: false, stories: false });
  const curator = await sitDown(world, 'curator', VK_WALL, 'invitation');
  const executor = await sitDown(world, 'roads', VK_WALL, 'invitation');

  await wholeJob({ ...PIT, curator: curator.wall, executor: executor.wall });

  expect(await eventTypes(world)).toEqual(WHOLE_STORY);
  await executor.page.reload();
  await executor.wall.chipSays(PIT.snippet, 'ответ размещён');
  const published = world.network.state.post('vk', '-900000101_4127')?.comments.at(-1);
  expect(published).toMatchObject({ text: PIT.second, author: { community: true } });
  const [proof] = await world.server.rows<{ link: string; same: string; sha: string }>(
    `select payload::json -> 'event' -> 'data' ->> 'permalink' as link, payload::json -> 'event' -> 'data' ->> 'matches' as same,
       payload::json -> 'event' -> 'data' ->> 'textSha256' as sha
     from event where payload::json -> 'event' ->> 'type' = 'reply.published'`,
  );
  expect(proof).toMatchObject({ link: `https://vk.com/wall-900000101_4127?reply=${published?.id}`, same: 'true' });
  expect(proof?.sha).toMatch(/^[0-9a-f]{64}$/);
});

test('a post in classic VK becomes a filed proof when the job is done there', async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: false, layout: 'classic' });
  const curator = await sitDown(world, 'curator', VK_WALL);
  const executor = await sitDown(world, 'roads', VK_WALL);

  await wholeJob({ ...PIT, curator: curator.wall, executor: executor.wall });

  expect(await eventTypes(world)).toEqual(WHOLE_STORY);
});
