import { diffWordsWithSpace } from 'diff';

export interface WordDiffProps {
  before: string;
  after: string;
  label: string;
}

export function WordDiff({ before, after, label }: WordDiffProps) {
  return (
    <section class="diff" aria-label={label}>
      {diffWordsWithSpace(before, after).map((part, index) => {
        if (part.added) return <ins key={index}>{part.value}</ins>;
        if (part.removed) return <del key={index}>{part.value}</del>;
        return <span key={index}>{part.value}</span>;
      })}
    </section>
  );
}
