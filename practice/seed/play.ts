import type { Command, CommandArgs, CommandType } from '../../lib/domain/cases/commands.ts';
import { replay } from '../../lib/domain/cases/evolve.ts';
import type { Case, StoredText, TextRef } from '../../lib/domain/cases/model.ts';
import { caseId, messageRef } from '../../lib/domain/ids.ts';
import { newId, sealText, sha256Hex } from '../../lib/platform/hashing.ts';
import { applyCommand } from '../../server/commands/apply-command.ts';
import { loadDocuments, lockCase } from '../../server/commands/case-store.ts';
import { type Db, inTenant } from '../../server/db/connect.ts';
import type { Library } from '../../server/library.ts';
import type { BodyKey, OfficeKey } from './office.ts';
import type { PlannedStep, PlannedStory } from './plan.ts';

export interface Stage {
  db: Db;
  library: Library;
  tenantId: string;
  people: Record<OfficeKey, string>;
  bodies: Record<BodyKey, string>;
}

interface Scene extends PlannedStory {
  id: string;
  draft: string;
}

/** Plays the stories through the same door as everybody's commands, in the order in which they happened. */
export async function playStories(stage: Stage, stories: PlannedStory[]): Promise<void> {
  const scenes = stories.map((story): Scene => ({ ...story, id: newId(), draft: newId() }));
  const acts = scenes.flatMap((scene) => [
    { at: scene.openedAt, run: () => open(stage, scene) },
    ...scene.steps.map((planned) => ({ at: planned.at, run: () => act(stage, scene, planned) })),
  ]);
  for (const { run } of acts.sort((a, b) => a.at - b.at)) await run();
}

async function open(stage: Stage, { id, story, message, openedAt }: Scene): Promise<void> {
  const author = await sealText(message.authorName);
  const text = await sealText(message.text);
  const { ref, network, channel, permalink, postedAt, authorUrl } = message;
  await send(stage, 'curator', openedAt, id, 'open-case', [author.stored, text.stored], {
    message: {
      ...{ ref: messageRef(ref), network, channel, permalink, postedAt, postedAtApproximate: false, authorUrl },
      author: author.ref,
      text: text.ref,
    },
    topic: story.topic,
    location: story.location,
    importance: story.importance,
    bodies: [stage.bodies[story.body]],
  });
}

async function act(stage: Stage, scene: Scene, { at, step, text: words, agreedAt, permalink }: PlannedStep): Promise<void> {
  const { id, draft } = scene;
  const executor = scene.story.body;
  const now = await stateOf(stage, id);
  const assignment = now.assignments.at(-1)?.id ?? '';
  switch (step.do) {
    case 'save':
    case 'submit':
    case 'submit-interim': {
      const { ref: text, stored } = await sealText(words);
      const kind = step.do === 'submit-interim' ? 'interim' : 'final';
      if (step.do === 'save') return send(stage, executor, at, id, 'save-draft', [stored], { assignment, draft, kind, text });
      const agreed = agreedAt === null ? {} : { agreedDate: agreedAt };
      return send(stage, executor, at, id, 'submit-draft', [stored], { assignment, draft, kind, text, ...agreed });
    }
    case 'approve':
      return send(stage, 'curator', at, id, 'approve-draft', [], { assignment, draft, textId: newestText(now).id });
    case 'return': {
      const { ref, stored } = await sealText(step.recommendations);
      const args = { assignment, draft, textId: newestText(now).id, recommendations: ref };
      return send(stage, 'curator', at, id, 'return-draft', [stored], args);
    }
    case 'publish':
      return publish(stage, scene, at, permalink ?? '', assignment, newestText(now));
    case 'refuse': {
      const { ref, stored } = await sealText(step.comment);
      return send(stage, executor, at, id, 'refuse-competence', [stored], { assignment, comment: ref });
    }
    case 'close': {
      const { ref, stored } = await sealText(step.reason);
      return send(stage, 'curator', at, id, 'close-without-body', [stored], { assignment, reason: ref });
    }
  }
}

async function publish(
  stage: Stage,
  scene: Scene,
  at: number,
  permalink: string,
  assignment: string,
  text: TextRef,
): Promise<void> {
  const body = (await bodiesOf(stage, scene.id))[text.id]?.body ?? '';
  const sealed = await sealText(body);
  await send(stage, scene.story.body, at, scene.id, 'record-publication', [sealed.stored], {
    ...{ assignment, draft: scene.draft, mode: 'auto', permalink, publishedAt: at, matches: true },
    text: sealed.ref,
    textSha256: await sha256Hex(body),
  });
}

/** A refusal here is a mistake in the stories: it ends the seeding. */
async function send<T extends CommandType>(
  stage: Stage,
  who: OfficeKey,
  at: number,
  id: string,
  type: T,
  texts: StoredText[],
  args: CommandArgs[T],
): Promise<void> {
  const command = { id: newId(), caseId: caseId(id), type, occurredAt: at, args, texts } as Command;
  const sender = { tenantId: stage.tenantId, personId: stage.people[who], deviceId: null };
  const receipt = await applyCommand(stage.db, stage.library, { sender, command, sentAt: at, contact: null, now: at });
  if (receipt.outcome !== 'applied') throw new Error(`practice data: ${type} was not applied: ${JSON.stringify(receipt)}`);
}

async function stateOf(stage: Stage, id: string): Promise<Case> {
  return replay(await documentOf(stage, id));
}

async function bodiesOf(stage: Stage, id: string): Promise<Record<string, StoredText>> {
  return (await documentOf(stage, id)).texts;
}

function documentOf({ db, tenantId }: Stage, id: string) {
  return inTenant(db, tenantId, async (trx) => {
    const row = await lockCase(trx, id);
    const [document] = row ? await loadDocuments(trx, [row]) : [];
    if (!document) throw new Error(`practice data: no case ${id}`);
    return document;
  });
}

function newestText(state: Case): TextRef {
  const text = state.assignments.at(-1)?.drafts.at(-1)?.versions.at(-1)?.text;
  if (!text) throw new Error('practice data: the case has no draft yet');
  return text;
}
