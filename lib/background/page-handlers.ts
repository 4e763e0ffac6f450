import type { MessageRef } from '../domain/ids.ts';
import { isByHand } from '../domain/messages/networks.ts';
import { deviceNow } from '../platform/clock.ts';
import { broadcast, tellTab } from '../platform/messaging.ts';
import { bringScript } from '../platform/page-scripts.ts';
import { openOwnPage } from '../platform/tabs.ts';
import type { CaseFile, PageRequests, PanelSubject } from '../protocol/messages.ts';
import { reread } from './ask-page.ts';
import type { CaseView } from './case-shelf.ts';
import type { Handlers } from './content-handlers.ts';
import type { Core } from './core.ts';
import { insertApproved } from './insert-reply.ts';
import { bringUpMessage } from './message-tab.ts';
import { pageChecks } from './open-pages.ts';
import { sendCommand } from './send-command.ts';
import { sessionHandlers } from './session-handlers.ts';
import { readSubject, writeSubject } from './subjects.ts';
import { unsentWork } from './unsent-work.ts';

/** So many cases tell what topics and bodies the messages of late were about. */
const NEWEST = 200;

/** Answers to the extension's own pages. */
export function pageHandlers(core: Core): Handlers<PageRequests> {
  return {
    ...sessionHandlers(core),
    ...pageChecks(core.hosts),
    'reference/get': () => core.reference(),
    'panel/subject': ({ tabId, caseId }) => subjectOf(core, tabId, caseId),
    'work/list': async ({ count }) => await core.work.first(count, await core.serverNow()),
    'cases/newest': async () => (await core.shelf.newest(NEWEST)).map(({ document }) => document),
    'cases/get': (asked) => fileOf(core, asked),
    'commands/send': ({ command }) => core.keeping(() => sendCommand(core, command)),
    'commands/undo': async ({ id }) => {
      const pending = (await (await core.outbox()).pending((await core.owner()) ?? '')).find(({ command }) => command.id === id);
      const ok = await (await core.outbox()).takeBack(id);
      if (ok && pending) await core.announce({ ids: [pending.command.caseId], refs: 'all' });
      if (ok) broadcast({ type: 'session-changed' });
      return { ok };
    },
    'notices/dismiss': async ({ commandId }) => {
      await (await core.outbox()).dismissNotice(commandId);
      broadcast({ type: 'cases-changed', ids: [] });
      return null;
    },
    'differing/dismiss': async ({ caseId, ref }) => {
      await core.insertions.dismissDiffering(caseId, ref);
      broadcast({ type: 'cases-changed', ids: [caseId] });
      return null;
    },
    'aftercare/dismiss': async ({ caseId, ref }) => {
      await core.aftercare.dismiss(caseId, ref);
      await core.announce({ ids: [caseId], refs: 'all' });
      return null;
    },
    'drafts/save': async ({ owner, draft }) => {
      const savedAt = deviceNow();
      const outbox = await core.outbox();
      const isEmpty = draft.text === '' && Object.keys(draft.fields).length === 0;
      if (isEmpty) await outbox.dropDraft(owner, draft.key);
      else await core.keeping(() => outbox.saveDraft(owner, { ...draft, savedAt }));
      return { savedAt };
    },
    'drafts/get': async ({ owner, key }) => await (await core.outbox()).draft(owner, key),
    'unsent/get': async () => await unsentWork(await core.store(), (await core.owner()) ?? ''),
    'pictures/keep': ({ caseId, base64 }) => core.pictures.keep(caseId, base64),
    'pictures/get': ({ caseId, hash }) => core.pictures.get(caseId, hash),
    'reply/insert': (asked) => insertApproved(core, asked),
    'message/open': async ({ caseId }) => {
      const view = await core.shelf.byId(caseId);
      if (!view) return null;
      if (isByHand(view.state.message.ref)) {
        await openOwnPage(`panel.html?case=${caseId}`);
        return null;
      }
      const tabId = await bringUpMessage(core.hosts, view.state.message.ref, view.state.message.permalink);
      if (tabId !== null) await writeSubject(tabId, { kind: 'case', caseId });
      if (tabId !== null) broadcast({ type: 'subject-changed', tabId });
      return null;
    },
    'message/reread': async ({ tabId, ref }) => await reread(tabId, ref).catch(() => null),
    'panel/covered': async (_input, { tabId }) => {
      if (tabId === null) return { covered: false };
      await bringScript(tabId, 'insertion.js');
      return await tellTab(tabId, 'tab/covered', null);
    },
    'presence/tell': async ({ page, showing }) => core.presence.tell(page, showing),
    'panel/close': async (_input, { tabId }) => {
      if (tabId !== null) await tellTab(tabId, 'tab/close-panel', null).catch(() => null);
      return null;
    },
  };
}

async function subjectOf(core: Core, tabId: number | undefined, caseId: string | undefined): Promise<PanelSubject> {
  if (caseId !== undefined) {
    const view = await core.shelf.byId(caseId);
    return view ? { kind: 'case', tabId: tabId ?? null, caseId: view.document.id } : { kind: 'none' };
  }
  const subject = tabId === undefined ? null : await readSubject(tabId);
  if (!subject || tabId === undefined) return { kind: 'none' };
  if (subject.kind === 'unusable') return subject;
  if (subject.kind === 'case') return await subjectOf(core, tabId, subject.caseId);
  const known = (await core.shelf.byRefs([subject.message.ref])).get(subject.message.ref);
  const { message } = subject;
  return { kind: 'message', tabId: isByHand(message.ref) ? null : tabId, message, caseId: known?.document.id ?? null };
}

async function fileOf(core: Core, asked: PageRequests['cases/get']['in']): Promise<CaseFile | null> {
  const view = 'id' in asked ? await core.shelf.byId(asked.id) : await viewOf(core, asked.ref);
  if (!view) return null;
  const notices = await (await core.outbox()).notices((await core.owner()) ?? '');
  const differing = await core.insertions.differing(view.document.id);
  const after = await core.aftercare.notes([view]);
  return {
    document: view.document,
    pending: view.pending
      .filter(({ state }) => state !== 'applied')
      .map(({ command, state, leaveAt }) => ({
        id: command.id,
        type: command.type,
        undoUntil: state === 'held' ? leaveAt : null,
      })),
    rejected: notices
      .filter(({ command }) => command.caseId === view.document.id)
      .map(({ command, refusal, present }) => ({
        commandId: command.id,
        type: command.type,
        refusal,
        text: command.texts.at(-1)?.body ?? null,
        ...(present ? { present } : {}),
      })),
    ...(differing.length > 0
      ? { differing: differing.map(({ assignment, draft, reply }) => ({ assignment, draft, reply })) }
      : {}),
    after,
  };
}

async function viewOf(core: Core, ref: MessageRef): Promise<CaseView | null> {
  return (await core.shelf.byRefs([ref])).get(ref) ?? null;
}
