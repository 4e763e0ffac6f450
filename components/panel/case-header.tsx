import type { Case } from '../../lib/domain/cases/model.ts';
import { useCaseFrame } from '../frame.ts';
import type { Share } from './shares.ts';

export interface CaseHeaderProps {
  found: Case;
  number: string | null;
  shares: Share[];
}

export function CaseHeader({ found, number, shares }: CaseHeaderProps) {
  const { t, context } = useCaseFrame();
  const states = shares.length > 0 ? [...new Set(shares.map((share) => share.assignment.state))] : [found.state];
  return (
    <header class="case-head">
      <div class="title">
        <h2>{number === null ? <span class="muted">{t.header.unnumbered}</span> : `№ ${number}`}</h2>
        {states.map((state) => (
          <span key={state} class="pill">
            {t.stages.stage[state]}
          </span>
        ))}
      </div>
      <p class="facts">
        {found.topic !== null && <span>{found.topic}</span>}
        {found.location !== null && <span>{found.location}</span>}
        {shares.map((share) => (
          <span key={share.assignment.id}>{share.bodyTitle}</span>
        ))}
        {found.importance !== context.profile.importance.default && (
          <strong>{t.stages.importance[found.importance] ?? found.importance}</strong>
        )}
      </p>
    </header>
  );
}
