import { type Attributes, holds } from '../regulations/patterns.ts';
import type { Level, Profile, ReplyRule } from '../regulations/profile.ts';
import { hasDate, hasPromise } from './find-date.ts';
import { findPersonalData } from './personal-data.ts';

/** `checklist` items are for a person to judge; the other codes were found by reading the text. */
export type FindingCode = 'checklist' | 'too-long' | 'no-date' | 'personal-data' | 'no-pictures';

export interface Finding {
  rule: string;
  clause: string;
  level: Level;
  code: FindingCode;
  /** What is wrong in machine words or numbers, or the regulation's own words for a checklist item; never a piece of the reply. */
  detail: string | null;
}

type Found = Pick<Finding, 'code' | 'detail'>;
type Check = (text: string, rule: ReplyRule, pictures: number) => Found[];

/**
 * Checks that run by themselves. Every other check of the regulation comes back as a checklist item, so that nothing passes unseen.
 */
const CHECKS: Record<string, Check | undefined> = {
  maxLength: tooLong,
  requireDateWhen: withoutDate,
  personalData,
  mediaHint: withoutPictures,
};

/** What the regulation's rules find in a reply of this kind; `attributes` answer the rules' conditions, the kind comes first. */
export function checkReply(
  text: string,
  kind: string,
  profile: Profile,
  attributes: Attributes | Record<string, unknown>,
  /** How many go out with the text. */
  pictures = 0,
): Finding[] {
  const known: Attributes = typeof attributes === 'function' ? attributes : (name) => attributes[name];
  const asked: Attributes = (name) => (name === 'kind' ? kind : known(name));
  return profile.replyRules
    .filter((rule) => holds(rule.when, asked))
    .flatMap((rule) => (CHECKS[rule.check] ?? checklist)(text, rule, pictures).map((found) => finding(rule, found)));
}

function finding(rule: ReplyRule, { code, detail }: Found): Finding {
  return { rule: rule.id, clause: rule.cl, level: rule.level, code, detail };
}

function checklist(_text: string, { check, args }: ReplyRule): Found[] {
  const words = args?.textRu ?? args?.format;
  return [{ code: 'checklist', detail: typeof words === 'string' ? words : check }];
}

function tooLong(text: string, { args }: ReplyRule): Found[] {
  const most = Number(args?.chars);
  const length = [...text.trim()].length;
  return length > most ? [{ code: 'too-long', detail: `${length}/${most}` }] : [];
}

/** `always`, or where the text promises something; what depends on a choice that the text does not show is left to a person. */
function withoutDate(text: string, rule: ReplyRule): Found[] {
  const { args } = rule;
  if (args?.when !== 'always' && args?.when !== 'promise') return checklist(text, rule);
  const isDue = args.when === 'always' || hasPromise(text);
  return isDue && !hasDate(text) ? [{ code: 'no-date', detail: String(args.when) }] : [];
}

/** A reminder in the regulation's own words: whether there is anything to show, a person knows. */
function withoutPictures(text: string, rule: ReplyRule, pictures: number): Found[] {
  return pictures > 0 ? [] : checklist(text, rule).map((found) => ({ ...found, code: 'no-pictures' }));
}

function personalData(text: string): Found[] {
  const kinds = [...new Set(findPersonalData(text).map((found) => found.kind))];
  return kinds.map((kind) => ({ code: 'personal-data', detail: kind }));
}
