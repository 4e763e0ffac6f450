import { randomUUID } from 'node:crypto';
import type { Present, Showing, Subject } from '../../lib/domain/presence.ts';
import { actorOf } from '../../lib/protocol/actor.ts';
import type { Device } from '../auth/devices.ts';
import { type Db, inTenant, readTenant } from '../db/connect.ts';
import { gathered } from '../db/gathered.ts';
import type { Library } from '../library.ts';
import type { Log } from '../log.ts';
import { scopeOf, sees } from '../policies/visibility.ts';
import { tenantProfiles } from '../reference.ts';
import { type Line, readPresent, writeShown } from './presence-rows.ts';

export interface Visitor {
  /** Everything this line shows from now on, as `device` may see it at this moment. */
  show(device: Device, at: Showing[]): Promise<void>;
  leave(): void;
}

type Tell = (subject: Subject, people: Present[]) => void;

export interface Presence {
  /** `tell` is told of the others at whatever this line shows, whenever that changes. */
  enter(device: Device, tell: Tell): Visitor;
  /** Whoever was here is no longer. */
  close(): Promise<void>;
}

export interface PresenceDeps {
  db: Db;
  library: Library;
  now: () => number;
  log: Log;
}

/** Other processes write into the same table; so long a word of theirs may take. */
const POLL_MS = 500;

interface Guest extends Line {
  /** What was last told of each subject that the line shows. */
  told: Map<Subject, string>;
  tell: Tell;
}

/**
 * Who is where, for everybody who is there too. It lives in a table that a crash may empty, so that several processes on one database
 * know of each other; each looks at the tenants whose people are connected to it.
 */
export function createPresence({ db, library, now, log }: PresenceDeps): Presence {
  const guests = new Set<Guest>();
  let closed = false;

  let timer = setTimeout(lookAtAll, POLL_MS);

  // One at a time: of two at once the one that saw less may be the last to tell.
  const look = gathered(async (_, tenantIds: string[]) => {
    await Promise.all([...new Set(tenantIds)].map(tell));
    return tenantIds.map(() => null);
  });

  async function tell(tenantId: string): Promise<void> {
    const here = [...guests].filter((guest) => guest.tenantId === tenantId && guest.told.size > 0);
    const subjects = [...new Set(here.flatMap(({ told }) => [...told.keys()]))];
    if (subjects.length === 0) return;
    const found = await readTenant(db, tenantId, (trx) => readPresent(trx, subjects, now()));
    for (const guest of here) for (const subject of guest.told.keys()) tellNews(guest, subject, found.get(subject) ?? []);
  }

  async function lookAtAll(): Promise<void> {
    try {
      for (const tenantId of new Set([...guests].map((guest) => guest.tenantId))) await look(db, tenantId);
    } catch (problem) {
      log.error('presence', problem);
    }
    if (!closed) timer = setTimeout(lookAtAll, POLL_MS);
  }

  /** Whoever cannot say that he left is forgotten by the clock. */
  function goodbye(guest: Guest): Promise<void> {
    return inTenant(db, guest.tenantId, (trx) => writeShown(trx, guest, [], now())).catch((problem) =>
      log.error('presence', problem),
    );
  }

  async function show(guest: Guest, device: Device, at: Showing[]): Promise<void> {
    const shown = await write({ db, library, now }, guest, device, at);
    guest.told = new Map(shown.map(({ subject }) => [subject, guest.told.get(subject) ?? '[]']));
    await look(db, guest.tenantId);
  }

  return {
    enter(device, tell) {
      const guest: Guest = {
        tenantId: device.tenantId,
        personId: device.me.person.id,
        lineId: randomUUID(),
        told: new Map(),
        tell,
      };
      guests.add(guest);
      return {
        show: (current, at) => show(guest, current, at),
        leave: () => {
          if (!guests.delete(guest)) return;
          // The clock looks again where the database is away: nobody waits for this, so nothing else would hear that it failed.
          goodbye(guest)
            .then(() => look(db, guest.tenantId))
            .catch((problem) => log.error('presence', problem));
        },
      };
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      const left = [...guests];
      guests.clear();
      for (const guest of left) await goodbye(guest);
    },
  };
}

/** Writes down what of it this device's person may be seen at, and answers with that. */
function write(
  { db, library, now }: Pick<PresenceDeps, 'db' | 'library' | 'now'>,
  line: Line,
  device: Device,
  at: Showing[],
): Promise<Showing[]> {
  return inTenant(db, line.tenantId, async (trx) => {
    const scope = scopeOf(actorOf(device.me), await tenantProfiles(trx, library));
    const cases = at.flatMap(({ subject }) => (subject.startsWith('case:') ? [subject.slice('case:'.length)] : []));
    const rows =
      cases.length === 0 ? [] : await trx.selectFrom('case_row').select(['id', 'bodies']).where('id', 'in', cases).execute();
    const seen = new Set(rows.filter(({ bodies }) => sees(scope, bodies)).map(({ id }) => `case:${id}`));
    // Of a message without a case only those know who could open one, or see everything.
    const visible = at.filter(({ subject }) => (subject.startsWith('case:') ? seen.has(subject) : scope === 'all'));
    await writeShown(trx, line, visible, now());
    return visible;
  });
}

function tellNews({ told, tell, personId }: Guest, subject: Subject, people: Present[]): void {
  const others = people.filter((one) => one.personId !== personId);
  const news = JSON.stringify(others);
  if (told.get(subject) === news) return;
  told.set(subject, news);
  tell(subject, others);
}
