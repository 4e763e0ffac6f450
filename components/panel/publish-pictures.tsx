import { useState } from 'preact/hooks';
import { approvedVersion } from '../../lib/domain/cases/find-draft.ts';
import type { Draft } from '../../lib/domain/cases/model.ts';
import type { PicturesPut } from '../../lib/domain/messages/seen.ts';
import { useFrame } from '../frame.ts';
import { reveal } from '../ui/reveal.ts';
import type { PanelActions } from './view.ts';

export interface PublishPicturesProps {
  draft: Draft;
  /** What came of putting them into the box; null before, and where that cannot be tried. */
  put: PicturesPut | null;
  actions: PanelActions;
}

/** Whether the pictures of the reply stand in the box, and the way round where they do not: saved, they are attached by hand. */
export function PublishPictures({ draft, put, actions }: PublishPicturesProps) {
  const { t } = useFrame();
  const pictures = approvedVersion(draft)?.pictures ?? [];
  if (pictures.length === 0) return null;
  const isThere = put !== null && put.attached === put.of;
  const words = (text: string) => text.replace('{attached}', String(put?.attached ?? 0)).replace('{of}', String(put?.of ?? 0));
  return (
    <section class={put === null ? 'section tight' : `notice ${isThere ? 'good' : 'soon'}`} aria-label={t.pictures.title}>
      {put !== null && (
        <p role="status" ref={reveal}>
          {words(isThere ? t.pictures.attached : t.pictures.byHand)}
        </p>
      )}
      <Save onSave={() => actions.savePictures(pictures)} />
    </section>
  );
}

function Save({ onSave }: { onSave: () => Promise<boolean> }) {
  const { t } = useFrame();
  const [saved, setSaved] = useState<boolean | null>(null);
  const [busy, setBusy] = useState(false);

  async function save(): Promise<void> {
    setBusy(true);
    setSaved(await onSave().catch(() => false));
    setBusy(false);
  }

  return (
    <>
      <div class="row">
        <button type="button" class="button small" disabled={busy} onClick={save}>
          {t.pictures.save}
        </button>
      </div>
      <div role="status">{saved !== null && <p class="small">{saved ? t.pictures.saved : t.pictures.notSaved}</p>}</div>
    </>
  );
}
