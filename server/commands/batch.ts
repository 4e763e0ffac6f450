import { evolve, replay } from '../../lib/domain/cases/evolve.ts';
import type { Actor, Case } from '../../lib/domain/cases/model.ts';
import type { Receipt } from '../../lib/protocol/api.ts';
import type { HeldPicture } from '../pictures/check-pictures.ts';
import type { EventPayload } from './case-store.ts';
import { bodiesOf, isOpen, type Told, type Written } from './commit.ts';
import type { KnownCase } from './known-cases.ts';
import type { Loaded, PersonRow } from './load-commands.ts';
import { receiptOf } from './receipts.ts';
import type { Around } from './refused-before.ts';
import { AccessLost, type Sender } from './sender.ts';

/** A receipt that waits for the sequence number that its events will follow. */
export interface Outcome {
  requestHash: string;
  receipt(base: number): Receipt;
}

interface CaseStanding {
  /** Null: not begun. */
  state: Case | null;
  /** Those that see it; null: not begun. */
  bodies: string[] | null;
  /** Hashes of its texts, as far as any command refers to them. */
  texts: Map<string, string>;
  opens: boolean;
  /** Was anything added, and when was it received (epoch ms)? */
  changedAt: number | null;
}

/** What is known to commands that are decided together, one after another: each finds what the earlier ones did. */
export interface Batch extends Around {
  outcomes: Map<string, Outcome>;
  pictures: HeldPicture[];
  written: Written[];
  /** Commands whose pictures are still to come. */
  told: Told[];
  cases: Map<string, CaseStanding>;
  caseOf(id: string): CaseStanding;
  /** The person's rights as they are now and, as of `at` (epoch ms), those of whoever's place he takes. Throws AccessLost. */
  actorOf(sender: Sender, at: number): Actor;
  /** When the act of this very command was done (epoch ms), as it was settled when it was first told; null when it was not told before. */
  toldAct(id: string, requestHash: string): number | null;
  /** Takes what a command led to; the answer is how many events there are by then. */
  add(written: Written): number;
}

/** `known`: the cases as far as the server knew them. */
export function beginBatch(loaded: Loaded, known: ReadonlyMap<string, KnownCase>): Batch {
  const people = new Map(loaded.people.map((person) => [person.id, person]));
  const bodyOf = new Map(loaded.people.map(({ id, body_id }) => [id, body_id]));
  const open = new Map<string, Set<string>>();
  for (const { id, message_ref } of loaded.open) open.set(message_ref, (open.get(message_ref) ?? new Set()).add(id));
  const there = new Set(loaded.known);
  const cases = new Map<string, CaseStanding>();
  const written: Written[] = [];
  let events = 0;

  function caseOf(id: string): CaseStanding {
    const standing = cases.get(id) ?? loadedCase(loaded, id, loaded.isKnown ? known.get(id)?.state : undefined);
    cases.set(id, standing);
    return standing;
  }

  function add(one: Written): number {
    written.push(one);
    events += one.events.length;
    if (one.events.length === 0) return events;
    const standing = caseOf(one.caseId);
    standing.opens ||= standing.state === null;
    const state = one.events.reduce<Case | null>(evolve, standing.state);
    if (state === null) throw new Error('a command was accepted that leaves no case');
    Object.assign(standing, { state, bodies: bodiesOf(state, bodyOf), changedAt: one.receipt?.receivedAt ?? null });
    for (const { id, hash } of one.texts) standing.texts.set(id, hash);
    there.add(one.caseId);
    const ofMessage = open.get(state.message.ref) ?? new Set();
    open.set(state.message.ref, ofMessage);
    if (isOpen(state)) ofMessage.add(state.id);
    else ofMessage.delete(state.id);
    return events;
  }

  return {
    outcomes: new Map(loaded.receipts.map((stored) => [stored.id, storedOutcome(stored)])),
    ...{ pictures: loaded.pictures, written, told: [], cases, caseOf, add },
    toldAct: (id, hash) => loaded.told.find((one) => one.id === id && one.request_hash === hash)?.occurred_at ?? null,
    actorOf: (sender, at) => actorOf(loaded, people, sender, at),
    isCase: (id) => there.has(id),
    openCasesOf: (messageRef) => [...(open.get(messageRef) ?? [])],
    person: (id) => people.get(id),
  };
}

/** Cases that something was added to. */
export function changedIn({ cases }: Batch) {
  return [...cases].flatMap(([id, { state, bodies, changedAt, opens }]) =>
    state && bodies && changedAt !== null ? [[id, { state, bodies, changedAt, opens }] as const] : [],
  );
}

function storedOutcome(stored: Loaded['receipts'][number]): Outcome {
  return { requestHash: stored.request_hash, receipt: () => receiptOf(stored.id, stored, stored.request_hash) };
}

/** The case as its events say it is, those that came after what is known of it. */
function loadedCase({ rows, events, texts }: Loaded, id: string, known: Case | undefined): CaseStanding {
  const bodies = rows.find((row) => row.id === id)?.bodies ?? null;
  const later = events.filter((event) => event.case_id === id).map(({ payload }) => (JSON.parse(payload) as EventPayload).event);
  return {
    state: bodies && (known ? later.reduce(evolve, known) : replay({ events: later })),
    bodies,
    texts: new Map(texts.filter((text) => text.case_id === id).map((text) => [text.id, text.hash])),
    opens: false,
    changedAt: null,
  };
}

function actorOf({ devices, places }: Loaded, people: ReadonlyMap<string, PersonRow>, sender: Sender, at: number): Actor {
  const person = people.get(sender.personId);
  if (!person || person.disabled_at !== null) throw new AccessLost('person');
  const device = devices.find(({ id, person_id }) => id === sender.deviceId && person_id === person.id);
  if (sender.deviceId !== null && (!device || device.revoked_at !== null)) throw new AccessLost('device');
  const taken = places.filter((one) => one.substitute_id === person.id && one.from_at <= at && at < one.until_at);
  const actsFor = taken.map((place) => ({ personId: place.id, roles: place.roles, bodyId: place.body_id }));
  return { personId: person.id, roles: person.roles, bodyId: person.body_id, actsFor };
}
