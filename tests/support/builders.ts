import type { Command, CommandArgs, CommandType } from '../../lib/domain/cases/commands.ts';
import { decide } from '../../lib/domain/cases/decide.ts';
import { evolve } from '../../lib/domain/cases/evolve.ts';
import type { Actor, Case, Draft, TextRef } from '../../lib/domain/cases/model.ts';
import { caseId, messageRef } from '../../lib/domain/ids.ts';
import type { SeenMessage } from '../../lib/domain/messages/seen.ts';
import type { Picture } from '../../lib/domain/replies/picture.ts';
import { context, curator, executor, MINUTE, MORNING } from './place.ts';

export function aMessage(overrides: Partial<SeenMessage> = {}): SeenMessage {
  return {
    ref: messageRef('vk:wall-184_2207'),
    parentRef: null,
    network: 'vk',
    channel: 'post',
    authorName: 'Марина Волкова',
    authorUrl: 'https://vk.com/volkova_m',
    text: 'Третий день не вывозят мусор с площадки у дома 14 по улице Пушкина. Контейнеры полные, пакеты уже на дороге. Когда приедет машина?',
    postedAt: MORNING - 50 * MINUTE,
    postedAtApproximate: false,
    permalink: 'https://vk.com/wall-184_2207',
    deleted: false,
    ...overrides,
  };
}

export const GOOD_REPLY =
  'Марина, здравствуйте. Машина не вышла из-за поломки. Мусор с площадки у дома 14 вывезут сегодня, 24 ноября, до 18:00. Если площадка останется неубранной, напишите здесь.';
export const FIRST_REPLY =
  'Марина, здравствуйте. Машина не вышла из-за поломки. Мусор с площадки вывезут в ближайшее время. Если площадка останется неубранной, напишите здесь.';

/** A case made by real commands, with the texts they brought. */
export interface Played {
  found: Case;
  texts: Record<string, string>;
  /** The moment of the newest act. */
  at: number;
}

/** One act of a person some minutes of wall time after the one before. */
export interface Act {
  by: Actor;
  after: number;
  make: (
    played: Played,
    keep: (body: string) => TextRef,
  ) => { [T in CommandType]: { type: T; args: CommandArgs[T] } }[CommandType];
}

export interface CaseStory {
  message?: Partial<SeenMessage>;
  topic?: string;
  location?: string;
  importance?: string;
  bodies?: string[];
  openedAt?: number;
  acts?: Act[];
  /** How many of the newest acts the server has not seen. */
  unsent?: number;
}

/** Plays the story through the real `decide`; a refused act is a mistake in the story and throws. */
export function aCase(story: CaseStory = {}): Played {
  const { openedAt = MORNING, acts: later = [], unsent = 0 } = story;
  const opening: Act = { by: curator, after: 0, make: (_played, keep) => ({ type: 'open-case', args: openArgs(story, keep) }) };
  const acts = [opening, ...later];
  let played: Played | null = null;
  let at = openedAt;
  for (const [index, act] of acts.entries()) {
    at += act.after * MINUTE;
    played = playAct(played, act, { index, at, isRecorded: index < acts.length - unsent });
  }
  if (!played) throw new Error('a story without acts');
  return played;
}

function playAct(
  before: Played | null,
  act: Act,
  { index, at, isRecorded }: { index: number; at: number; isRecorded: boolean },
): Played {
  const texts: Record<string, string> = { ...before?.texts };
  const brought: Command['texts'] = [];
  const keep = (body: string): TextRef => {
    const id = `text-${Object.keys(texts).length + 1}`;
    texts[id] = body;
    brought.push({ id, salt: 'salt', body });
    return { id, hash: '0'.repeat(64) };
  };
  const empty = { found: null as unknown as Case, texts: {}, at };
  const made = act.make(before ?? empty, keep);
  const command = { ...made, id: `command-${index}`, caseId: caseId('case-1'), occurredAt: at, texts: brought } as Command;
  const decision = decide(before?.found ?? null, command, act.by, context, at);
  if (!decision.ok) throw new Error(`the story breaks at act ${index}: ${JSON.stringify(decision.refusal)}`);
  const events = decision.events.map((event) => (isRecorded ? { ...event, recordedAt: at + 900 } : event));
  const found = events.reduce<Case | null>(evolve, before?.found ?? null);
  if (!found) throw new Error('a case without events');
  return { found, texts, at };
}

function openArgs(story: CaseStory, keep: (body: string) => TextRef): CommandArgs['open-case'] {
  const { ref, network, channel, permalink, postedAt, postedAtApproximate, authorUrl, authorName, text } = aMessage(
    story.message,
  );
  const facts = { ref, network, channel, permalink, postedAt, postedAtApproximate, authorUrl };
  return {
    message: { ...facts, author: keep(authorName), text: keep(text) },
    topic: story.topic ?? 'Вывоз мусора',
    location: story.location ?? 'пгт Лебяжье',
    importance: story.importance ?? 'ordinary',
    bodies: story.bodies ?? ['utilities'],
  };
}

/** A picture with its words, where it has any. */
export type ShownPicture = Omit<Picture, 'alt'> & { alt: string };

export function submitted(
  text = GOOD_REPLY,
  {
    after = 40,
    by = executor,
    kind = 'final',
    agreedDate,
    pictures,
  }: { after?: number; by?: Actor; kind?: string; agreedDate?: number; pictures?: ShownPicture[] } = {},
): Act {
  return {
    by,
    after,
    make: ({ found }, keep) => {
      const { assignment, draft } = share(found, by);
      const id = draft?.publication === null ? draft.id : `draft-${found.events.length}`;
      return {
        type: 'submit-draft',
        args: {
          ...{ assignment, draft: id, kind, text: keep(text) },
          ...(agreedDate === undefined ? {} : { agreedDate }),
          ...(pictures ? { pictures: pictures.map(({ alt, ...one }) => (alt ? { ...one, alt: keep(alt) } : one)) } : {}),
        },
      };
    },
  };
}

/** A text filed in the case without being sent. */
export function saved(
  text: string,
  by: Actor = executor,
  { after = 5, pictures = [] }: { after?: number; pictures?: Picture[] } = {},
): Act {
  return {
    by,
    after,
    make: ({ found }, keep) => {
      const { assignment, draft } = share(found, by);
      const about = { assignment, draft: draft?.id ?? 'draft-1', kind: 'final', text: keep(text) };
      return { type: 'save-draft', args: { ...about, ...(pictures.length > 0 ? { pictures } : {}) } };
    },
  };
}

export function returned(recommendations: string, { after = 15 } = {}): Act {
  return {
    by: curator,
    after,
    make: ({ found }, keep) => {
      const { assignment, draft } = inWork(found);
      return {
        type: 'return-draft',
        args: { assignment, draft: draft.id, textId: newestText(draft), recommendations: keep(recommendations) },
      };
    },
  };
}

export function approved({ after = 12 } = {}): Act {
  return {
    by: curator,
    after,
    make: ({ found }) => {
      const { assignment, draft } = inWork(found);
      return { type: 'approve-draft', args: { assignment, draft: draft.id, textId: newestText(draft) } };
    },
  };
}

export function refused(comment: string, { after = 20 } = {}): Act {
  return {
    by: executor,
    after,
    make: ({ found }, keep) => ({
      type: 'refuse-competence',
      args: { assignment: share(found, executor).assignment, comment: keep(comment) },
    }),
  };
}

export interface Posting {
  after?: number;
  text?: string | null;
  explanation?: string;
  by?: Actor;
}

export function posted({ after = 4, text = GOOD_REPLY, explanation, by = executor }: Posting = {}): Act {
  return {
    by,
    after,
    make: ({ found, at }, keep) => {
      const { assignment, draft } = inWork(found);
      return {
        type: 'record-publication',
        args: {
          assignment,
          draft: draft.id,
          mode: 'auto',
          permalink: 'https://vk.com/wall-184_2207?reply=2214',
          publishedAt: at + after * MINUTE,
          text: text === null ? null : keep(text),
          textSha256: text === null ? null : '9f2c51ab7d0e4c6688b1f7c2a95e30d4c17b62ef5a8890d3e1f4427b6c0d8e95',
          matches: text === null ? null : explanation === undefined,
          ...(explanation === undefined ? {} : { explanation: keep(explanation) }),
        },
      };
    },
  };
}

/** The executor asks to end the work because the message is gone. */
export function askedToTerminate({ after = 5 } = {}): Act {
  return {
    by: executor,
    after,
    make: ({ found }) => ({
      type: 'request-termination',
      args: { ground: 'messageGone', permalink: found.message.permalink },
    }),
  };
}

function share(found: Case, by: Actor): { assignment: string; draft: Draft | undefined } {
  const own = found.assignments.find((one) => one.bodyId === by.bodyId);
  if (!own) throw new Error('nothing assigned to this body');
  return { assignment: own.id, draft: own.drafts.at(-1) };
}

function inWork(found: Case): { assignment: string; draft: Draft } {
  for (const { id, drafts } of found.assignments) {
    const draft = drafts.findLast((one) => one.publication === null);
    if (draft) return { assignment: id, draft };
  }
  throw new Error('no draft in work');
}

function newestText(draft: Draft): string {
  const newest = draft.versions.findLast((version) => version.submitted);
  if (!newest) throw new Error('nothing submitted');
  return newest.text.id;
}
