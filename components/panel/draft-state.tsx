import { useCaseFrame } from '../frame.ts';
import type { KeptState } from './use-kept.ts';

export interface DraftStateProps {
  text: string;
  state: KeptState;
  restored: boolean;
}

/** The line under the text: is it safe, and how long is it against what the regulation advises. */
export function DraftState({ text, state, restored }: DraftStateProps) {
  const { t, zone, context } = useCaseFrame();
  const most = context.profile.replyRules.find((rule) => rule.check === 'maxLength')?.args?.chars;
  const length = [...text.trim()].length;
  return (
    <p class="row apart small muted">
      <span role="status">
        {state.kind === 'untouched' && restored && t.draft.restored}
        {state.kind === 'saving' && t.draft.saving}
        {state.kind === 'saved' && `${t.draft.saved} ${t.format.time(state.at, zone)}`}
        {state.kind === 'failed' && t.draft.notSaved}
      </span>
      <span>{typeof most === 'number' ? `${length} ${t.draft.of} ${most}` : t.format.plural(length, t.draft.characters)}</span>
    </p>
  );
}
