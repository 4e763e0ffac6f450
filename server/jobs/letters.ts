import type { Clock } from '../../lib/domain/cases/clock-model.ts';
import { clocks } from '../../lib/domain/cases/clocks.ts';
import { scheduleOfClock } from '../../lib/domain/cases/schedules.ts';
import { isOwed } from '../../lib/domain/cases/status.ts';
import { workingMinutesBetween } from '../../lib/domain/worktime/working-time.ts';
import { findCase, loadCase } from '../commands/case-store.ts';
import { inTenant, mayStandStill, readTenant, type Trx, tenantIds } from '../db/connect.ts';
import { owedDuties, readDuties } from '../duties/owed.ts';
import type { LetterFacts } from '../mail/letter-facts.ts';
import { LONGEST_SENDING_MS } from '../mail/mailer.ts';
import { clockLetter, dutyLetter } from '../mail/words.ts';
import { dutyAddressees, dutyTitle } from '../pages/duty-words.ts';
import { caseContext } from '../reference.ts';
import { caseLink } from '../routes/case-link.ts';
import { forEach, type JobDeps } from './job-deps.ts';

/** What could not be sent for so long tells nobody anything any more. */
const STALE_MS = 3 * 24 * 3_600_000;
const LETTERS_A_LOOK = 1_000;

/** Sends for every letter that has not left. */
export async function lookAtLetters({ db, mailer, send }: JobDeps): Promise<void> {
  if (!mailer) return;
  await forEach(await tenantIds(db), async (tenantId) => {
    const waiting = await readTenant(db, tenantId, (trx) => {
      const left = trx.selectFrom('letter').select('id').where('sent_at', 'is', null).where('dropped', 'is', null);
      return left.orderBy('created_at').limit(LETTERS_A_LOOK).execute();
    });
    const jobs = waiting.map(({ id: letterId }) => ({ tenantId, letterId }));
    if (jobs.length > 0) await send('send-letter', jobs);
  });
}

/** A transaction may stand still for as long as a mail server may think, and for what is done around it. */
const STANDSTILL_MS = LONGEST_SENDING_MS + 60_000;

/**
 * Sends one letter; its row stays locked meanwhile, so that nobody sends it beside. Should the process die after the other side took it and
 * before that is written, it leaves once more under the same id. Throws when it may succeed later.
 */
export async function sendLetter(deps: JobDeps, { tenantId, letterId }: { tenantId: string; letterId: string }): Promise<void> {
  const { db, mailer, now, log } = deps;
  if (!mailer) return;
  await inTenant(db, tenantId, async (trx) => {
    const letter = await lockLetter(trx, letterId);
    if (!letter) return;
    await mayStandStill(trx, STANDSTILL_MS);
    const drop = async (dropped: 'moot' | 'nobody' | 'refused') => {
      await trx.updateTable('letter').set({ dropped }).where('id', '=', letterId).execute();
      log.info('letter-dropped', { letter: letterId, why: dropped });
    };
    const to = await addressOf(trx, letter.person_id);
    if (to === null) return await drop('nobody');
    const words = now() - letter.created_at > STALE_MS ? null : await wordsOf(trx, deps, letter.facts);
    if (!words) return await drop('moot');
    if ((await mailer.send({ id: letterId, to, ...words })) === 'refused') return await drop('refused');
    await trx.updateTable('letter').set({ sent_at: now() }).where('id', '=', letterId).execute();
  });
}

function lockLetter(trx: Trx, id: string) {
  return trx
    .selectFrom('letter')
    .select(['person_id', 'facts', 'created_at'])
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where('dropped', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

async function addressOf(trx: Trx, personId: string): Promise<string | null> {
  const found = await trx
    .selectFrom('person')
    .innerJoin('auth_user', 'auth_user.id', 'person.auth_user_id')
    .select('email')
    .where('person.id', '=', personId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return found?.email ?? null;
}

type Words = ReturnType<typeof clockLetter> | null;

/** As things stand now; null when the letter would tell of something that is over. */
function wordsOf(trx: Trx, deps: JobDeps, facts: LetterFacts): Promise<Words> {
  return facts.kind === 'clock' ? clockWords(trx, deps, facts) : dutyWords(trx, deps, facts);
}

async function clockWords(trx: Trx, { library, origin, now }: JobDeps, facts: LetterFacts & { kind: 'clock' }): Promise<Words> {
  const row = await findCase(trx, facts.caseId);
  const state = row && (await loadCase(trx, row));
  if (!row || !state) return null;
  const at = now();
  const context = await caseContext(trx, library, state.regulation, at);
  const clock = clocks(state, context, at)
    .filter(isOwed)
    .find((one) => isThatOf(facts, one));
  if (!clock) return null;
  const schedule = scheduleOfClock(clock, state, context);
  const minutesLeft = workingMinutesBetween(at, clock.deadlineAt, schedule, context.calendar);
  const link = caseLink(origin, facts.caseId);
  return clockLetter({ number: row.number, clock, mark: facts.mark, minutesLeft, zone: schedule.zone, link }, settingsOf(origin));
}

/** Another deadline has marks of its own. */
function isThatOf(facts: LetterFacts & { kind: 'clock' }, one: Clock): boolean {
  const { clock, assignment, startedAt, deadlineAt } = facts;
  return one.clock === clock && one.assignment === assignment && one.startedAt === startedAt && one.deadlineAt === deadlineAt;
}

async function dutyWords(trx: Trx, { library, origin, now }: JobDeps, facts: LetterFacts & { kind: 'duty' }): Promise<Words> {
  const owed = (await owedDuties(trx, library, now())).filter(({ key }) => key === facts.key);
  const [record] = await readDuties(trx, library, owed, now());
  const turn = record?.turns.find(({ dueAt }) => dueAt === facts.dueAt);
  if (!record || !turn || turn.doneAt !== null) return null;
  const { profile, rule, schedule } = record.duty;
  const told = { title: dutyTitle(rule), clause: rule.cl, addressees: dutyAddressees(profile, rule), stage: facts.stage };
  return dutyLetter({ ...told, ...turn, zone: schedule.zone, link: `${origin}/duties` }, settingsOf(origin));
}

function settingsOf(origin: string): string {
  return `${origin}/account/letters`;
}
