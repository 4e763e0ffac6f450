import type { Calendar, Schedule } from '../../lib/domain/worktime/model.ts';
import { addWorkingDays, addWorkingMinutes, subtractWorkingMinutes } from '../../lib/domain/worktime/working-time.ts';
import { communities } from '../content/communities.ts';
import type { PracticeState } from '../network/state.ts';
import { STORIES, type Step, type Story, type When } from './stories.ts';

export interface PlannedMessage {
  ref: string;
  network: 'vk' | 'ok';
  channel: 'post' | 'comment';
  authorName: string;
  authorUrl: string;
  text: string;
  postedAt: number;
  permalink: string;
}

export interface PlannedStep {
  at: number;
  step: Step;
  /** What is written in it, where it writes. */
  text: string;
  /** Close of the working day that an interim reply names. */
  agreedAt: number | null;
  /** Where the reply stands, for steps that publish one. */
  permalink: string | null;
}

export interface PlannedStory {
  story: Story;
  message: PlannedMessage;
  openedAt: number;
  steps: PlannedStep[];
}

/**
 * Gives every story its moments and puts the replies that were published onto the practice pages. The same state and `now` give the same
 * plan, so that the server's process and the one that serves the pages agree without talking.
 */
export function planStories(state: PracticeState, now: number, schedule: Schedule, calendar: Calendar): PlannedStory[] {
  const moment = (when: When, before: number) =>
    'ago' in when
      ? subtractWorkingMinutes(now, when.ago, schedule, calendar).at
      : addWorkingMinutes(before, when.after, schedule, calendar).at;
  return STORIES.map((story) => {
    const message = messageOf(state, story.ref);
    const openedAt = moment(story.opened, message.postedAt);
    let before = openedAt;
    let text = '';
    const steps = story.steps.map((step): PlannedStep => {
      before = moment(step, before);
      const agreedAt =
        step.do === 'submit-interim' ? addWorkingDays(before, step.agreedInWorkingDays, schedule, calendar).at : null;
      if ('text' in step) text = step.text.replace('{agreed}', dayOf(agreedAt, schedule));
      const permalink = step.do === 'publish' ? putReply(state, story.ref, text, before) : null;
      return { at: before, step, text, agreedAt, permalink };
    });
    return { story, message, openedAt, steps };
  });
}

function dayOf(at: number | null, { zone }: Schedule): string {
  return at === null ? '' : new Intl.DateTimeFormat('ru', { timeZone: zone, day: 'numeric', month: 'long' }).format(at);
}

function messageOf(state: PracticeState, ref: string): PlannedMessage {
  const { network, post: id, comment: commentId } = partsOf(ref);
  const post = state.post(network, id);
  const comment = commentId === null ? null : state.comment(ref);
  const seen = comment ?? post;
  if (!post || !seen) throw new Error(`the practice pages have no message ${ref}`);
  return {
    ref,
    network,
    channel: comment ? 'comment' : 'post',
    authorName: seen.author.name,
    authorUrl: `https://${network === 'vk' ? 'vk.com' : 'ok.ru'}${seen.author.href}`,
    text: seen.text,
    postedAt: seen.at,
    permalink: permalinkOf(network, id, commentId),
  };
}

function putReply(state: PracticeState, ref: string, text: string, at: number): string {
  const { network, post, comment } = partsOf(ref);
  const added = state.addComment(network, post, { text, answers: comment, as: 'community' });
  if (!added) throw new Error(`the practice pages take no reply to ${ref}`);
  added.at = at;
  return permalinkOf(network, post, added.id);
}

function permalinkOf(network: 'vk' | 'ok', post: string, comment: number | null): string {
  if (network === 'vk') return `https://vk.com/wall${post}${comment === null ? '' : `?reply=${comment}`}`;
  return `${communities.okOkrug.url}/topic/${post}${comment === null ? '' : `#${comment}`}`;
}

function partsOf(ref: string): { network: 'vk' | 'ok'; post: string; comment: number | null } {
  const found = /^(vk):wall(-?\d+_\d+)(?:\?reply=(\d+))?$/.exec(ref) ?? /^(ok):topic\/(\d+)(?:#(\d+))?$/.exec(ref);
  if (!found?.[2]) throw new Error(`not a message of the practice pages: ${ref}`);
  return { network: found[1] === 'vk' ? 'vk' : 'ok', post: found[2], comment: found[3] ? Number(found[3]) : null };
}
