import { useRef } from 'preact/hooks';
import type { Finding } from '../../lib/domain/replies/check-reply.ts';
import { PICTURE_LIMITS, PICTURE_TYPES } from '../../lib/domain/replies/picture.ts';
import { findingText } from '../../lib/texts/findings.ts';
import { useFrame } from '../frame.ts';
import { TextField } from '../ui/text-field.tsx';
import { PictureImage } from './picture-image.tsx';
import { PictureFacts } from './shown-pictures.tsx';
import type { PictureIntake } from './use-picture-intake.ts';

export interface PictureFieldProps {
  intake: PictureIntake;
  /** What the regulation says about pictures, while there are none. */
  reminder: Finding | undefined;
}

/** Pictures that go out with the reply: chosen, dropped or pasted, put in order, described, taken out and put back. */
export function PictureField({ intake, reminder }: PictureFieldProps) {
  const { t } = useFrame();
  const { pictures, busy, removed, restore } = intake;
  const count = t.pictures.count.replace('{count}', String(pictures.length)).replace('{most}', String(PICTURE_LIMITS.perReply));
  return (
    <section class="section tight" aria-label={t.pictures.title}>
      <div class="row apart">
        <h3>{t.pictures.title}</h3>
        {pictures.length > 0 && <span class="small muted">{count}</span>}
      </div>
      {reminder && (
        <p class="small">
          {findingText(t.lang, reminder)}{' '}
          <span class="muted">
            ({t.clock.clause} {reminder.clause})
          </span>
        </p>
      )}
      {pictures.length > 0 && (
        <ul class="pictures">
          {pictures.map((picture, at) => (
            <EditedPicture key={picture.hash} intake={intake} at={at} />
          ))}
        </ul>
      )}
      <Chooser intake={intake} />
      <div role="status" class="section tight">
        {busy && <p class="small muted">{t.pictures.adding}</p>}
        {removed && (
          <p class="row small">
            {t.pictures.removed}
            <button type="button" class="button small" onClick={restore}>
              {t.pictures.restore}
            </button>
          </p>
        )}
      </div>
      <Refused intake={intake} />
    </section>
  );
}

function Chooser({ intake }: { intake: PictureIntake }) {
  const { t } = useFrame();
  const input = useRef<HTMLInputElement>(null);

  function chosen(event: Event & { currentTarget: HTMLInputElement }): void {
    const files = [...(event.currentTarget.files ?? [])];
    // The same file may be chosen again after it was taken out.
    event.currentTarget.value = '';
    intake.add(files);
  }

  return (
    <>
      <div class="row">
        <button type="button" class="button small" disabled={intake.busy} onClick={() => input.current?.click()}>
          {t.pictures.add}
        </button>
        <input ref={input} hidden type="file" multiple accept={PICTURE_TYPES.join(',')} onChange={chosen} />
      </div>
      <p class="small muted">{t.pictures.hint}</p>
    </>
  );
}

function EditedPicture({ intake, at }: { intake: PictureIntake; at: number }) {
  const { t } = useFrame();
  const { pictures, change, remove } = intake;
  const picture = pictures[at];
  if (!picture) return null;
  const place = t.pictures.place.replace('{place}', String(at + 1)).replace('{count}', String(pictures.length));
  const named = (act: string) => `${act}: ${place}`;

  function move(to: number): void {
    if (picture) change(pictures.toSpliced(at, 1).toSpliced(to, 0, picture));
  }

  return (
    <li class="picture">
      <PictureImage hash={picture.hash} alt={picture.alt} place={place} />
      <div class="section tight">
        <TextField
          label={`${t.pictures.alt} · ${at + 1}`}
          hint={at === 0 ? t.pictures.altHint : undefined}
          value={picture.alt}
          onChange={(alt) => change(pictures.with(at, { ...picture, alt: alt.slice(0, 300) }))}
        />
        <PictureFacts picture={picture} place={place} />
        <div class="row">
          {pictures.length > 1 && (
            <>
              <Act label={t.pictures.earlier} named={named} disabled={at === 0} onPress={() => move(at - 1)} />
              <Act label={t.pictures.later} named={named} disabled={at === pictures.length - 1} onPress={() => move(at + 1)} />
            </>
          )}
          <Act label={t.pictures.remove} named={named} onPress={() => remove(at)} />
        </div>
      </div>
    </li>
  );
}

interface ActProps {
  label: string;
  named: (act: string) => string;
  disabled?: boolean;
  onPress: () => void;
}

function Act({ label, named, disabled = false, onPress }: ActProps) {
  return (
    <button type="button" class="button small" aria-label={named(label)} disabled={disabled} onClick={onPress}>
      {label}
    </button>
  );
}

function Refused({ intake: { refused } }: { intake: PictureIntake }) {
  const { t } = useFrame();
  if (refused.length === 0) return null;
  return (
    <div class="notice bad" role="alert">
      {refused.map(({ name, problem }) => (
        <p key={name}>
          «{name}» {t.pictures.problems[problem]}
        </p>
      ))}
    </div>
  );
}
