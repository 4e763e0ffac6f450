import { isByHand } from '../../lib/domain/messages/networks.ts';
import { useCaseFrame } from '../frame.ts';
import { Tabs } from '../ui/tabs.tsx';
import { Aftercare } from './aftercare.tsx';
import { CaseHeader } from './case-header.tsx';
import { ClockCard } from './clock-card.tsx';
import { CompanyLine } from './company.tsx';
import { Ending } from './ending.tsx';
import { History } from './history.tsx';
import { Importance } from './importance.tsx';
import { MessageCard } from './message-card.tsx';
import { RejectedNotice } from './notices.tsx';
import { ReplySection } from './reply-section.tsx';
import { mayWeigh, openWindows, ownFirst, runningClock, sharesOf } from './shares.ts';
import type { CaseView, PanelActions, ShownMessage } from './view.ts';

export interface CaseScreenProps {
  view: CaseView;
  actions: PanelActions;
}

export function CaseScreen({ view, actions }: CaseScreenProps) {
  const { t, now, actor, context } = useCaseFrame();
  const shares = ownFirst(sharesOf(view.case, context, actor), actor);
  const running = runningClock(view.case, context, actor, now);
  const windows = openWindows(view.case, context, actor, now);
  const isGone = view.after.some(({ kind }) => kind === 'gone');
  const ending = <Ending view={view} actions={actions} />;
  const reply = (
    <div class={shares.length > 1 ? 'section several' : 'section'}>
      {shares.map((share) => (
        <section key={share.assignment.id} class="section" aria-label={share.bodyTitle}>
          {shares.length > 1 && <h2>{share.bodyTitle}</h2>}
          <ReplySection share={share} view={view} actions={actions} />
        </section>
      ))}
    </div>
  );
  return (
    <>
      {view.rejected.map((one) => (
        <RejectedNotice key={one.commandId} rejected={one} onDismiss={() => actions.dismiss(one.commandId)} />
      ))}
      {view.after.map((note) => (
        <Aftercare key={note.ref} note={note} view={view} onDismiss={() => actions.dismissAfter(note.ref)} />
      ))}
      {isGone && ending}
      <CaseHeader found={view.case} number={view.number} shares={shares} />
      <CompanyLine />
      {mayWeigh(view.case, context, actor) && <Importance current={view.case.importance} onSet={actions.setImportance} />}
      {running && <ClockCard {...running} whoTitle={context.profile.roles[running.clock.who]?.titleRu ?? running.clock.who} />}
      {windows.length > 0 && (
        <ul class="windows" aria-label={t.clock.windows}>
          {windows.map((clock) => (
            <li key={`${clock.clock}-${clock.assignment}`}>
              {t.clock.windows}: {clock.titleRu} {t.format.until(clock.deadlineAt, now, zoneOf(clock.assignment))},{' '}
              {t.clock.clause} {clock.clause}
            </li>
          ))}
        </ul>
      )}
      <MessageCard
        message={shownMessage(view)}
        snapshot
        {...(isByHand(view.case.message.ref) ? {} : { onShow: actions.showInNetwork })}
      />
      {!isGone && ending}
      <Tabs
        label={t.tabs.label}
        tabs={[
          { id: 'reply', label: t.tabs.reply, content: reply },
          { id: 'history', label: t.tabs.history, content: <History view={view} /> },
        ]}
      />
    </>
  );

  function zoneOf(assignment: string | null): string {
    const held = view.case.assignments.find((one) => one.id === assignment);
    return context.bodies.find((body) => body.id === held?.bodyId)?.schedule.zone ?? context.profile.zone;
  }
}

function shownMessage({ case: { message }, texts }: CaseView): ShownMessage {
  return { ...message, author: texts[message.author.id] ?? null, text: texts[message.text.id] ?? null };
}
