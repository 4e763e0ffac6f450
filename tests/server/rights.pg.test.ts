import { afterAll, beforeAll, expect, test } from 'vitest';
import { revokeDevice } from '../../server/auth/devices.ts';
import { disablePerson } from '../../server/auth/disable.ts';
import { applyCommand } from '../../server/commands/apply-command.ts';
import { AccessLost, activeSender, type Sender } from '../../server/commands/sender.ts';
import { inTenant } from '../../server/db/connect.ts';
import { type Client, connectPerson, type Office, openCase, openOffice, startTestServer, type TestServer } from './harness.ts';

let server: TestServer;
let office: Office;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
});
afterAll(() => server.server.close());

function senderOf({ personId, grant }: Client): Sender {
  return { tenantId: office.tenantId, personId, deviceId: grant.deviceId };
}

/** A command whose token was looked at before, as if the request were already under way. */
function underWay(sender: Sender) {
  const { db, library, now } = server.server.deps;
  return applyCommand(db, library, { sender, command: openCase(office.bodies.roads), sentAt: now(), contact: null, now: now() });
}

test('a command under way has no effect when its person or its device lost the right meanwhile', async () => {
  const disabled = await connectPerson(server, office.tenantId, ['curator'], null);
  const revoked = await connectPerson(server, office.tenantId, ['curator'], null);
  await disablePerson(server.db, office.tenantId, disabled.personId, Date.now());
  await revokeDevice(server.db, office.tenantId, revoked.personId, revoked.grant.deviceId, Date.now());

  await expect(underWay(senderOf(disabled))).rejects.toThrow(AccessLost);
  await expect(underWay(senderOf(revoked))).rejects.toThrow(AccessLost);
  await expect(underWay({ ...senderOf(disabled), deviceId: null })).rejects.toThrow(AccessLost);
  await expect(underWay({ ...senderOf(office.curator), deviceId: revoked.grant.deviceId })).rejects.toThrow(AccessLost);
  await expect(underWay(senderOf(office.curator))).resolves.toMatchObject({ outcome: 'applied' });
});

/** What came first: the end of a command that is being decided by `sender`, or of what was begun meanwhile. */
async function orderOf(sender: Sender, meanwhile: () => Promise<void>): Promise<string[]> {
  const order: string[] = [];
  let begun = () => {};
  const locked = new Promise<void>((done) => {
    begun = done;
  });
  const deciding = inTenant(server.db, office.tenantId, async (trx) => {
    await activeSender(trx, sender, Date.now());
    begun();
    await new Promise((done) => setTimeout(done, 400));
    order.push('decided');
  });
  await locked;
  const other = meanwhile().then(() => order.push('taken away'));
  await Promise.all([deciding, other]);
  return order;
}

test('taking a right away waits for the command that is being decided', async () => {
  const client = await connectPerson(server, office.tenantId, ['curator'], null);
  const { tenantId } = office;
  const { deviceId } = client.grant;

  const device = await orderOf(senderOf(client), () => revokeDevice(server.db, tenantId, client.personId, deviceId, 1));
  const person = await orderOf({ ...senderOf(client), deviceId: null }, () =>
    disablePerson(server.db, tenantId, client.personId, 1).then(() => undefined),
  );

  expect(device).toEqual(['decided', 'taken away']);
  expect(person).toEqual(['decided', 'taken away']);
});

test('a role that was taken away counts from the next command on', async () => {
  const client = await connectPerson(server, office.tenantId, ['curator'], null);
  const first = await client.push([openCase(office.bodies.roads)]);

  await inTenant(server.db, office.tenantId, (trx) =>
    trx
      .updateTable('person')
      .set({ roles: ['observer'] })
      .where('id', '=', client.personId)
      .execute(),
  );
  const second = await client.push([openCase(office.bodies.roads)]);

  expect(first.receipts[0]).toMatchObject({ outcome: 'applied' });
  expect(second.receipts[0]).toMatchObject({ outcome: 'rejected', refusal: { code: 'not-your-role' } });
});
