import type { Draft, DraftVersion } from '../../lib/domain/cases/model.ts';
import { useFrame } from '../frame.ts';
import { reveal } from '../ui/reveal.ts';
import { WordDiff } from '../ui/word-diff.tsx';
import { ShownPictures } from './shown-pictures.tsx';
import type { CaseView } from './view.ts';

/** Every version of a draft, the newest first: who wrote it, when, and what it says. */
export function Versions({ draft, view }: { draft: Draft; view: CaseView }) {
  const { t } = useFrame();
  return (
    <details>
      <summary>
        {t.versions.title}: {draft.versions.length}
      </summary>
      <ol class="history" reversed aria-label={t.versions.title}>
        {draft.versions.toReversed().map((version) => (
          <li key={`${version.text.id} ${version.at}`}>
            <Author version={version} />
            <p class="citizen quote small">{view.texts[version.text.id] ?? t.message.masked}</p>
            {version.pictures.length > 0 && (
              <p class="small muted">{t.pictures.withText.replace('{count}', String(version.pictures.length))}</p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Author({ version }: { version: DraftVersion }) {
  const { t, now, zone, people } = useFrame();
  return (
    <p class="facts">
      <span>{people[version.personId] ?? t.company.somebody}</span>
      <span>{t.format.dateTime(version.at, now, zone)}</span>
      <span>{version.submitted ? t.versions.sent : t.versions.saved}</span>
    </p>
  );
}

export interface NewerVersionProps {
  newer: { version: DraftVersion; text: string };
  /** Bodies of texts by id. */
  texts: Record<string, string>;
  mine: string;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Two wrote at once: both texts are shown, and the person says which goes on. */
export function NewerVersion({ newer, texts, mine, onKeepMine, onTakeTheirs }: NewerVersionProps) {
  const { t } = useFrame();
  return (
    <section class="notice soon" role="alert" ref={reveal}>
      <h2>{t.versions.newer}</h2>
      <p>{t.versions.newerBody}</p>
      <h3>{t.versions.theirs}</h3>
      <Author version={newer.version} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <p class="kept" tabIndex={0}>
        {newer.text}
      </p>
      <ShownPictures version={newer.version} texts={texts} />
      <h3>{t.versions.difference}</h3>
      <WordDiff before={newer.text} after={mine} label={t.versions.difference} />
      <div class="row">
        <button type="button" class="button" onClick={onKeepMine}>
          {t.versions.keepMine}
        </button>
        <button type="button" class="button" onClick={onTakeTheirs}>
          {t.versions.takeTheirs}
        </button>
      </div>
    </section>
  );
}

/** The person's own text, in reach until the reply is sent. */
export function PutAside({ text, onBringBack }: { text: string; onBringBack: () => void }) {
  const { t } = useFrame();
  return (
    <section class="notice">
      <h2>{t.versions.aside}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <p class="kept" tabIndex={0}>
        {text}
      </p>
      <div class="row">
        <button type="button" class="button small" onClick={onBringBack}>
          {t.versions.bringBack}
        </button>
      </div>
    </section>
  );
}
