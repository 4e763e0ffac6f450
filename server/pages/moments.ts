import { clockOf, dayNumberOf, zoneOf } from '../../lib/domain/worktime/zone.ts';

/** Instants (epoch ms) as people of a zone read and type them. */

export function inWords(at: number, zone: string): string {
  return new Intl.DateTimeFormat('ru-RU', { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(at);
}

/** A calendar date (`YYYY-MM-DD`). */
export function dayInWords(on: string): string {
  return new Intl.DateTimeFormat('ru-RU', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(on));
}

/** What a field for date and time holds. */
export function toField(at: number, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: zone })
    .format(at)
    .replace(' ', 'T');
}

/** Null when it is no date and time. */
export function fromField(text: string, zone: string): number | null {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(text);
  const [, on = '', hours, minutes] = found ?? [];
  if (!found || Number.isNaN(Date.parse(on))) return null;
  return clockOf(dayNumberOf(on), zoneOf(zone))(Number(hours) * 60 + Number(minutes));
}
