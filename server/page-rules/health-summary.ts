import { dayNumberOf, onOf } from '../../lib/domain/worktime/zone.ts';
import type { HealthCount } from '../../lib/protocol/page-health.ts';

/** One way in which one kind of page was not read. */
export interface UnreadKind extends Pick<HealthCount, 'network' | 'page' | 'layout' | 'verdict'> {
  /** Visits of the last 7 and 30 days, today among them. */
  week: number;
  month: number;
  firstOn: string;
  lastOn: string;
  /** Roles that found nothing at every visit, and at some. */
  always: string[];
  sometimes: string[];
  /** Of the rules in force then, and of the extension, rising. */
  revisions: number[];
  versions: string[];
}

/** What was not read in the last 30 days up to `today` (`YYYY-MM-DD`): nothing at all before in part, the most frequent first. */
export function unreadKinds(counts: HealthCount[], today: string): UnreadKind[] {
  const kinds = new Map<string, HealthCount[]>();
  for (const count of counts) {
    const key = [count.network, count.page, count.layout, count.verdict].join(' ');
    kinds.set(key, [...(kinds.get(key) ?? []), count]);
  }
  return [...kinds.values()]
    .map((own) => kindOf(own, today))
    .filter(({ month }) => month > 0)
    .sort((a, b) => Number(a.verdict !== 'off') - Number(b.verdict !== 'off') || b.week - a.week || b.month - a.month);
}

function kindOf(own: HealthCount[], today: string): UnreadKind {
  const [{ network, page, layout, verdict }] = own as [HealthCount];
  const within = (days: number) => {
    const fromOn = onOf(dayNumberOf(today) - days + 1);
    return own.reduce((sum, { on, times }) => sum + (on >= fromOn ? times : 0), 0);
  };
  const days = own.map(({ on }) => on).sort();
  const silent = [...new Set(own.flatMap(({ roles }) => roles))];
  const isAlways = (role: string) => own.every(({ roles }) => roles.includes(role));
  return {
    ...{ network, page, layout, verdict, week: within(7), month: within(30) },
    ...{ firstOn: days[0] ?? today, lastOn: days.at(-1) ?? today },
    ...{ always: silent.filter(isAlways), sometimes: silent.filter((role) => !isAlways(role)) },
    revisions: [...new Set(own.map(({ revision }) => revision))].sort((a, b) => a - b),
    versions: [...new Set(own.map(({ version }) => version))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })),
  };
}
