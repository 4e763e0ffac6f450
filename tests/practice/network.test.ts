import { afterEach, beforeEach, expect, test } from 'vitest';
import { communities } from '../../practice/content/communities.ts';
import { okTopics, vkPosts } from '../../practice/content/messages.ts';
import { type PracticeNetwork, startPracticeNetwork } from '../../practice/network/server.ts';

const NOW = Date.parse('2026-03-12T10:30:00Z');
const POST = 'vk:wall-900000101_4127';
let network: PracticeNetwork;

beforeEach(async () => {
  network = await startPracticeNetwork({ now: () => NOW });
});
afterEach(() => network.close());

function get(url: string) {
  return network.answer({ method: 'GET', url, body: '' });
}
function post(url: string, body: unknown) {
  return network.answer({ method: 'POST', url, body: JSON.stringify(body) });
}

test.each([
  ['https://vk.com/lebedinoe_okrug', 'ВКонтакте'],
  ['https://vk.ru/wall-900000101_4127?layout=classic', 'ВКонтакте'],
  ['https://ok.ru/group/70000000000101', 'Одноклассники'],
])('%s says that it is a practice page and asks nobody else for anything', async (url, name) => {
  const { status, body, headers } = await get(url);

  expect(status).toBe(200);
  expect(body).toContain(`Учебная страница «Вовремя», не ${name}`);
  expect(body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  expect(headers['content-security-policy']).toContain("default-src 'self'");
});

test('the network is told by the header, the host or the first step of the path', async () => {
  const byHeader = await fetch(`${network.url}/wall-900000101_4127`, { headers: { 'x-practice-host': 'vk.ru' } });
  const byPath = await fetch(`${network.url}/ok.ru/group/70000000000101`);

  expect(await byHeader.text()).toContain('data-layout="vk-redesign"');
  expect(await byPath.text()).toContain('data-base="/ok.ru"');
  expect((await fetch(network.url)).status).toBe(404);
});

test('a comment gets an id and everybody sees it when the page’s own button sent it', async () => {
  const sent = await post('https://vk.com/practice/api/comment?network=vk', {
    post: '-900000101_4127',
    text: 'Засыпали',
    answers: 4128,
    as: 'community',
  });
  const seen = JSON.parse((await get('https://vk.ru/practice/api/post?network=vk&id=-900000101_4127')).body);

  const { comment } = JSON.parse(sent.body);
  expect(seen.post.comments.at(-1)).toEqual(comment);
  expect(comment).toMatchObject({
    text: 'Засыпали',
    thread: 4128,
    answers: 4128,
    at: NOW,
    author: { name: communities.vkOkrug.name },
  });
  expect(network.state.comment(`${POST}?reply=${comment.id}`)?.text).toBe('Засыпали');
});

test.each([['{'], [{ post: '-900000101_4127', text: ' ' }], [{ post: '-1_1', text: 'Нет такой записи' }], [null]])(
  'nothing is added when the request is %j',
  async (body) => {
    const before = network.state.post('vk', '-900000101_4127')?.comments.length;

    expect((await post('https://vk.com/practice/api/comment?network=vk', body)).status).toBe(400);
    expect(network.state.post('vk', '-900000101_4127')?.comments.length).toBe(before);
  },
);

test('a removed post is gone, a removed comment leaves a notice, an edited reply says its new text', async () => {
  expect(network.state.remove(POST)).toBe(true);
  expect(network.state.remove(POST)).toBe(false);
  expect((await get('https://vk.com/practice/api/post?network=vk&id=-900000101_4127')).status).toBe(404);

  expect(network.state.remove('ok:topic/156000000000405#1700000000881')).toBe(true);
  expect(network.state.comment('ok:topic/156000000000405#1700000000881')?.deleted).toBe(true);

  expect(network.state.edit('vk:wall-900000101_4121?reply=4122', 'Уже почистили')).toBe(true);
  expect(network.state.comment('vk:wall-900000101_4121?reply=4122')).toMatchObject({ text: 'Уже почистили', edited: true });
});

test('no message has the id of another', () => {
  for (const posts of [vkPosts, okTopics]) {
    const ids = posts.flatMap(({ id, comments }) => [
      id,
      ...comments.flatMap((one) => [one.id, ...(one.replies ?? []).map((reply) => reply.id)]),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test('a form of m.vk.com leaves a comment under the post its address names and leads back to it; an empty one leaves none', async () => {
  const before = network.state.post('vk', '-900000101_4127')?.comments.length ?? 0;
  const send = (body: string) =>
    network.answer({ method: 'POST', url: 'https://m.vk.com/wall?act=post&new_comment=-900000101_4127&hash=0', body });

  const sent = await send('reply_to=&message=%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82%0D%0A%D0%B2%D1%81%D0%B5%D0%BC');
  const empty = await send('reply_to=&message=+');

  expect(sent).toMatchObject({ status: 302, headers: { location: '/wall-900000101_4127#reply7001' } });
  expect(empty).toMatchObject({ status: 302, headers: { location: '/wall-900000101_4127?post_add#post_add' } });
  const comments = network.state.post('vk', '-900000101_4127')?.comments ?? [];
  expect(comments).toHaveLength(before + 1);
  expect(comments.at(-1)).toMatchObject({ text: 'Привет\nвсем', answers: null });
});
