import type { Finding } from '../../lib/domain/replies/check-reply.ts';
import { findingText } from '../../lib/texts/findings.ts';
import { useFrame } from '../frame.ts';
import { FindingMark } from '../ui/finding-mark.tsx';

const ORDER = ['block', 'warn', 'checklist'] as const;

/** What the regulation says about the text as it stands, worst first, each with its clause. */
export function Findings({ findings }: { findings: Finding[] }) {
  const { t } = useFrame();
  // A reminder of pictures stands where they are attached.
  const shown = findings.filter((one) => one.code !== 'no-pictures' || one.level === 'block');
  const byWeight = shown.toSorted((a, b) => weight(a) - weight(b));
  const found = byWeight.filter((one) => one.code !== 'checklist');
  const own = byWeight.filter((one) => one.code === 'checklist');
  return (
    <section class="section tight" aria-label={t.draft.checks}>
      {found.length > 0 ? <FindingList findings={found} /> : <p class="small muted">{t.draft.checksClean}</p>}
      {own.length > 0 && (
        <details>
          <summary class="small">{t.draft.checklist}</summary>
          <FindingList findings={own} />
        </details>
      )}
    </section>
  );
}

function FindingList({ findings }: { findings: Finding[] }) {
  const { t } = useFrame();
  return (
    <ul class="findings">
      {findings.map((one) => {
        const level = one.code === 'checklist' ? 'checklist' : one.level;
        return (
          <li key={`${one.rule}-${one.detail}`} class={level}>
            <FindingMark level={level} />
            <span>
              {findingText(t.lang, one)}{' '}
              <span class="muted">
                ({t.clock.clause} {one.clause}
                {level !== 'checklist' && `, ${t.draft[level]}`})
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function weight(finding: Finding): number {
  return ORDER.indexOf(finding.code === 'checklist' ? 'checklist' : finding.level);
}
