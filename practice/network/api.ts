import { communities } from '../content/communities.ts';
import { people } from '../content/people.ts';
import type { PracticeAnswer, PracticeRequest } from './server.ts';
import type { NewComment, PracticeNetworkId, PracticeState } from './state.ts';

/** What the practice pages themselves ask for: `posts`, `post`, and `comment` when their own send button is pressed. */
export function answerApi(request: PracticeRequest, url: URL, state: PracticeState, now: () => number): PracticeAnswer {
  const network = networkIn(url);
  const owner = network === 'ok' ? communities.okOkrug : communities.vkOkrug;
  const frame = { now: now(), owner: { name: owner.name, href: `/${owner.path}`, id: owner.id }, visitor: people.visitor };
  switch (url.pathname.slice('/practice/api/'.length)) {
    case 'posts': {
      const offset = Number(url.searchParams.get('offset') ?? 0);
      const limit = Number(url.searchParams.get('limit') ?? 5);
      const posts = state.posts(network);
      return json(200, { ...frame, posts: posts.slice(offset, offset + limit), total: posts.length });
    }
    case 'post': {
      const post = state.post(network, url.searchParams.get('id') ?? '');
      return json(post ? 200 : 404, { ...frame, post });
    }
    case 'comment': {
      const asked = commentIn(request.body);
      const added = asked && request.method === 'POST' ? state.addComment(network, asked.post, asked.comment) : null;
      return json(added ? 200 : 400, { ...frame, comment: added });
    }
    default:
      return json(404, {});
  }
}

/** A form of m.vk.com: its address names the post; the answer leads back to it. */
export function answerForm(request: PracticeRequest, url: URL, base: string, state: PracticeState): PracticeAnswer {
  const post = url.searchParams.get('new_comment') ?? '';
  const said = new URLSearchParams(request.body);
  const text = (said.get('message') ?? '').replaceAll('\r\n', '\n').trim();
  const answers = Number(said.get('reply_to')) || null;
  const added = text === '' ? null : state.addComment('vk', post, { text, answers, as: 'community' });
  const place = added ? `#reply${added.id}` : '?post_add#post_add';
  return { status: 302, headers: { location: `${base}/wall${post}${place}` }, body: '' };
}

function networkIn(url: URL): PracticeNetworkId {
  const asked = url.searchParams.get('network');
  return asked === 'ok' || asked === 'telegram' ? asked : 'vk';
}

function commentIn(body: string): { post: string; comment: NewComment } | null {
  let said: unknown;
  try {
    said = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof said !== 'object' || said === null) return null;
  const { post, text, answers, as, pictures } = said as Record<string, unknown>;
  if (typeof post !== 'string' || typeof text !== 'string' || text.trim() === '') return null;
  return {
    post,
    comment: {
      text,
      answers: typeof answers === 'number' ? answers : null,
      as: as === 'person' ? 'person' : 'community',
      pictures: Array.isArray(pictures) ? pictures.map(String).filter((one) => one.startsWith('data:image/')) : [],
    },
  };
}

function json(status: number, value: unknown): PracticeAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}
