import { type ParsedPattern, parsePattern } from '../regulations/patterns.ts';
import type { Profile, Step } from '../regulations/profile.ts';
import { ACTS } from './acts.ts';
import type { CommandType } from './commands.ts';
import { isWholeCase } from './facts.ts';
import { draftInWork } from './find-draft.ts';
import type { Case, Draft, DraftKind } from './model.ts';
import { PART } from './part.ts';

/** What one command could be about, as a step describes it. */
export interface Target {
  assignment: string | null;
  draft: string | null;
  kind: DraftKind | null;
  /** Machine words that the step names: `{extension: 'hours'}`; how a publication comes about. */
  details: Record<string, string>;
}

type Place = Pick<Target, 'assignment' | 'draft'> & { kind?: DraftKind };

/** Everything in the case that this command of this step could be about, whoever asks. */
export function targetsOf(command: CommandType, step: Step, state: Case | null, profile: Profile): Target[] {
  const pattern = parsePattern(step.event);
  return placesOf(command, pattern, state, profile).flatMap((place) =>
    kindsOf(command, pattern, place, profile).flatMap((kind) =>
      variantsOf(command, pattern, profile).map((details): Target => {
        return { assignment: place.assignment, draft: place.draft, kind, details };
      }),
    ),
  );
}

function placesOf(command: CommandType, pattern: ParsedPattern, state: Case | null, profile: Profile): Place[] {
  const { about } = ACTS[command];
  const whole: Place = { assignment: null, draft: null };
  if (state === null || about === 'begin') return state === null && about === 'begin' ? [whole] : [];
  const shares = state.assignments.map((one): Place => ({ assignment: one.id, draft: null }));
  switch (about) {
    case 'case':
      return command === 'hand-over' ? [whole, ...draftsIn(state, isInWork)] : [whole];
    case 'share':
      return shares;
    case 'either':
      return isWholeCase(pattern.type, profile) || shares.length === 0 ? [whole] : [...shares, ...ofCase(state.drafts)];
    case 'draft':
      return draftsIn(state, (draft) => command === 'attach-proof' || isInWork(draft));
    case 'writing': {
      const places = isConsolidated(pattern) ? [whole] : shares;
      return places.map((one) => ({ ...one, draft: draftInWork({ state }, one.assignment)?.id ?? null }));
    }
  }
}

function draftsIn(state: Case, filter: (draft: Draft) => boolean): Place[] {
  const own = state.assignments.flatMap(({ id, drafts }) =>
    drafts.filter(filter).map((draft): Place => ({ assignment: id, draft: draft.id, kind: draft.kind })),
  );
  return [...own, ...ofCase(state.drafts.filter(filter))];
}

function ofCase(drafts: Draft[]): Place[] {
  return drafts.map((draft) => ({ assignment: null, draft: draft.id, kind: draft.kind }));
}

function isInWork(draft: Draft): boolean {
  return draft.publication === null;
}

/** One text for the parts of several bodies is of the whole case. */
function isConsolidated({ attributes }: ParsedPattern): boolean {
  return attributes.some(({ name, values }) => name === 'what' && values.includes('consolidated'));
}

function kindsOf(command: CommandType, pattern: ParsedPattern, place: Place, profile: Profile): (DraftKind | null)[] {
  const named = pattern.attributes.find(({ name }) => name === 'kind')?.values;
  switch (ACTS[command].about) {
    case 'writing': {
      if (pattern.type === 'part.submitted') return [PART];
      const hasParts = pattern.type === 'deputy.asked' && profile.flow.some((step) => step.event === 'part.submitted');
      return [...(named ?? profile.replyKinds), ...(hasParts ? [PART] : [])];
    }
    case 'draft':
      return [place.kind ?? null];
    default:
      return pattern.type === 'message.detected' && profile.scope.kinds.length > 1
        ? profile.scope.kinds.map((kind) => kind.id)
        : (named ?? [null]);
  }
}

/** Every choice of the words that a pattern names, the kind apart. */
function variantsOf(command: CommandType, { attributes }: ParsedPattern, { publishing }: Profile): Record<string, string>[] {
  const modes = publishing.manual.allowed ? ['auto', 'manual'] : ['auto'];
  const choices = [
    ...attributes.filter(({ name }) => name !== 'kind'),
    ...(command === 'return-part' ? [{ name: 'what', values: [PART] }] : []),
    ...(command === 'record-publication' && !attributes.some(({ name }) => name === 'mode')
      ? [{ name: 'mode', values: modes }]
      : []),
  ];
  return choices.reduce<Record<string, string>[]>(
    (made, { name, values }) => made.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}
