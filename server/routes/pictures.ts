import type { Context } from 'hono';
import { actorOf } from '../../lib/protocol/actor.ts';
import type { PictureKept } from '../../lib/protocol/api.ts';
import type { Device } from '../auth/devices.ts';
import { findCase, loadDocuments } from '../commands/case-store.ts';
import { inTenant, readTenant, type Trx } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { noteRead } from '../journal/reads.ts';
import { findPicture, judgePicture, keepPicture } from '../pictures/keep-picture.ts';
import { mayAttach, seesPicture } from '../policies/pictures.ts';
import { scopeOf, sees } from '../policies/visibility.ts';
import { tenantProfiles } from '../reference.ts';
import type { Fail } from './api.ts';

type Deps = Pick<AppDeps, 'db' | 'library' | 'now'>;
type Place = { device: Device; caseId: string; hash: string };

/** Keeps what a device sends, if it is the picture that the address names, of a case that its person sees and may write in. */
export async function putPicture(c: Context, deps: Deps, device: Device, fail: Fail): Promise<Response> {
  const place = placeOf(c, device);
  if (!place) return fail(c, 'bad-request', 'hash');
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const judged = judgePicture(place.hash, bytes);
  if (!judged.ok) return fail(c, 'bad-request', judged.detail);
  const { caseId, hash } = place;
  const now = deps.now();
  const outcome = await inTenant(deps.db, device.tenantId, async (trx) => {
    const { row, profiles } = await visibleCase(trx, deps, place);
    if (!row) return 'not-found';
    if (!mayAttach(actorOf(device.me), profiles)) return 'forbidden';
    const sent = { tenantId: device.tenantId, personId: device.me.person.id, caseId, hash, type: judged.type, bytes, now };
    return (await keepPicture(trx, sent)) ? null : 'forbidden';
  });
  if (outcome !== null) return fail(c, outcome);
  return c.json({ hash, type: judged.type, bytes: bytes.length } satisfies PictureKept);
}

/** Sent as a file to be saved: a browser that is led here by an address shows and runs nothing of it. */
export async function getPicture(c: Context, deps: Deps, device: Device, fail: Fail): Promise<Response> {
  const place = placeOf(c, device);
  if (!place) return fail(c, 'bad-request', 'hash');
  const found = await readTenant(deps.db, device.tenantId, (trx) => readPicture(trx, deps, place));
  if (!found) return fail(c, 'not-found');
  return c.body(new Uint8Array(found.bytes), 200, {
    'Content-Type': found.type,
    'Content-Disposition': `attachment; filename="${place.hash.slice(0, 12)}.${found.type.replace('image/', '')}"`,
    'Cache-Control': 'private, no-store',
  });
}

function placeOf(c: Context, device: Device): Place | null {
  const { case: caseId = '', hash = '' } = c.req.param() as Record<string, string>;
  return /^[0-9a-f]{64}$/.test(hash) ? { device, caseId, hash } : null;
}

async function visibleCase(trx: Trx, { library }: Deps, { device, caseId }: Place) {
  const profiles = await tenantProfiles(trx, library);
  const scope = scopeOf(actorOf(device.me), profiles);
  const row = await findCase(trx, caseId);
  return { row: row && sees(scope, row.bodies) ? row : null, scope, profiles };
}

async function readPicture(trx: Trx, deps: Deps, place: Place) {
  const { device, caseId, hash } = place;
  const { row, scope } = await visibleCase(trx, deps, place);
  const kept = row && (await findPicture(trx, caseId, hash));
  const [document] = kept ? await loadDocuments(trx, [row]) : [];
  if (!kept || !document) return null;
  const { person, actsFor } = device.me;
  const people = [person.id, ...actsFor.map((one) => one.person.id)];
  if (!seesPicture({ hash, uploadedBy: kept.uploaded_by }, document, scope, people)) return null;
  const read = { tenantId: device.tenantId, personId: person.id, deviceId: device.id, caseIds: [caseId], at: deps.now() };
  await noteRead(trx, { ...read, what: 'picture' });
  return kept;
}
