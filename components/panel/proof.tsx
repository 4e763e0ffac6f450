import type { Draft } from '../../lib/domain/cases/model.ts';
import { useFrame } from '../frame.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import type { CaseView } from './view.ts';

const SHA_SHOWN = 12;

/** What is kept about a posted reply: where, when, and whether it is the text that was approved. */
export function Proof({ draft, view }: { draft: Draft; view: CaseView }) {
  const { t, now, zone } = useFrame();
  const { publication } = draft;
  if (publication === null) return null;
  const text = publication.text && view.texts[publication.text.id];
  const explanation = publication.explanation && view.texts[publication.explanation.id];
  const verdict = publication.matches === null ? t.proof.unknown : publication.matches ? t.proof.matches : t.proof.differs;
  return (
    <section class={`notice proof ${publication.matches === false ? 'soon' : 'good'}`}>
      <h2>{draft.kind === 'interim' ? t.proof.titleInterim : t.proof.title}</h2>
      <p class="facts">
        <span>{t.format.dateTime(publication.publishedAt, now, zone)}</span>
        <span>{verdict}</span>
        <span>{publication.mode === 'auto' ? t.proof.auto : t.proof.manual}</span>
      </p>
      {text && <p class="citizen">{text}</p>}
      {explanation && (
        <p>
          {t.proof.explanation}: <span class="citizen">{explanation}</span>
        </p>
      )}
      <div class="row">
        <a href={publication.permalink} target="_blank" rel="noreferrer">
          {t.proof.link}
        </a>
      </div>
      {publication.textSha256 === null ? (
        <p class="small muted">{t.proof.shaNone}</p>
      ) : (
        <div class="row">
          <span class="small">{t.proof.sha}</span>
          <code class="mono" title={publication.textSha256}>
            {publication.textSha256.slice(0, SHA_SHOWN)}…
          </code>
          <CopyButton text={publication.textSha256} label={t.proof.copy} doneLabel={t.rejected.copied} />
        </div>
      )}
    </section>
  );
}
