import type { FormPicture } from '../../components/panel/form-pictures.ts';
import { type Command, picturesIn } from '../domain/cases/commands.ts';
import type { TextRef } from '../domain/cases/model.ts';
import type { CaseId } from '../domain/ids.ts';
import type { GotPicture } from '../protocol/picture-messages.ts';
import type { UnsentDraft, UnsentPlace, UnsentWork } from '../protocol/unsent-messages.ts';
import { refusalText } from '../texts/refusals.ts';
import type { Texts } from '../texts/texts.ts';
import { figure, heading, type Line, PAGE_END, pageStart, part } from './kept-page.ts';

export interface UnsentFrame {
  t: Texts;
  /** Epoch ms by the server's clock, as every moment in the file. */
  now: number;
  zone: string;
  /** Server clock minus device clock, ms: when a text was typed is known by the latter. */
  skewMs: number;
  personName: string;
  server: string;
  readPicture: (caseId: CaseId, hash: string) => Promise<GotPicture>;
}

/** What a person did and typed and the server does not have, as a page to keep; in pieces, because pictures make it heavy. */
export async function* unsentFile({ acts, refusals, drafts }: UnsentWork, frame: UnsentFrame): AsyncGenerator<string> {
  const { t, now, zone, personName, server } = frame;
  const { file } = t.unsentWork;
  const at = t.format.dateTime(now, now, zone);
  yield pageStart(t.lang, file.title, [file.about(at, personName, server), file.what]);
  if (acts.length > 0) yield heading(file.acts, acts.length);
  for (const { command, place } of acts) yield* actPart(command, placeLines(place, t), frame);
  if (refusals.length > 0) yield heading(file.refusals, refusals.length);
  for (const { command, refusal, place } of refusals) {
    yield* actPart(command, [...placeLines(place, t), [file.why, refusalText(t.lang, refusal)]], frame);
  }
  if (drafts.length > 0) yield heading(file.drafts, drafts.length);
  for (const draft of drafts) yield* draftPart(draft, frame);
  yield PAGE_END;
}

async function* actPart(command: Command, place: Line[], frame: UnsentFrame): AsyncGenerator<string> {
  const { t, now, zone } = frame;
  const pictures = picturesIn(command).map(({ hash, alt }) => ({ hash, alt: alt?.id }));
  const bodies = new Map(command.texts.map(({ id, body }) => [id, body]));
  const inCaptions = new Set(pictures.map(({ alt }) => alt));
  const names = textNames(command.args, t);
  yield part(t.acts[command.type], [
    [t.unsentWork.file.done, t.format.dateTime(command.occurredAt, now, zone)],
    ...place,
    ...chosenLines(command.args, t),
    ...[...bodies].flatMap(([id, body]): Line[] => (inCaptions.has(id) ? [] : [[names(id), body]])),
  ]);
  const captioned = pictures.map(({ hash, alt }) => ({ hash, alt: (alt && bodies.get(alt)) ?? '' }));
  yield* pictureParts(command.caseId, captioned, frame);
}

async function* draftPart({ draft, caseId, place, isUnsure }: UnsentDraft, frame: UnsentFrame): AsyncGenerator<string> {
  const { t, now, zone, skewMs } = frame;
  const { file } = t.unsentWork;
  const { aside = '', agreedOn = '', pictures = '[]' } = draft.fields;
  const lines: Line[] = [
    [file.typed, t.format.dateTime(draft.savedAt + skewMs, now, zone)],
    ...placeLines(place, t),
    ...chosenLines(draft.fields, t),
    [file.agreedOn, agreedOn],
    [caseId === null ? file.labels.note : file.labels.text, draft.text],
    [file.labels.aside, aside],
  ];
  yield part(caseId === null ? file.opening : file.reply, lines, isUnsure ? file.unsure : '');
  if (caseId !== null) yield* pictureParts(caseId, JSON.parse(pictures) as FormPicture[], frame);
}

async function* pictureParts(
  caseId: CaseId,
  pictures: Pick<FormPicture, 'hash' | 'alt'>[],
  { t, readPicture }: UnsentFrame,
): AsyncGenerator<string> {
  const { file } = t.unsentWork;
  for (const [at, { hash, alt }] of pictures.entries()) {
    const got = await readPicture(caseId, hash);
    const caption = [file.picture(at + 1), alt, got.ok ? '' : file.pictureGone].filter((words) => words !== '').join(': ');
    yield figure(caption, got.ok ? got : null);
  }
}

function placeLines({ caseNumber, address }: UnsentPlace, { unsentWork: { file } }: Texts): Line[] {
  return [
    [file.case, caseNumber === null ? '' : `№ ${caseNumber}`],
    [file.message, address ?? ''],
  ];
}

function chosenLines(from: { topic?: unknown; location?: unknown }, { unsentWork: { file } }: Texts): Line[] {
  return [
    [file.topic, String(from.topic ?? '')],
    [file.location, String(from.location ?? '')],
  ];
}

/** What a text of an act is called, by its id. */
function textNames(args: Command['args'], { unsentWork: { file } }: Texts): (id: string) => string {
  const labels: Record<string, string> = file.labels;
  const names = new Map<string, string>();
  for (const [name, value] of Object.entries(args)) if (isText(value)) names.set(value.id, name);
  if ('message' in args) names.set(args.message.author.id, 'author').set(args.message.text.id, 'message');
  return (id) => labels[names.get(id) ?? ''] ?? file.labels.text;
}

function isText(value: unknown): value is TextRef {
  return typeof value === 'object' && value !== null && 'id' in value && 'hash' in value;
}
