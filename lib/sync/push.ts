import { type Command, picturesIn, type Refusal } from '../domain/cases/commands.ts';
import type { Cursor, PresentState, Receipt } from '../protocol/api.ts';
import { LIMITS } from '../protocol/api.ts';
import type { Outbox } from '../store/outbox.ts';
import type { PendingCommand } from '../store/outbox-rows.ts';
import type { Pictures } from '../store/pictures.ts';
import type { Api } from './api-client.ts';
import type { Failure } from './http.ts';
import { type Lacking, markLacking, nothingLacking, sendable, sendPictures } from './send-pictures.ts';

export interface Pass {
  api: Api;
  outbox: Outbox;
  pictures: Pictures;
  owner: string;
  /** Device clock, epoch ms. */
  now: () => number;
  /** Server clock minus device clock: acts are told by the server's clock, so their sending is, too. */
  skewMs: number;
  /** Told the server's clock after each answer. */
  heard: (serverTime: number, askedAt: number) => void;
}
export type PushResult = { ok: true; settled: number } | { ok: false; failure: Failure };

/** Room is left for the envelope. */
const BATCH_BYTES = LIMITS.bodyBytes * 0.8;
/** Nothing is held for longer; what seems to be was kept before the device's clock was set back. */
const LONGEST_HOLD_MS = 60_000;

/**
 * Sends what may leave, oldest first; a command still held back holds back those after it, so that order is kept. With the device's `place`
 * in the feed nothing is taken by a server that was set back: see `isRewound`.
 */
export async function push(from: Pass, place: Cursor | null): Promise<PushResult> {
  const pass = { ...from, place };
  let settled = 0;
  const lacking = nothingLacking();
  for (;;) {
    const waiting = (await pass.outbox.pending(pass.owner)).filter(({ state }) => state !== 'applied');
    const firstHeld = waiting.findIndex((one) => isHeldBack(one, pass.now()));
    const free = (firstHeld === -1 ? waiting : waiting.slice(0, firstHeld)).map(({ command }) => command);
    if (free.length === 0) return { ok: true, settled };
    const ready = sendable(free, lacking);
    if (ready.length === 0) {
      const failure = await sendNext(pass, lacking);
      if (failure) return { ok: false, failure };
      continue;
    }
    const before = lacking.told.size;
    const result = await pushInBatches(pass, ready, lacking);
    if (!result.ok) return result;
    if (result.settled === 0 && lacking.told.size === before) return { ok: false, failure: { kind: 'trouble' } };
    settled += result.settled;
  }
}

/** One batch after another, as long as each is settled whole. */
async function pushInBatches(pass: Pushing, commands: Command[], lacking: Lacking): Promise<PushResult> {
  let settled = 0;
  for (let rest = commands; rest.length > 0; ) {
    const batch = nextBatch(rest);
    const result = await pushBatch(pass, batch, lacking);
    if (!result.ok) return result;
    settled += result.settled;
    if (result.settled < batch.length) break;
    rest = rest.slice(batch.length);
  }
  return { ok: true, settled };
}

interface Pushing extends Pass {
  place: Cursor | null;
}

/** The server does not know the device's place in its feed; it has taken nothing. */
export function isRewound(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.code === 'rewound';
}

/** The pictures that have waited longest. */
async function sendNext(pass: Pass, { told, tried }: Lacking): Promise<Failure | null> {
  const command = [...told.values()].find(({ id }) => !tried.has(id));
  if (!command) return { kind: 'trouble' };
  const failure = await sendPictures(pass, command);
  if (!failure) tried.add(command.id);
  return failure;
}

function isHeldBack({ state, leaveAt }: PendingCommand, now: number): boolean {
  return state === 'held' && leaveAt > now && leaveAt - now <= LONGEST_HOLD_MS;
}

/** Sends again what the server had accepted before it was restored; receipts make it harmless. */
export async function pushAgain(pass: Pass, commands: Command[]): Promise<PushResult> {
  let rest = commands;
  const tried = new Set<string>();
  while (rest.length > 0) {
    const batch = upToPictures(nextBatch(rest));
    const askedAt = pass.now();
    const answer = await pass.api.push(askedAt + pass.skewMs, batch, null);
    if (!answer.ok) return answer;
    pass.heard(answer.value.serverTime, askedAt);
    const last = batch.at(-1);
    const lacks = answer.value.receipts.find((one) => one.id === last?.id && refusalOf(one)?.code === 'picture-missing');
    if (last && lacks && !tried.has(last.id)) {
      tried.add(last.id);
      const failure = await sendPictures(pass, last);
      if (failure) return { ok: false, failure };
      continue;
    }
    for (const receipt of answer.value.receipts) {
      const command = batch.find(({ id }) => id === receipt.id);
      const refusal = refusalOf(receipt);
      if (command && refusal) await pass.outbox.markRejected(command, pass.owner, refusal, presentOf(receipt));
    }
    rest = rest.slice(batch.length);
  }
  return { ok: true, settled: commands.length };
}

/** What follows a command with pictures may build on it. */
function upToPictures(batch: Command[]): Command[] {
  const at = batch.findIndex((command) => picturesIn(command).length > 0);
  return at === -1 ? batch : batch.slice(0, at + 1);
}

/** What was taken back meanwhile counts as settled. */
async function pushBatch(pass: Pushing, commands: Command[], lacking: Lacking): Promise<PushResult> {
  const leaving = new Set(await pass.outbox.markLeaving(commands.map(({ id }) => id)));
  const batch = commands.filter(({ id }) => leaving.has(id));
  const takenBack = commands.length - batch.length;
  if (batch.length === 0) return { ok: true, settled: takenBack };
  const askedAt = pass.now();
  const answer = await pass.api.push(askedAt + pass.skewMs, batch, pass.place);
  if (answer.ok) {
    pass.heard(answer.value.serverTime, askedAt);
    return { ok: true, settled: takenBack + (await settle(pass, batch, answer.value.receipts, lacking)) };
  }
  if (answer.failure.kind !== 'refused' || isRewound(answer.failure)) return answer;
  const [first] = batch;
  if (first && batch.length > 1) return await pushBatch(pass, [first], lacking);
  if (first) await pass.outbox.markRejected(first, pass.owner, refusalOfRequest(answer.failure.code));
  return { ok: true, settled: 1 };
}

async function settle(pass: Pass, batch: Command[], receipts: Receipt[], { told, tried }: Lacking): Promise<number> {
  const said = new Map(receipts.map((receipt) => [receipt.id, receipt]));
  const applied = new Map<string, number>();
  let settled = 0;
  for (const command of batch) {
    const receipt = said.get(command.id);
    if (!receipt) continue;
    const refusal = refusalOf(receipt);
    if (refusal?.code === 'picture-missing' && !tried.has(command.id)) {
      await markLacking(pass, command);
      told.set(command.id, command);
      continue;
    }
    if (refusal) await pass.outbox.markRejected(command, pass.owner, refusal, presentOf(receipt));
    else if (receipt.outcome === 'applied') applied.set(command.id, receipt.seq);
    settled += 1;
  }
  await pass.outbox.markApplied(applied);
  return settled;
}

/** The server would not read the request at all, though it bore one command only. */
function refusalOfRequest(code: string): Refusal {
  return { code: code === 'too-large' ? 'too-large' : 'missing-data', clause: null, detail: code };
}

/** A conflict (our id with other content) is a rejection to the person: what was typed was not taken. */
function refusalOf(receipt: Receipt): Refusal | null {
  if (receipt.outcome === 'applied') return null;
  return receipt.outcome === 'rejected' ? receipt.refusal : { code: 'case-exists', clause: null, detail: 'conflict' };
}

function presentOf(receipt: Receipt): PresentState | undefined {
  return receipt.outcome === 'applied' ? undefined : receipt.present;
}

function nextBatch(commands: Command[]): Command[] {
  let bytes = 0;
  const fits = commands.slice(0, LIMITS.commandsPerPush).findIndex((command) => {
    bytes += new TextEncoder().encode(JSON.stringify(command)).length;
    return bytes > BATCH_BYTES;
  });
  return commands.slice(0, fits === -1 ? LIMITS.commandsPerPush : Math.max(1, fits));
}
