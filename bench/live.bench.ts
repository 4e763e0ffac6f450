import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { askJson, quantile } from './support/clients.ts';
import type { Asked, Told } from './support/live-clients.ts';
import { openOffice, openPlace, workOn } from './support/offices.ts';
import { times } from './support/rate.ts';
import type { BenchSection } from './support/section.ts';
import { type ServerChild, startServerChild } from './support/server-child.ts';

const LINES = 4_000;
const ROUNDS = 15;
const PAUSE_MS = 1_000;
const SLOWER = 1.5;

interface Rival {
  name: string;
  /** Says one piece of news to everybody; answered when it was said. */
  say(round: number): Promise<unknown>;
  clients: Clients;
  p50: number[];
  p99: number[];
}
type Clients = Awaited<ReturnType<typeof connect>>;

/** How soon four thousand open lines hear of one command, beside a server that does nothing but send the same words to as many. */
export async function bench(): Promise<BenchSection> {
  const place = await openPlace();
  const server = await startServerChild(place.databaseUrl);
  const bare = await startBare();
  try {
    const office = await openOffice(place, LINES);
    const next = workOn(office.bodyId);
    const push = (round: number) =>
      askJson(`${server.url}/api/commands`, office.tokens[round] ?? '', { sentAt: Date.now(), commands: [next()] });
    await push(0);
    const empty = server.memory();
    const startedAt = performance.now();
    const ours = await connect(server.url, office.tokens);
    const connecting = performance.now() - startedAt;
    const theirs = await connect(bare.url, office.tokens);
    const rivals: Rival[] = [
      { name: 'a command of this server', say: push, clients: ours, p50: [], p99: [] },
      { name: 'a bare `ws` broadcast', say: (seq) => askJson(bare.url, '', { seq }), clients: theirs, p50: [], p99: [] },
    ];
    for (let round = 1; round <= ROUNDS; round += 1) for (const rival of rivals) await oneRound(rival, round);
    const perLine = (((server.memory() - empty) * 1024) / LINES).toFixed(0);
    for (const { clients } of rivals) await clients.close();
    return sectionOf(rivals, { connecting, perLine, server });
  } finally {
    bare.stop();
    await server.stop();
    await place.close();
  }
}

async function oneRound(rival: Rival, round: number): Promise<void> {
  const heard = rival.clients.next();
  const saidAt = performance.timeOrigin + performance.now();
  await rival.say(round);
  const took = (await heard).map((at) => at - saidAt);
  rival.p50.push(quantile(took, 0.5));
  rival.p99.push(quantile(took, 0.99));
  // What follows a round in either server is over before the next.
  await new Promise((done) => setTimeout(done, PAUSE_MS));
}

async function connect(url: string, tokens: string[]) {
  const child = fork(fileURLToPath(new URL('support/live-clients.ts', import.meta.url)));
  const ask = async <Answer extends Told>(asked: Asked): Promise<Answer> => {
    const answered = once(child, 'message');
    child.send(asked);
    return (await answered)[0] as Answer;
  };
  await ask({ connect: url.replace('http', 'ws'), tokens });
  return {
    /** When (epoch ms) the next news reached each of the lines. */
    next: async () => (await ask<{ arrivals: number[] }>({ listen: true })).arrivals,
    close: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

async function startBare() {
  const child = fork(fileURLToPath(new URL('support/bare-broadcast.ts', import.meta.url)));
  const [port] = (await once(child, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

function sectionOf(
  rivals: Rival[],
  { connecting, perLine, server }: { connecting: number; perLine: string; server: ServerChild },
): BenchSection {
  const lines = LINES.toLocaleString('en');
  const [ours, bare] = rivals.map(({ p50, p99 }) => ({ p50: quantile(p50, 0.5), p99: quantile(p99, 0.5) }));
  const ratio = (ours?.p99 ?? 0) / (bare?.p99 ?? 0);
  return {
    title: 'The live channel',
    about: [
      `${lines} lines of one tenant, a device each, held by a process of their own; as many to a server that only broadcasts the same words.`,
      `From sending the command (its transaction is in the time) or the word to when a line hears of it; the median of ${ROUNDS} rounds, in turn.`,
      `All ${lines} were connected in ${(connecting / 1000).toFixed(1)} s; an open line takes about ${perLine} KB of the server, which held ${server.memory()} MB in all.`,
    ],
    columns: ['what', 'half of the lines, ms', '99 % of the lines, ms'],
    rows: rivals.map(({ name, p50, p99 }) => [name, quantile(p50, 0.5).toFixed(0), quantile(p99, 0.5).toFixed(0)]),
    bars: [
      {
        promise: `99 % hear of it within ${times(SLOWER)} the bare broadcast (${times(ratio)} measured)`,
        holds: ratio <= SLOWER,
      },
    ],
  };
}
