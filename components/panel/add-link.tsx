import { useState } from 'preact/hooks';
import type { NetworkId } from '../../lib/domain/cases/model.ts';
import { sameText } from '../../lib/domain/replies/normalise-text.ts';
import { useFrame } from '../frame.ts';
import { TextField } from '../ui/text-field.tsx';
import { type ActResult, useAct } from '../ui/use-act.ts';
import { WordDiff } from '../ui/word-diff.tsx';
import { Wrong } from '../ui/wrong.tsx';
import { isLinkOf } from './permalink.ts';
import type { PublishedReply } from './view.ts';

export interface AddLinkProps {
  approved: string;
  network: NetworkId;
  /** The text went into the box from here: posting counts as the system's. */
  wasInserted: boolean;
  /** Nothing on this page is recognised: the link is the only proof. */
  isOnlyWay: boolean;
  onSubmit: (reply: PublishedReply) => Promise<ActResult>;
}

/** Where the reply was not recognised: its link, when it was posted and, to be compared, its text. */
export function AddLink({ approved, network, wasInserted, isOnlyWay, onSubmit }: AddLinkProps) {
  const { t, now } = useFrame();
  const [link, setLink] = useState('');
  const [when, setWhen] = useState(localInput(now));
  const [text, setText] = useState('');
  const [explanation, setExplanation] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const isLinkWrong = !isLinkOf(network, link);
  const matches = text.trim() === '' ? null : sameText(text, approved);
  const title = isOnlyWay ? t.publish.linkAfter : t.publish.byHand;
  const lacksExplanation = matches === false && explanation.trim() === '';

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (isLinkWrong || lacksExplanation) return;
    await act.run(() =>
      onSubmit({
        permalink: link.trim(),
        text: matches === null ? null : text,
        publishedAt: Math.min(new Date(when).getTime() || now, now),
        matches,
        explanation: matches === false ? explanation.trim() : null,
        mode: wasInserted ? 'auto' : 'manual',
      }),
    );
  }

  return (
    <details open={isOnlyWay}>
      <summary>{title}</summary>
      <form noValidate class="card" onSubmit={submit} aria-label={title}>
        <TextField
          label={t.publish.link}
          type="url"
          value={link}
          onChange={setLink}
          wrong={tried && isLinkWrong ? t.publish.linkWrong.replace('{name}', t.stages.network[network] ?? network) : null}
        />
        <TextField label={t.draft.publishedAt} type="datetime-local" value={when} max={localInput(now)} onChange={setWhen} />
        <TextField
          label={t.publish.text}
          hint={matches ? t.publish.same : t.publish.textHint}
          shape="area"
          value={text}
          onChange={setText}
        />
        {matches === false && (
          <>
            <h3>{t.publish.differs}</h3>
            <WordDiff before={approved} after={text} label={t.publish.differs} />
            <TextField
              label={t.publish.explanation}
              shape="area"
              value={explanation}
              onChange={setExplanation}
              wrong={tried && lacksExplanation ? t.publish.explanationRequired : null}
            />
          </>
        )}
        <Wrong text={act.wrong} />
        <div class="row">
          <button type="submit" class="button main" disabled={act.busy}>
            {t.publish.attach}
          </button>
        </div>
      </form>
    </details>
  );
}

/** An instant as a `datetime-local` control takes it: the device's own wall clock, to the minute. */
function localInput(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
