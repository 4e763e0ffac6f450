import type { Clock } from '../../lib/domain/cases/clock-model.ts';
import { clocks } from '../../lib/domain/cases/clocks.ts';
import type { CaseEvent, TextRef } from '../../lib/domain/cases/model.ts';
import type { Profile } from '../../lib/domain/regulations/profile.ts';
import { useCaseFrame } from '../frame.ts';
import { NotedLimit } from './noted-limit.tsx';
import { eventType } from './shares.ts';
import type { CaseView } from './view.ts';

const SAME_MOMENT_MS = 60_000;
/** Where an event keeps the words a person gave with it. */
const WORDS = [
  ...['text', 'comment', 'recommendations', 'reason', 'error', 'explanation', 'identityOverride', 'note', 'finding', 'measures'],
];

/** Every fact of the case in words, oldest first: who, when, and which limit it met or missed. */
export function History({ view }: { view: CaseView }) {
  const { t, now, context } = useCaseFrame();
  const { events } = view.case;
  const all = clocks(view.case, context, now);
  if (events.length === 0) return <p class="muted">{t.history.empty}</p>;
  return (
    <ol class="history" aria-label={t.history.label}>
      {events.map((event) => (
        <HistoryEntry
          key={event.id}
          event={event}
          view={view}
          stopped={all.filter((clock) => isStoppedBy(clock, event, context.profile))}
        />
      ))}
    </ol>
  );
}

function HistoryEntry({ event, view, stopped }: { event: CaseEvent; view: CaseView; stopped: Clock[] }) {
  const { t, now, zone, context, people } = useCaseFrame();
  const { recordedAt } = event;
  const who = event.by === 'system' ? t.history.system : authorOf(event.by);
  const isApart = recordedAt !== undefined && Math.abs(recordedAt - event.at) > SAME_MOMENT_MS;
  const words = wordsOf(event).flatMap((ref) => view.texts[ref.id] ?? []);
  const kind = event.kind && event.type.startsWith('draft.') ? t.stages.kind[event.kind] : undefined;
  return (
    <li class={recordedAt === undefined ? 'pending' : ''}>
      <strong>
        {t.history.event[event.type] ?? t.history.otherEvent}
        {kind && `: ${kind}`}
      </strong>
      <p class="facts">
        <span>{who}</span>
        <time dateTime={new Date(event.at).toISOString()}>{t.format.dateTime(event.at, now, zone)}</time>
        {isApart && (
          <span>
            {t.history.recorded} {t.format.dateTime(recordedAt, now, zone)}
          </span>
        )}
        {recordedAt === undefined && <span>{t.history.notRecorded}</span>}
        {bodiesOf(event).map((id) => (
          <span key={id}>{context.bodies.find((body) => body.id === id)?.title ?? id}</span>
        ))}
        {recipientOf(event) && <span>{context.profile.roles[recipientOf(event)]?.titleRu ?? recipientOf(event)}</span>}
        {importanceOf(event) && <span>{t.stages.importance[importanceOf(event)] ?? importanceOf(event)}</span>}
      </p>
      <NotedLimit event={event} />
      {words.map((text) => (
        <p key={text} class="citizen quote small">
          {text}
        </p>
      ))}
      {stopped.map((clock) => (
        <p key={`${clock.clock}-${clock.assignment}`} class={`small ${clock.state}`}>
          {t.history.clock[clock.state]}: {clock.titleRu}, {t.clock.clause} {clock.clause}
        </p>
      ))}
    </li>
  );

  function authorOf({ personId, role, insteadOf }: Exclude<CaseEvent['by'], 'system'>): string {
    const name = people[personId] ?? context.profile.roles[role]?.titleRu ?? '';
    return insteadOf === undefined ? name : `${name} (${t.history.insteadOf}: ${people[insteadOf] ?? insteadOf})`;
  }
}

/** A limit is shown with the event that fulfilled it, of its own assignment where it has one. */
function isStoppedBy(clock: Clock, event: CaseEvent, profile: Profile): boolean {
  if (clock.stoppedAt !== event.at || (clock.state !== 'met' && clock.state !== 'late')) return false;
  const stops = profile.clocks.find((rule) => rule.id === clock.clock)?.stop ?? [];
  const isOwn = clock.assignment === null || event.assignment === undefined || clock.assignment === event.assignment;
  return isOwn && stops.some((pattern) => eventType(pattern) === event.type);
}

function wordsOf(event: CaseEvent): TextRef[] {
  return WORDS.map((key) => event.data[key]).filter(isTextRef);
}

function bodiesOf(event: CaseEvent): string[] {
  const { bodies } = event.data;
  return (event.type === 'case.routed' || event.type === 'case.rerouted') && Array.isArray(bodies) ? bodies.map(String) : [];
}

/** To whom a case or a danger was handed over: a role of the regulation, or somebody in words. */
function recipientOf(event: CaseEvent): string {
  return typeof event.data.recipient === 'string' ? event.data.recipient : '';
}

function importanceOf(event: CaseEvent): string {
  return event.type === 'importance.set' ? String(event.data.importance) : '';
}

function isTextRef(value: unknown): value is TextRef {
  return typeof value === 'object' && value !== null && 'id' in value && 'hash' in value;
}
