import type {
  CaseView,
  MessageView,
  OpenForm,
  OpenResult,
  PanelActions,
  ReplyForm,
  ReplyPlace,
  ReplyTarget,
} from '../../components/panel/view.ts';
import type { ActResult } from '../../components/ui/use-act.ts';
import type { Command } from '../domain/cases/commands.ts';
import { type CaseId, caseId, type MessageRef } from '../domain/ids.ts';
import { standsOnOwnPage } from '../domain/messages/own-page.ts';
import { agreedDate } from './agreed-date.ts';
import { type CommandMaker, commandMaker, type Notary } from './case-commands.ts';
import type { CompanyKeeper } from './company.ts';
import { endingActions } from './ending-actions.ts';
import { insertedKey, keepOpenForm, keepReplyForm, replyKey } from './kept-forms.ts';
import type { PageClient } from './page-client.ts';
import type { Looked, Reading } from './panel-reading.ts';
import { type PictureHands, pictureActions } from './picture-actions.ts';
import { serverNow } from './reference.ts';
import { WORKS_LISTED } from './work.ts';

export interface PanelHands {
  client: PageClient;
  notary: Notary;
  reading(): Reading;
  /** Looks at another case or message from now on. */
  look(change: Partial<Looked>): void;
  reload(): Promise<void>;
  openOptions(): void;
  files: Pick<PictureHands, 'measure' | 'saveFile'>;
  company: Pick<CompanyKeeper, 'typing' | 'done'>;
}

/** The panel's acts on the background. Each answers when the background has the act safe on this device. */
export function panelActions(hands: PanelHands): PanelActions {
  const { client } = hands;
  const make = commandMaker(hands.notary);
  const send = async (command: Command): Promise<ActResult> => {
    const result = await client.request('commands/send', { command });
    if (result.ok) hands.company.done();
    if (result.ok) await hands.reload();
    return result;
  };
  return {
    typing: hands.company.typing,
    ...plainActs(hands),
    ...openingActs(hands, make, send),
    ...replyActs(hands, make, send),
    ...pictureActions({ ...hands.files, client, shownCase: () => shownCase(hands) }),
    ...curatorActs(hands, make, send),
    ...endingActions({ make: make.make, send, shown: () => shownView(hands).case }),
  };
}

type Send = (command: Command) => Promise<ActResult>;

function plainActs(hands: PanelHands) {
  const { client } = hands;
  return {
    close: () => void client.request('panel/close', null),
    openOptions: hands.openOptions,
    openCase: (id: CaseId) => hands.look({ caseId: id }),
    showMoreWork: () => {
      const { view } = hands.reading();
      if (view.kind === 'no-subject') hands.look({ works: view.work.length + WORKS_LISTED });
    },
    showInNetwork: () => void client.request('message/open', { caseId: shownCase(hands) }),
    undo: async () => {
      const last = hands.reading().file?.pending.findLast((one) => one.undoUntil !== null);
      const ok = last !== undefined && (await client.request('commands/undo', { id: last.id })).ok;
      await hands.reload();
      return ok;
    },
    dismiss: (commandId: string) => void client.request('notices/dismiss', { commandId }).then(hands.reload),
    dismissDiffering: (ref: MessageRef) =>
      void client.request('differing/dismiss', { caseId: shownCase(hands), ref }).then(hands.reload),
    dismissAfter: (ref: MessageRef) =>
      void client.request('aftercare/dismiss', { caseId: shownCase(hands), ref }).then(hands.reload),
  };
}

function openingActs({ client, notary, reading, look, reload }: PanelHands, make: CommandMaker, send: Send) {
  const keep = async ({ owner, message }: Pick<MessageView, 'owner' | 'message'>, form: OpenForm) =>
    (await client.request('drafts/save', { owner, draft: keepOpenForm(message, form) })).savedAt;
  return {
    keepOpenForm: keep,
    openNewCase: async (form: OpenForm, fromSnapshot: boolean): Promise<OpenResult> => {
      const { view, subject } = reading();
      if (view.kind !== 'message' || subject.kind !== 'message') throw new Error('no message is shown');
      const [{ message }, { tabId }] = [view, subject];
      await keep(view, form);
      if (!fromSnapshot && tabId !== null) {
        const now = await client.request('message/reread', { tabId, ref: message.ref });
        if (now === null || now.deleted) return { ok: false, problem: 'gone' };
        if (now.text !== message.text) {
          look({ message: now });
          await reload();
          return { ok: false, problem: 'changed' };
        }
      }
      const accounts = (reading().reference?.bodies ?? []).flatMap(({ officialAccounts }) => officialAccounts);
      return await send(await make.openCase(caseId(notary.newId()), message, form, standsOnOwnPage(message, accounts)));
    },
  };
}

function replyActs({ client, notary, reading, reload }: PanelHands, make: CommandMaker, send: Send) {
  const id = () => shownCase({ reading });
  const place = (assignment: string): ReplyPlace => ({ owner: shownView({ reading }).owner, caseId: id(), assignment });
  const keep = async ({ owner, caseId, assignment }: ReplyPlace, form: ReplyForm) =>
    (await client.request('drafts/save', { owner, draft: keepReplyForm(replyKey(caseId, assignment), form) })).savedAt;
  /** What was put aside for a colleague's version is done with when that went its way. */
  async function sent(of: ReplyPlace, { aside, ...form }: ReplyForm, command: Command): Promise<ActResult> {
    const result = await send(command);
    if (result.ok && aside !== undefined) await keep(of, form);
    return result;
  }
  // What is shown may be another case, or another person's, after each wait: of which one this is, is asked before.
  return {
    keepReply: async (of: ReplyPlace, form: ReplyForm) => serverNow(reading().session, await keep(of, form)),
    saveReply: async ({ assignment, draft }: { assignment: string; draft: string | null }, form: ReplyForm) => {
      const of = place(assignment);
      await keep(of, form);
      return await sent(of, form, await make.save(of.caseId, { assignment, draft: draft ?? notary.newId() }, form));
    },
    submitReply: async ({ assignment, draft }: { assignment: string; draft: string | null }, form: ReplyForm) => {
      const [of, agreedOn] = [place(assignment), agreedDate(reading(), assignment, form)];
      await keep(of, form);
      return await sent(of, form, await make.submit(of.caseId, { assignment, draft: draft ?? notary.newId() }, form, agreedOn));
    },
    refuseCompetence: async (assignment: string, comment: string) =>
      send(
        await make.make(id(), async (keep) => ({
          type: 'refuse-competence',
          args: { assignment, comment: await keep(comment) },
        })),
      ),
    insert: async (target: ReplyTarget, textId: string, consent: { confirmed?: boolean; override?: string }) => {
      const [own, { owner }] = [id(), shownView({ reading })];
      const outcome = await client.request('reply/insert', { caseId: own, ...target, textId, ...consent });
      if (outcome.ok) {
        const draft = { key: insertedKey(own, target.draft), kind: null, text: '', fields: { inserted: 'yes' }, savedAt: 0 };
        await client.request('drafts/save', { owner, draft });
        await reload();
      }
      return outcome;
    },
    recordPublication: async (target: ReplyTarget, reply: Parameters<PanelActions['recordPublication']>[1]) =>
      send(await make.recordPublication(id(), target, reply)),
    reportFailure: async (target: ReplyTarget, error: string) =>
      send(
        await make.make(id(), async (keep) => ({
          type: 'report-publish-failure',
          args: { ...target, error: await keep(error) },
        })),
      ),
  };
}

function curatorActs({ reading }: PanelHands, { make }: CommandMaker, send: Send) {
  const id = () => shownCase({ reading });
  return {
    approve: async (target: ReplyTarget, textId: string) =>
      send(await make(id(), async () => ({ type: 'approve-draft', args: { ...target, textId } }))),
    returnDraft: async (target: ReplyTarget, textId: string, words: string) =>
      send(
        await make(id(), async (keep) => ({
          type: 'return-draft',
          args: { ...target, textId, recommendations: await keep(words) },
        })),
      ),
    reroute: async (assignment: string, bodies: string[], note: string) =>
      send(
        await make(id(), async (keep) => ({
          type: 'reroute',
          args: { assignment, bodies, ...(note === '' ? {} : { note: await keep(note) }) },
        })),
      ),
    closeWithoutBody: async (assignment: string, reason: string) =>
      send(await make(id(), async (keep) => ({ type: 'close-without-body', args: { assignment, reason: await keep(reason) } }))),
    setImportance: async (importance: string, reason: string) =>
      send(await make(id(), async (keep) => ({ type: 'set-importance', args: { importance, reason: await keep(reason) } }))),
  };
}

function shownCase({ reading }: Pick<PanelHands, 'reading'>): CaseId {
  return shownView({ reading }).case.id;
}

function shownView({ reading }: Pick<PanelHands, 'reading'>): CaseView {
  const { view } = reading();
  if (view.kind !== 'case') throw new Error('no case is shown');
  return view;
}
