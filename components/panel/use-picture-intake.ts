import { useRef, useState } from 'preact/hooks';
import { PICTURE_LIMITS } from '../../lib/domain/replies/picture.ts';
import type { AddedPicture, FormPicture, PictureProblem } from './form-pictures.ts';

export interface PictureIntake {
  pictures: FormPicture[];
  change: (pictures: FormPicture[]) => void;
  /** What was not taken, by the names of the files. */
  refused: { name: string; problem: PictureProblem }[];
  busy: boolean;
  /** The one taken out last, with its place; null when there is nothing to be put back. */
  removed: { picture: FormPicture; at: number } | null;
  add: (files: File[]) => Promise<void>;
  remove: (at: number) => void;
  restore: () => void;
  /** For the form: pictures are pasted and dropped anywhere in it. */
  events: {
    onPaste: (event: ClipboardEvent) => void;
    onDragOver: (event: DragEvent) => void;
    onDrop: (event: DragEvent) => void;
  };
}

/** Takes pictures from files, a drop or the clipboard, one after another; what was typed meanwhile stays. */
export function usePictureIntake(
  pictures: FormPicture[],
  change: (pictures: FormPicture[]) => void,
  keep: (file: File) => Promise<AddedPicture>,
): PictureIntake {
  const [refused, setRefused] = useState<PictureIntake['refused']>([]);
  const [busy, setBusy] = useState(false);
  const [removed, setRemoved] = useState<PictureIntake['removed']>(null);
  const latest = useRef({ pictures, change });
  latest.current = { pictures, change };

  function put(next: FormPicture[]): void {
    latest.current.pictures = next;
    latest.current.change(next);
  }

  async function addOne(file: File): Promise<PictureProblem | null> {
    if (latest.current.pictures.length >= PICTURE_LIMITS.perReply) return 'too-many';
    const added = await keep(file).catch((): AddedPicture => ({ ok: false, problem: 'failed' }));
    if (!added.ok) return added.problem;
    if (latest.current.pictures.some(({ hash }) => hash === added.picture.hash)) return 'twice';
    put([...latest.current.pictures, added.picture]);
    return null;
  }

  async function add(files: File[]): Promise<void> {
    setBusy(true);
    const wrong: PictureIntake['refused'] = [];
    for (const file of files) {
      const problem = await addOne(file);
      if (problem) wrong.push({ name: file.name, problem });
    }
    setRefused(wrong);
    setBusy(false);
  }

  function remove(at: number): void {
    const picture = pictures[at];
    if (!picture) return;
    setRemoved({ picture, at });
    put(pictures.filter((_, place) => place !== at));
  }

  function restore(): void {
    if (removed) put(pictures.toSpliced(removed.at, 0, removed.picture));
    setRemoved(null);
  }

  return { pictures, change: put, refused, busy, removed, add, remove, restore, events: intakeEvents(add) };
}

function intakeEvents(add: (files: File[]) => Promise<void>): PictureIntake['events'] {
  function take(event: Event, data: DataTransfer | null): void {
    const files = [...(data?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  }
  return {
    // An office program puts a picture of the text beside the text: then the text is what is meant.
    onPaste: (event) => event.clipboardData?.getData('text/plain') === '' && take(event, event.clipboardData),
    onDragOver: (event) => event.dataTransfer?.types.includes('Files') && event.preventDefault(),
    onDrop: (event) => take(event, event.dataTransfer),
  };
}
