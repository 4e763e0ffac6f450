import { useContext, useState } from 'preact/hooks';
import { useFrame } from '../frame.ts';
import { reveal } from '../ui/reveal.ts';
import { CompanyContext } from './company-context.ts';

/** Who else is here now. Silent when nobody is. */
export function CompanyLine() {
  const { t } = useFrame();
  const company = useContext(CompanyContext);
  const nameOf = useNames();
  const named = (doing: 'looks' | 'types') =>
    company.people
      .filter((one) => one.doing === doing)
      .map(nameOf)
      .join(', ');
  const [types, looks] = [named('types'), named('looks')];
  return (
    <p class="company facts" role="status">
      {types !== '' && (
        <span title={types}>
          {t.company.types}: {types}…
        </span>
      )}
      {looks !== '' && (
        <span title={looks}>
          {t.company.looks}: {looks}
        </span>
      )}
    </p>
  );
}

/** A colleague took it up first: said before anything is begun here. */
export function HeldNotice() {
  const { t, now, zone } = useFrame();
  const nameOf = useNames();
  const { holder } = useContext(CompanyContext);
  if (holder?.heldAt == null) return null;
  return (
    <section class="notice soon">
      <h2>
        {t.company.held}: {nameOf(holder)}
      </h2>
      <p>
        {t.company.since} {t.format.dateTime(holder.heldAt, now, zone)}. {t.company.agree}
      </p>
    </section>
  );
}

export interface InsistProps {
  busy: boolean;
  onInsist: () => void;
}

/** The last word before the same is done twice. */
export function Insist({ busy, onInsist }: InsistProps) {
  const { t } = useFrame();
  const nameOf = useNames();
  const { holder } = useContext(CompanyContext);
  if (!holder) return null;
  return (
    <section class="notice soon" role="alert" ref={reveal}>
      <h2>
        {t.company.held}: {nameOf(holder)}
      </h2>
      <p>{t.company.twice}</p>
      <div class="row">
        <button type="button" class="button" disabled={busy} onClick={onInsist}>
          {t.company.insist}
        </button>
      </div>
    </section>
  );
}

/** Before something is sent that a colleague has in hand: asked once, then it is the person's word that counts. */
export function useInsist(): { asked: boolean; mayGo: () => boolean; insist: () => void } {
  const { holder } = useContext(CompanyContext);
  const [state, setState] = useState<'free' | 'asked' | 'insisted'>('free');
  return {
    asked: state === 'asked' && holder !== null,
    mayGo: () => {
      if (holder === null || state === 'insisted') return true;
      setState('asked');
      return false;
    },
    insist: () => setState('insisted'),
  };
}

function useNames(): (one: { personId: string }) => string {
  const { t, people } = useFrame();
  return ({ personId }) => people[personId] ?? t.company.somebody;
}
