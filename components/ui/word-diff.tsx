import { diffArrays } from 'diff';

/** Words, runs of white space and single signs: the library's own words know no Cyrillic. */
const TOKENS = /[\p{L}\p{N}]+|\s+|./gu;

export interface WordDiffProps {
  before: string;
  after: string;
  label: string;
}

export function WordDiff({ before, after, label }: WordDiffProps) {
  return (
    <section class="diff" aria-label={label}>
      {diffArrays(tokens(before), tokens(after)).map((part, index) => {
        if (part.added) return <ins key={index}>{part.value.join('')}</ins>;
        if (part.removed) return <del key={index}>{part.value.join('')}</del>;
        return <span key={index}>{part.value.join('')}</span>;
      })}
    </section>
  );
}

function tokens(text: string): string[] {
  return text.match(TOKENS) ?? [];
}
