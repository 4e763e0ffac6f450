/**
 * Is this the text, as an editor shows it? Editors change what a reader does not see: the form of a space, of an emoji,
 * of a composed letter, how many blank lines part two paragraphs. Letters, emoji, links and line breaks must all be there.
 */
export function isSameText(shown: string, wanted: string): boolean {
  return asShown(shown) === asShown(wanted);
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
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
