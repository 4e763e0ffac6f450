import { communities } from '../content/communities.ts';
import { okTopics, type PracticeCommentContent, type PracticePostContent, vkPosts } from '../content/messages.ts';
import { people } from '../content/people.ts';
import { okPlaces, type Place, telegramPlaces, vkPlaces } from '../content/places.ts';

export type PracticeNetworkId = 'vk' | 'ok' | 'telegram';

export interface PracticeAuthor {
  name: string;
  /** Path of the author's page, with the slash. */
  href: string;
  community: boolean;
}

export interface PracticeComment {
  id: number;
  author: PracticeAuthor;
  text: string;
  at: number;
  /** Comment that opened the thread, null for one right under the post. */
  thread: number | null;
  /** Comment this one answers. */
  answers: number | null;
  deleted: boolean;
  edited: boolean;
  /** Addresses that hold the pictures themselves. */
  pictures: string[];
}

export interface PracticePost {
  network: PracticeNetworkId;
  /** Where it is discussed. */
  place: Place | 'wall';
  /** `-900000101_4127` in VK, the topic's number in OK. */
  id: string;
  author: PracticeAuthor;
  text: string;
  at: number;
  picture: string | null;
  likes: number;
  comments: PracticeComment[];
}

export interface NewComment {
  text: string;
  /** Comment answered, null for the post itself. */
  answers: number | null;
  /** `community`: in the name of the wall's owner; else of the visitor. */
  as: 'community' | 'person';
  pictures?: string[];
}

/** What a practice network remembers; refs are the product's own (`vk:wall-1_2?reply=3`, `ok:topic/2#3`). */
export interface PracticeState {
  posts(network: PracticeNetworkId): PracticePost[];
  post(network: PracticeNetworkId, id: string): PracticePost | null;
  comment(ref: string): PracticeComment | null;
  addComment(network: PracticeNetworkId, post: string, comment: NewComment): PracticeComment | null;
  /** A post vanishes; a comment stays as the network's «удалён» notice. False when there is no such message. */
  remove(ref: string): boolean;
  edit(ref: string, text: string): boolean;
}

export function createPracticeState(now: () => number): PracticeState {
  const startedAt = now();
  const owner = -communities.vkOkrug.id;
  const all: PracticePost[] = [
    ...vkPosts.map((content) => postOf('vk', `${owner}_${content.id}`, content, startedAt)),
    ...okTopics.map((content) => postOf('ok', String(content.id), content, startedAt)),
    ...vkPlaces.map((content) => postOf('vk', `${owner}_${content.id}`, content, startedAt, content.place)),
    ...okPlaces.map((content) => postOf('ok', String(content.id), content, startedAt, content.place)),
    ...telegramPlaces.map((content) => postOf('telegram', String(content.id), content, startedAt, content.place)),
  ];
  const find = (network: string, id: string) => all.find((post) => post.network === network && post.id === id) ?? null;
  const commentOf = (ref: string) => {
    const parts = partsOf(ref);
    const post = parts && find(parts.network, parts.post);
    return post?.comments.find(({ id }) => id === parts?.comment) ?? null;
  };
  return {
    posts: (network) => all.filter((post) => post.network === network && post.place === 'wall'),
    post: find,
    comment: commentOf,
    addComment(network, id, comment) {
      const post = find(network, id);
      return post && addTo(post, comment, now());
    },
    remove(ref) {
      const comment = commentOf(ref);
      if (comment) comment.deleted = true;
      const parts = partsOf(ref);
      const post = parts && parts.comment === null ? find(parts.network, parts.post) : null;
      if (post) all.splice(all.indexOf(post), 1);
      return comment !== null || post !== null;
    },
    edit(ref, text) {
      const comment = commentOf(ref);
      const parts = partsOf(ref);
      const target = comment ?? (parts && parts.comment === null ? find(parts.network, parts.post) : null);
      if (target) target.text = text;
      if (comment) comment.edited = true;
      return target !== null;
    },
  };
}

/** New comments are numbered from here. */
const FIRST_COMMENT: Record<PracticeNetworkId, number> = { vk: 7_000, ok: 1_700_000_001_000, telegram: 900 };

function addTo(post: PracticePost, comment: NewComment, at: number): PracticeComment {
  const answered = post.comments.find(({ id }) => id === comment.answers) ?? null;
  const owner = post.network === 'ok' ? communities.okOkrug : communities.vkOkrug;
  const highest = Math.max(...post.comments.map(({ id }) => id), FIRST_COMMENT[post.network]);
  const added: PracticeComment = {
    id: highest + 1,
    author:
      comment.as === 'community'
        ? authorOf(owner.network === 'vk' ? 'vkOkrug' : 'okOkrug', post.network)
        : authorOf('visitor', post.network),
    text: comment.text,
    at,
    thread: answered ? (answered.thread ?? answered.id) : null,
    answers: answered?.id ?? null,
    deleted: false,
    edited: false,
    pictures: comment.pictures ?? [],
  };
  post.comments.push(added);
  return added;
}

function postOf(
  network: PracticeNetworkId,
  id: string,
  content: PracticePostContent,
  now: number,
  place: PracticePost['place'] = 'wall',
): PracticePost {
  return {
    network,
    place,
    id,
    author: authorOf(content.author, network),
    text: content.text,
    at: now - content.minutesAgo * 60_000,
    picture: content.picture ?? null,
    likes: content.likes,
    comments: content.comments.flatMap((comment) => [
      commentOf(comment, network, now, null),
      ...(comment.replies ?? []).map((reply) => commentOf(reply, network, now, comment.id)),
    ]),
  };
}

function commentOf(
  content: PracticeCommentContent,
  network: PracticeNetworkId,
  now: number,
  thread: number | null,
): PracticeComment {
  return {
    id: content.id,
    author: authorOf(content.author, network),
    text: content.text,
    at: now - content.minutesAgo * 60_000,
    thread,
    answers: thread,
    deleted: false,
    edited: false,
    pictures: [],
  };
}

function authorOf(key: PracticePostContent['author'], network: PracticeNetworkId): PracticeAuthor {
  if (key in communities) {
    const community = communities[key as keyof typeof communities];
    return { name: community.name, href: `/${community.path}`, community: true };
  }
  const person = people[key as keyof typeof people];
  const href = network === 'ok' ? `/profile/${person.path.replace('id', '')}` : `/${person.path}`;
  return { name: person.name, href, community: false };
}

function partsOf(ref: string): { network: PracticeNetworkId; post: string; comment: number | null } | null {
  const vk = /^vk:(?:wall|photo|video|topic)(-?\d+_\d+)(?:\?(?:reply|post)=(\d+))?$/.exec(ref);
  const ok = /^ok:(?:topic|status|photo|video)\/(\d+)(?:#(\d+))?$/.exec(ref);
  const found = vk ?? ok;
  if (!found?.[1]) return null;
  return { network: vk ? 'vk' : 'ok', post: found[1], comment: found[2] ? Number(found[2]) : null };
}
