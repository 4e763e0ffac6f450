import { useState } from 'preact/hooks';
import type { ConnectProblemCode } from '../../lib/texts/problems.ts';
import { useFrame } from '../frame.ts';
import { TextField } from '../ui/text-field.tsx';
import { Wrong } from '../ui/wrong.tsx';
import { isAnything, SaveUnsent, Unsent, type UnsentHands } from './unsent.tsx';

export type ConnectResult = { ok: true } | { ok: false; problem: ConnectProblemCode; codePageUrl?: string };

export interface OptionsProps {
  session: 'signed-out' | 'signed-in' | 'expired';
  server: string | null;
  personName: string | null;
  roles: string[];
  bodyTitle: string | null;
  practice: boolean;
  unsent: number;
  unsentWork: UnsentHands;
  lastSyncAt: number | null;
  onConnect: (server: string) => Promise<ConnectResult>;
  onRedeem: (code: string) => Promise<ConnectResult>;
  onSignOut: () => Promise<void>;
}

export function Options(props: OptionsProps) {
  const { t } = useFrame();
  return (
    <main class="options">
      <h1>{t.options.title}</h1>
      {props.session === 'expired' && <p class="notice soon">{t.options.expired}</p>}
      {props.session === 'signed-in' ? <Signed {...props} /> : <Connect {...props} />}
      {props.session !== 'signed-out' && <Unsent {...props.unsentWork} news={`${props.session} ${props.unsent}`} />}
    </main>
  );
}

function Connect({ server, onConnect, onRedeem }: OptionsProps) {
  const { t } = useFrame();
  const [address, setAddress] = useState(server ?? '');
  const [code, setCode] = useState('');
  const [codePage, setCodePage] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ConnectProblemCode | null>(null);

  async function attempt(work: () => Promise<ConnectResult>): Promise<void> {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    const result = await work().catch((): ConnectResult => ({ ok: false, problem: 'unreachable' }));
    setBusy(false);
    if (result.ok) return;
    if (result.codePageUrl !== undefined) setCodePage(result.codePageUrl);
    else setProblem(result.problem);
  }

  return (
    <>
      <form
        noValidate
        class="section"
        onSubmit={(event) => {
          event.preventDefault();
          attempt(() => onConnect(address.trim()));
        }}
      >
        <TextField label={t.options.server} hint={t.options.serverHint} type="url" value={address} onChange={setAddress} focus />
        <button type="submit" class="button main" disabled={busy || address.trim() === ''}>
          {t.options.connect}
        </button>
        <p class="muted small">{busy ? t.options.connecting : t.options.passwordNote}</p>
      </form>
      <Wrong text={problem === null ? null : t.problems.connect[problem]} />
      {codePage !== null && (
        <form
          noValidate
          class="card"
          onSubmit={(event) => {
            event.preventDefault();
            attempt(() => onRedeem(code.trim()));
          }}
        >
          <p>{t.options.codeHint}</p>
          <a href={codePage} target="_blank" rel="noreferrer">
            {t.options.codePage}
          </a>
          <TextField label={t.options.code} value={code} onChange={setCode} />
          <button type="submit" class="button main" disabled={busy || code.trim() === ''}>
            {t.options.redeem}
          </button>
        </form>
      )}
    </>
  );
}

function Signed({ server, personName, roles, bodyTitle, practice, lastSyncAt, ...props }: OptionsProps) {
  const { t, now, zone } = useFrame();
  const facts: [string, string | null][] = [
    [t.options.who, personName],
    [t.options.roles, roles.join(', ')],
    [t.options.body, bodyTitle],
    [t.options.at, server],
    [t.options.lastSync, lastSyncAt === null ? t.options.never : t.format.ago(lastSyncAt, now, zone)],
  ];
  return (
    <section class="section">
      <h2>{t.options.signedIn}</h2>
      {practice && <p class="notice">{t.options.practice}</p>}
      <dl>
        {facts.map(([name, value]) =>
          value === null || value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <SignOut {...props} />
    </section>
  );
}

function SignOut({ unsent, unsentWork, onSignOut }: Pick<OptionsProps, 'unsent' | 'unsentWork' | 'onSignOut'>) {
  const { t } = useFrame();
  const [asked, setAsked] = useState(false);

  /** What cannot be counted may be something. */
  async function ask(): Promise<void> {
    const isLeft = unsent > 0 || (await unsentWork.onCount().then(isAnything, () => true));
    if (isLeft) setAsked(true);
    else await onSignOut();
  }

  if (!asked) {
    return (
      <div class="row">
        <button type="button" class="button" onClick={ask}>
          {t.options.signOut}
        </button>
      </div>
    );
  }
  return (
    <div class="notice soon" role="alert">
      <p>{t.options.signOutUnsent}</p>
      <SaveUnsent onSave={unsentWork.onSave} />
      <div class="row">
        <button type="button" class="button" onClick={() => onSignOut()}>
          {t.options.signOutAnyway}
        </button>
        <button type="button" class="button main" onClick={() => setAsked(false)}>
          {t.options.stay}
        </button>
      </div>
    </div>
  );
}
