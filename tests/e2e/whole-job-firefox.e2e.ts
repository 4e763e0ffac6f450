import { afterEach, expect, test } from 'vitest';
import { connectFirefox, firefoxWall } from '../../practice/browser/desk.ts';
import type { Wall } from '../../practice/browser/wall.ts';
import { wholeJob } from '../../practice/job.ts';
import type { OfficeKey } from '../../practice/seed/office.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { eventTypes, PIT, TUESDAY, VK_WALL, WHOLE_STORY } from './stage.ts';

let world: World;

afterEach(() => world.close());

async function sitDown(who: OfficeKey): Promise<Wall> {
  const firefox = await world.firefox(who);
  await connectFirefox(firefox, world.server, who);
  return firefoxWall(firefox, await firefox.open(VK_WALL));
}

test('a post in VK becomes a filed proof when both work in Firefox and typed their codes by hand', async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: false });
  const curator = await sitDown('curator');
  const executor = await sitDown('roads');

  await wholeJob({ ...PIT, curator, executor });

  expect(await eventTypes(world)).toEqual(WHOLE_STORY);
});
