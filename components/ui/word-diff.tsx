import { diffArrays } from 'diff';

/** Words, runs of white space and single signs: the library's own words know no Cyrillic. */
const TOKENS = /[\p{L}\p{N}]+|\s+|./gu;

interface Stretch {
  removed: string;
  added: string;
  kept: string;
}

export interface WordDiffProps {
  before: string;
  after: string;
  label: string;
}

export function WordDiff({ before, after, label }: WordDiffProps) {
  return (
    <section class="diff" aria-label={label}>
      {stretches(before, after).map(({ removed, added, kept }, index) => (
        <span key={index}>
          {removed !== '' && <del>{removed}</del>}
          {added !== '' && <ins>{added}</ins>}
          {kept}
        </span>
      ))}
    </section>
  );
}

/** Changed words with only a space kept between them read as one change: first what went, then what came. */
function stretches(before: string, after: string): Stretch[] {
  const all: Stretch[] = [];
  let open: Stretch = { removed: '', added: '', kept: '' };
  for (const part of diffArrays(before.match(TOKENS) ?? [], after.match(TOKENS) ?? [])) {
    const text = part.value.join('');
    if ((part.removed || part.added) && open.kept !== '') {
      const isOneChange = open.kept.trim() === '' && (open.removed !== '' || open.added !== '');
      if (isOneChange) open = { removed: open.removed + open.kept, added: open.added + open.kept, kept: '' };
      else {
        all.push(open);
        open = { removed: '', added: '', kept: '' };
      }
    }
    if (part.removed) open.removed += text;
    else if (part.added) open.added += text;
    else open.kept += text;
  }
  return [...all, open];
}
