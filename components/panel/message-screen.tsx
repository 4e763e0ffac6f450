import { allowedActions } from '../../lib/domain/cases/allowed-actions.ts';
import { useCaseFrame } from '../frame.ts';
import { CompanyLine } from './company.tsx';
import { MessageCard } from './message-card.tsx';
import { OpenCaseForm } from './open-form.tsx';
import type { MessageView, PanelActions } from './view.ts';

/** A message nobody has taken up yet. */
export function MessageScreen({ view, actions }: { view: MessageView; actions: PanelActions }) {
  const { t, actor, context } = useCaseFrame();
  const { message } = view;
  const mayOpen = allowedActions(null, actor, context).some((action) => action.command === 'open-case');
  return (
    <>
      {mayOpen && <h2>{t.message.title}</h2>}
      <CompanyLine />
      <MessageCard message={{ ...message, author: message.authorName }} snapshot />
      {mayOpen ? <OpenCaseForm view={view} actions={actions} /> : <p class="muted">{t.message.viewOnly}</p>}
    </>
  );
}
