import type { CaseView, MessageView, PanelView, ReplyForm } from '../../components/panel/view.ts';
import { replay } from '../domain/cases/evolve.ts';
import type { Case, CaseContext, CaseDocument } from '../domain/cases/model.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import type { Reference } from '../protocol/api.ts';
import type { CaseFile, PanelSubject, SessionInfo } from '../protocol/messages.ts';
import { insertedKey, openFormOf, openKey, replyFormOf, replyKey } from './kept-forms.ts';
import type { PageClient } from './page-client.ts';
import { actorOf, contextOf, serverNow } from './reference.ts';
import { type EarlierChoice, suggestForm } from './suggest-form.ts';
import { WORKS_LISTED, workOf } from './work.ts';

/** Everything the panel shows, read anew from the background. */
export interface Reading {
  session: SessionInfo;
  reference: Reference | null;
  /** Of the regulation the shown case is under, else of the one new cases are opened under. */
  context: CaseContext | null;
  subject: PanelSubject;
  file: CaseFile | null;
  view: PanelView;
}

export interface Looked {
  tabId: number | null;
  /** Chosen in the panel itself; it comes before the tab's subject. */
  caseId: string | null;
  /** How many of the person's cases are listed, where more than at first are asked for. */
  works?: number;
  /** The message as it stands on the page now, where that is newer than the tab's subject. */
  message?: SeenMessage;
}

export async function readPanel(client: PageClient, looked: Looked, deviceNow: number): Promise<Reading> {
  const [session, reference] = await Promise.all([client.request('session/get', null), client.request('reference/get', null)]);
  const context = reference && contextOf(reference, reference.defaultProfile);
  const bare = { session, reference, context, subject: { kind: 'none' as const }, file: null };
  const { owner } = session;
  if (owner === null || reference === null || context === null) {
    return { ...bare, view: { kind: 'not-connected', expired: session.state === 'expired' } };
  }
  const subject = await subjectOf(client, looked);
  const id = 'caseId' in subject ? subject.caseId : null;
  const file = id === null ? null : await client.request('cases/get', { id });
  if (file) {
    const found = contextOf(reference, file.document.regulation);
    if (found) return { session, reference, context: found, subject, file, view: await caseView(client, owner, file) };
  }
  if (subject.kind === 'message') {
    return { ...bare, subject, view: await messageView(client, { owner, message: subject.message }, reference) };
  }
  const { documents, more } = await client.request('work/list', { count: looked.works ?? WORKS_LISTED });
  const work = workOf(documents, reference, actorOf(reference), serverNow(session, deviceNow));
  return { ...bare, view: { kind: 'no-subject', work, more, unusable: subject.kind === 'unusable' } };
}

async function subjectOf(client: PageClient, { tabId, caseId, message }: Looked): Promise<PanelSubject> {
  const subject = await client.request('panel/subject', {
    ...(tabId === null ? {} : { tabId }),
    ...(caseId === null ? {} : { caseId }),
  });
  return subject.kind === 'message' && message?.ref === subject.message.ref ? { ...subject, message } : subject;
}

async function messageView(
  client: PageClient,
  { owner, message }: Pick<MessageView, 'owner' | 'message'>,
  { topics, locations }: Reference,
): Promise<MessageView> {
  const kept = openFormOf(await client.request('drafts/get', { owner, key: openKey(message.ref) }));
  const earlier = kept === null ? (await client.request('cases/newest', null)).map(choiceOf) : [];
  const suggested = kept === null ? suggestForm(message.text, { topics, locations, earlier }) : {};
  return { kind: 'message', owner, message, topics, locations, suggested, kept };
}

async function caseView(client: PageClient, owner: string, file: CaseFile): Promise<CaseView> {
  const found = replay(file.document);
  const texts = bodiesOf(file.document);
  const kept: Record<string, ReplyForm> = {};
  const inserted: string[] = [];
  for (const assignment of found.assignments) {
    const typed = await client.request('drafts/get', { owner, key: replyKey(found.id, assignment.id) });
    const form = replyFormOf(typed, assignment, texts);
    if (form) kept[assignment.id] = form;
    const draft = assignment.drafts.findLast((one) => one.approvedTextId !== null && one.publication === null);
    if (draft && (await client.request('drafts/get', { owner, key: insertedKey(found.id, draft.id) }))) inserted.push(draft.id);
  }
  const { rejected, differing = [], after } = file;
  const { number } = file.document;
  return { kind: 'case', owner, case: found, number, texts, kept, rejected, differing, after, inserted };
}

function bodiesOf(document: CaseDocument): Record<string, string> {
  return Object.fromEntries(Object.values(document.texts).map(({ id, body }) => [id, body]));
}

function choiceOf(document: CaseDocument): EarlierChoice {
  const found: Case = replay(document);
  return { topic: found.topic, location: found.location, bodies: found.assignments.map((one) => one.bodyId) };
}
