import type { OpenForm, PublishedReply, ReplyForm, ReplyTarget } from '../../components/panel/view.ts';
import type { Command, CommandArgs, CommandType } from '../domain/cases/commands.ts';
import type { StoredText, TextRef } from '../domain/cases/model.ts';
import type { CaseId } from '../domain/ids.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import type { Picture } from '../domain/replies/picture.ts';

/** What a command needs from outside: ids, salt and hashes, and the moment. */
export interface Notary {
  newId(): string;
  sealText(body: string): Promise<{ stored: StoredText; ref: TextRef }>;
  sha256Hex(text: string): Promise<string>;
  /** Epoch ms by the server's clock. */
  now(): number;
}

type Made = { [T in CommandType]: { type: T; args: CommandArgs[T] } }[CommandType];

/** Builds commands: every text goes beside the arguments under an id of its own. */
export function commandMaker(notary: Notary) {
  async function make(caseId: CaseId, write: (keep: (body: string) => Promise<TextRef>) => Promise<Made>): Promise<Command> {
    const occurredAt = notary.now();
    const texts: StoredText[] = [];
    const made = await write(async (body) => {
      const { stored, ref } = await notary.sealText(body);
      texts.push(stored);
      return ref;
    });
    return { id: notary.newId(), caseId, occurredAt, texts, ...made };
  }

  return {
    make,

    openCase: (caseId: CaseId, message: SeenMessage, form: OpenForm, onOwnPage: boolean) =>
      make(caseId, async (keep) => {
        const { ref, network, channel, permalink, postedAt, postedAtApproximate, authorUrl, media } = message;
        const author = await keep(message.authorName);
        const text = await keep(message.text);
        const { topic, location, importance, bodies } = form;
        const told = { ref, network, channel, permalink, postedAt, postedAtApproximate, author, authorUrl, text };
        const facts = { ...told, ...(media ? { media } : {}), ...(onOwnPage ? { onOwnPage } : {}) };
        const note = form.note.trim() === '' ? {} : { note: await keep(form.note.trim()) };
        const args = { message: facts, topic: topic.trim(), location: location.trim(), importance, bodies, ...note };
        return { type: 'open-case', args };
      }),

    save: (caseId: CaseId, target: ReplyTarget, form: ReplyForm) =>
      make(caseId, async (keep) => ({
        type: 'save-draft',
        args: {
          ...target,
          kind: form.kind,
          text: await keep(form.text.trim()),
          ...(await picturesOf(form, keep)),
          ...baseOf(form),
        },
      })),

    submit: (caseId: CaseId, target: ReplyTarget, form: ReplyForm, agreedDate: number | null) =>
      make(caseId, async (keep) => {
        const date = agreedDate === null ? {} : { agreedDate };
        const text = await keep(form.text.trim());
        const pictures = await picturesOf(form, keep);
        return { type: 'submit-draft', args: { ...target, kind: form.kind, text, ...pictures, ...date, ...baseOf(form) } };
      }),

    recordPublication: (caseId: CaseId, target: ReplyTarget, reply: PublishedReply) =>
      make(caseId, async (keep) => {
        const { permalink, matches, mode, text } = reply;
        const explanation = reply.explanation === null ? {} : { explanation: await keep(reply.explanation) };
        return {
          type: 'record-publication',
          args: {
            ...target,
            mode,
            permalink,
            publishedAt: Math.min(reply.publishedAt ?? notary.now(), notary.now()),
            text: text === null ? null : await keep(text),
            textSha256: text === null ? null : await notary.sha256Hex(text),
            matches,
            ...explanation,
          },
        };
      }),
  };
}

async function picturesOf(
  { pictures = [] }: ReplyForm,
  keep: (body: string) => Promise<TextRef>,
): Promise<{ pictures?: Picture[] }> {
  const named: Picture[] = [];
  for (const { alt, ...picture } of pictures) {
    named.push(alt.trim() === '' ? picture : { ...picture, alt: await keep(alt.trim()) });
  }
  return named.length === 0 ? {} : { pictures: named };
}

function baseOf({ base }: ReplyForm): { base?: string | null } {
  return base === undefined ? {} : { base };
}

export type CommandMaker = ReturnType<typeof commandMaker>;
