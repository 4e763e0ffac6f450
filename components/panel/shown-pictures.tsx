import type { DraftVersion } from '../../lib/domain/cases/model.ts';
import type { Picture } from '../../lib/domain/replies/picture.ts';
import { samePictures } from '../../lib/domain/replies/picture.ts';
import { sizeText } from '../../lib/texts/pictures.ts';
import { useFrame } from '../frame.ts';
import { PictureImage } from './picture-image.tsx';

export interface ShownPicturesProps {
  version: DraftVersion;
  /** The version submitted before, where there was one. */
  previous?: DraftVersion | undefined;
  texts: Record<string, string>;
}

/** The pictures that go out with a text, in their order, as whoever judges or posts it has to see them. */
export function ShownPictures({ version, previous, texts }: ShownPicturesProps) {
  const { t } = useFrame();
  const { pictures } = version;
  const isChanged = previous !== undefined && !samePictures(previous.pictures, pictures);
  if (pictures.length === 0 && !isChanged) return null;
  return (
    <section class="section tight" aria-label={t.pictures.title}>
      <h3>{t.pictures.withText.replace('{count}', String(pictures.length))}</h3>
      {isChanged && <p class="small soon-text">{t.pictures.changed}</p>}
      <ul class="pictures">
        {pictures.map((picture, at) => (
          <ShownPicture key={picture.hash} picture={picture} place={at + 1} count={pictures.length} texts={texts} />
        ))}
      </ul>
    </section>
  );
}

interface ShownPictureProps {
  picture: Picture;
  place: number;
  count: number;
  texts: Record<string, string>;
}

function ShownPicture({ picture, place, count, texts }: ShownPictureProps) {
  const { t } = useFrame();
  const alt = (picture.alt && texts[picture.alt.id]) ?? '';
  const where = t.pictures.place.replace('{place}', String(place)).replace('{count}', String(count));
  return (
    <li class="picture">
      <PictureImage hash={picture.hash} alt={alt} place={where} />
      <div class="section tight">
        {alt !== '' && <p class="citizen">{alt}</p>}
        <PictureFacts picture={picture} place={where} />
      </div>
    </li>
  );
}

export function PictureFacts({ picture, place }: { picture: Omit<Picture, 'alt'>; place: string }) {
  const { t } = useFrame();
  return (
    <p class="facts">
      <span>{place}</span>
      <span>
        {picture.width} × {picture.height}
      </span>
      <span>{sizeText(t.lang, picture.bytes)}</span>
    </p>
  );
}
