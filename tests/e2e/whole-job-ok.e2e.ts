import { afterEach, expect, test } from 'vitest';
import { wholeJob } from '../../practice/job.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { eventTypes, OK_GROUP, PIT, sitDown, TUESDAY, WHOLE_STORY } from './stage.ts';

let world: World;

afterEach(() => world.close());

test('a topic in OK becomes a filed proof when the reply goes into the layer that opens over the group', async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: false });
  const curator = await sitDown(world, 'curator', OK_GROUP);
  const executor = await sitDown(world, 'roads', OK_GROUP);
  const second = 'Здравствуйте! Лавочку на остановке «Совхозная» поставим до 20 марта, крышу починят на этой неделе 🛠️';

  await wholeJob({ ...PIT, curator: curator.wall, executor: executor.wall, snippet: 'Здравствуйте! На остановке', second });

  expect(await eventTypes(world)).toEqual(WHOLE_STORY);
  expect(world.network.state.post('ok', '156000000000412')?.comments.at(-1)?.text).toBe(second);
});
