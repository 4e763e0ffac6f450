import { useState } from 'preact/hooks';
import type { OfficialAccount } from '../../lib/domain/cases/model.ts';
import type { InsertOutcome } from '../../lib/domain/messages/seen.ts';
import { useFrame } from '../frame.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { reveal } from '../ui/reveal.ts';
import { TextField } from '../ui/text-field.tsx';

export interface InsertProblemProps {
  outcome: Extract<InsertOutcome, { ok: false }>;
  /** Official accounts of the body in the network of the message. */
  accounts: OfficialAccount[];
  text: string;
  busy: boolean;
  onRetry: (consent: { confirmed?: boolean; override?: string }) => void;
}

/** Why the box was not filled, and the one thing that helps. */
export function InsertProblem({ outcome, accounts, text, busy, onRetry }: InsertProblemProps) {
  const { t } = useFrame();
  const names = accounts.map((account) => account.name).join(t.publish.orName);
  if (outcome.reason === 'identity-unknown') {
    return (
      <section class="notice soon" role="alert" ref={reveal}>
        <h2>{t.publish.confirmTitle}</h2>
        <p>{t.publish.confirmBody.replace('{name}', names)}</p>
        <div class="row">
          <button type="button" class="button" disabled={busy} onClick={() => onRetry({ confirmed: true })}>
            {t.publish.confirm}
          </button>
        </div>
      </section>
    );
  }
  if (outcome.reason === 'identity-wrong') return <WrongIdentity outcome={outcome} busy={busy} onRetry={onRetry} />;
  const byHand = ['not-accepted', 'composer-not-found', 'switched-off'].includes(outcome.reason);
  return (
    <section class="notice bad" role="alert" ref={reveal}>
      <p>{t.problems.insert[outcome.reason]}</p>
      {byHand && (
        <div class="row">
          <CopyButton text={text} label={t.publish.copy} doneLabel={t.rejected.copied} />
        </div>
      )}
    </section>
  );
}

function WrongIdentity({ outcome, busy, onRetry }: Pick<InsertProblemProps, 'outcome' | 'busy' | 'onRetry'>) {
  const { t } = useFrame();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const isMissing = reason.trim() === '';

  function submit(event: Event): void {
    event.preventDefault();
    setTried(true);
    if (!isMissing) onRetry({ override: reason.trim() });
  }

  return (
    <form noValidate ref={reveal} class="notice bad" onSubmit={submit} aria-label={t.publish.confirmTitle}>
      <div role="alert">
        <p>{t.problems.insert['identity-wrong']}</p>
        {outcome.identity?.kind === 'known' && <p>{t.publish.wrongBody.replace('{name}', outcome.identity.name)}</p>}
      </div>
      <TextField
        label={t.publish.overrideReason}
        shape="area"
        value={reason}
        onChange={setReason}
        wrong={tried && isMissing ? t.open.required : null}
      />
      <div class="row">
        <button type="submit" class="button" disabled={busy}>
          {t.publish.override}
        </button>
      </div>
    </form>
  );
}
