import { deviceName } from '../platform/clock.ts';
import { pkcePair, randomState } from '../platform/hashing.ts';
import { authRedirectUrl, hasWebAuthFlow, runWebAuthFlow } from '../platform/identity.ts';
import { API_VERSION, type DeviceGrant } from '../protocol/api.ts';
import type { ConnectProblem } from '../protocol/messages.ts';
import { call } from '../sync/call.ts';
import { serverOrigin } from './server-address.ts';
import type { Sessions } from './session.ts';

export type ConnectResult =
  | { ok: true; server: string; grant: DeviceGrant }
  | { ok: false; problem: ConnectProblem; codePageUrl?: string };

/** Signs in on the server's own page; the one-time code that comes back is worth something only to the holder of the verifier. */
export async function connect(sessions: Sessions, typed: string): Promise<ConnectResult> {
  const server = serverOrigin(typed);
  if (server === null) return { ok: false, problem: 'bad-address' };
  const problem = await healthProblem(server);
  if (problem) return { ok: false, problem };

  const { verifier, challenge } = await pkcePair();
  await sessions.savePending({ server, verifier });
  const codePage = `${server}/connect?${new URLSearchParams({ challenge })}`;
  if (!hasWebAuthFlow()) return { ok: false, problem: 'cancelled', codePageUrl: codePage };

  const state = randomState();
  const query = new URLSearchParams({ challenge, state, redirect: authRedirectUrl() });
  const cameBack = URL.parse((await runWebAuthFlow(`${server}/connect?${query}`)) ?? '');
  const code = cameBack?.searchParams.get('code');
  if (!cameBack || !code) return { ok: false, problem: 'cancelled', codePageUrl: codePage };
  if (cameBack.searchParams.get('state') !== state) return { ok: false, problem: 'code-invalid' };
  return await redeem(sessions, code);
}

/** Changes the one-time code for this device's token. */
export async function redeem(sessions: Sessions, code: string): Promise<ConnectResult> {
  const pending = await sessions.pending();
  if (!pending) return { ok: false, problem: 'code-invalid' };
  const { server, verifier } = pending;
  const asked = { code: code.trim(), verifier, device: deviceName() };
  const answer = await call({ server, token: null }, 'POST /api/device/token', { body: asked });
  if (!answer.ok) return { ok: false, problem: answer.failure.kind === 'refused' ? 'code-invalid' : 'unreachable' };
  await sessions.savePending(null);
  return { ok: true, server, grant: answer.value };
}

async function healthProblem(server: string): Promise<ConnectProblem | null> {
  const health = await call({ server, token: null }, 'GET /api/health', {});
  if (health.ok) return health.value.api === API_VERSION ? null : 'old-version';
  return (await answersAtAll(server)) ? 'not-a-server' : 'unreachable';
}

/** A foreign server lets us read nothing; that it answers can still be told. */
async function answersAtAll(server: string): Promise<boolean> {
  try {
    await fetch(server, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(10_000) });
    return true;
  } catch {
    return false;
  }
}
