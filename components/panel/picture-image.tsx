import { useContext, useEffect, useState } from 'preact/hooks';
import { useFrame } from '../frame.ts';
import { type ReadPicture, ReadPictureContext } from './form-pictures.ts';

export interface PictureImageProps {
  hash: string;
  /** What it shows; empty when nobody said. */
  alt: string;
  /** `Снимок 1 из 2` */
  place: string;
}

/** A picture small, and as large as the panel when it is pressed; in words why there is none. */
export function PictureImage({ hash, alt, place }: PictureImageProps) {
  const { t } = useFrame();
  const { read, again } = useReadPicture(hash);
  const [large, setLarge] = useState(false);
  if (read === null) return <p class="thumb small muted">{t.pictures.loading}</p>;
  if (!read.ok) {
    return (
      <div class="thumb-problem section tight" role="status">
        <p class="small">{t.pictures[read.problem]}</p>
        <div class="row">
          <button type="button" class="button small" onClick={again}>
            {t.pictures.retry}
          </button>
        </div>
      </div>
    );
  }
  return (
    <button
      type="button"
      class={large ? 'thumb large' : 'thumb'}
      aria-expanded={large}
      title={large ? t.pictures.reduce : t.pictures.enlarge}
      aria-label={`${large ? t.pictures.reduce : t.pictures.enlarge}: ${alt === '' ? place : `${place}, ${alt}`}`}
      onClick={() => setLarge(!large)}
    >
      <img src={read.url} alt="" />
    </button>
  );
}

/** Null while it is read. */
function useReadPicture(hash: string): { read: ReadPicture | null; again: () => void } {
  const readPicture = useContext(ReadPictureContext);
  const [read, setRead] = useState<ReadPicture | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isOver = false;
    setRead(null);
    readPicture(hash)
      .catch((): ReadPicture => ({ ok: false, problem: 'away' }))
      .then((found) => isOver || setRead(found));
    return () => {
      isOver = true;
    };
  }, [hash, turn]);
  return { read, again: () => setTurn(turn + 1) };
}
