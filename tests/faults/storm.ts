import { setTimeout as sleep } from 'node:timers/promises';
import { replay } from '../../lib/domain/cases/evolve.ts';
import { type Client, command, openCase, sealed, setImportance } from '../server/harness.ts';
import { type BadWay, FATES, type Fate, openBadWay } from '../support/bad-way.ts';
import { seeded } from '../support/seeded.ts';
import { createDevice, type Device } from './device.ts';
import { judge } from './judge.ts';
import { openRegion, type Region } from './region.ts';

export interface StormReport {
  faults: string[];
  promised: number;
  met: Record<string, number>;
}

const SERVERS = 2;
const WEIGHTS: Record<Fate, number> = {
  arrives: 50,
  lost: 8,
  'answer-lost': 10,
  'answer-halved': 6,
  slow: 6,
  twice: 8,
  'again-later': 6,
  'too-many': 2,
  failing: 2,
  portal: 2,
};
const REST_WITHIN_MS = 90_000;

/** Drives people, servers, PostgreSQL and the network in an order that comes from the seed, heals everything, and judges. */
export async function storm(seed: number, ms: number, say: (line: string) => void = () => undefined): Promise<StormReport> {
  const region = await openRegion(SERVERS);
  const random = seeded(seed);
  let isBad = true;
  const way = await openBadWay({ targets: region.targets, random, fate: () => (isBad ? drawn(random) : 'arrives') });
  const counts: Record<string, number> = {};
  try {
    const devices = peopleOf(region, way, seed);
    const until = Date.now() + ms;
    const breaking = breakThings(region, way, seeded(seed + 1), until, (what) => {
      counts[what] = (counts[what] ?? 0) + 1;
      say(what);
    });
    await Promise.all(devices.map((device, place) => work(device, region, seeded(seed + 10 + place), until)));
    await breaking;
    isBad = false;
    await Promise.all(devices.map(comeToRest));
    // What was sent last by one is news to the others.
    await Promise.all(devices.map(comeToRest));
    const faults = await judge(region, devices);
    const promised = devices.reduce((sum, device) => sum + device.promised.size, 0);
    return { faults, promised, met: { ...way.met, ...counts } };
  } finally {
    await way.close();
    await region.close();
  }
}

function drawn(random: () => number): Fate {
  const whole = FATES.reduce((sum, fate) => sum + WEIGHTS[fate], 0);
  let left = random() * whole;
  for (const fate of FATES) {
    left -= WEIGHTS[fate];
    if (left < 0) return fate;
  }
  return 'arrives';
}

/** Two curators, two executors of one body who race, one of another body, a head who only reads; the first curator on two devices. */
function peopleOf({ office, colleagues }: Region, { url }: BadWay, seed: number): Device[] {
  const device = (client: Client, name: string, place: number) =>
    createDevice(name, { server: url, token: client.grant.token }, seeded(seed + 100 + place));
  return [
    device(office.curator, 'curator', 0),
    device(colleagues.curator, 'second curator', 1),
    device(office.roads, 'roads', 2),
    device(colleagues.roads, 'second roads', 3),
    device(office.school, 'school', 4),
    device(office.head, 'head', 5),
  ];
}

async function work(device: Device, region: Region, random: () => number, until: number): Promise<void> {
  while (Date.now() < until) {
    const act = await nextAct(device, region, random);
    const dies = () => (random() < 0.1 ? Math.floor(random() * 4) : Number.POSITIVE_INFINITY);
    if (act) await device.give(act, dies());
    await device.sync({ eager: random() < 0.3, diesAt: dies() });
    await sleep(100 + random() * 500);
  }
}

async function nextAct(device: Device, { office }: Region, random: () => number) {
  if (random() < 0.4 || device.name === 'head') return null;
  const documents = await device.cache().documents();
  const document = documents[Math.floor(random() * documents.length)];
  if (device.name.includes('curator')) {
    if (!document || random() < 0.4) return openCase(random() < 0.7 ? office.bodies.roads : office.bodies.school);
    // One in ten is nonsense and must be rejected without holding up the rest.
    return setImportance(document.id, random() < 0.1 ? ('no-such' as 'social') : random() < 0.5 ? 'social' : 'urgent');
  }
  // The newest case is the one on which the racers meet.
  const newest = documents.at(-1);
  const assignment = newest && replay(newest).assignments[0];
  if (!newest || !assignment) return null;
  const comment = sealed('не наше');
  return command('refuse-competence', newest.id, { assignment: assignment.id, comment: comment.ref }, [comment.text]);
}

/** One thing after another; each is over, and its victim up again, before the storm is. */
async function breakThings(
  region: Region,
  way: BadWay,
  random: () => number,
  until: number,
  tell: (what: string) => void,
): Promise<void> {
  const begun: Promise<unknown>[] = [];
  while (Date.now() < until) {
    const lot = random();
    if (lot < 0.35) {
      tell('server killed');
      const place = Math.floor(random() * SERVERS);
      begun.push(region.killServer(place, random() * 1_500));
    } else if (lot < 0.5) {
      tell('PostgreSQL crashed');
      await region.postgres.crash();
    } else if (lot < 0.65) {
      tell('sessions of PostgreSQL ended');
      await region.ask(backends).catch(() => undefined);
    } else if (lot < 0.8) {
      tell('network cut');
      way.cut();
    } else {
      tell('a transaction stood on the head');
      begun.push(stand(region, random() * 1_500).catch(() => undefined));
    }
    await sleep(300 + random() * 2_000);
  }
  await Promise.all(begun);
}

const backends = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`;

/** Somebody holds the tenant's head row: every command waits and none may get lost. */
async function stand({ ask, office }: Region, ms: number): Promise<void> {
  await ask(
    `do $$ begin perform set_config('app.tenant', '${office.tenantId}', true);
     perform from tenant_head where tenant_id = '${office.tenantId}' for update; perform pg_sleep(${ms / 1_000}); end $$`,
  );
}

async function comeToRest(device: Device): Promise<void> {
  const until = Date.now() + REST_WITHIN_MS;
  while (Date.now() < until) {
    const outcome = await device.sync({ eager: true });
    if (outcome?.kind === 'done' && (await device.outbox().pending(device.name)).length === 0) return;
    await sleep(outcome?.kind === 'trouble' ? Math.min(2_000, Math.max(50, outcome.retryAt - Date.now())) : 100);
  }
  device.faults.push(`${device.name} did not come to rest`);
}
