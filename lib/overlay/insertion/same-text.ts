/**
 * Is this the text, as an editor shows it? Editors change what a reader does not see: the form of a space, of an emoji,
 * of a composed letter. Letters, emoji, links, line breaks and blank lines must all be there.
 */
export function isSameText(shown: string, wanted: string): boolean {
  return asShown(shown) === asShown(wanted);
}

/** As `isSameText`, where an editor keeps no more than one blank line between two paragraphs. */
export function isAlike(shown: string, wanted: string): boolean {
  const folded = (text: string) => asShown(text).replace(/\n{3,}/g, '\n\n');
  return folded(shown) === folded(wanted);
}

function asShown(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\u200b|\ufeff|\ufe0e|\ufe0f/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();
}
