/** How networks name what an address led to, and what they say when it is no longer there. */
const NOTICE =
  /^(эта |данная |this )?(запись|пост|тема|заметка|публикация|страница|сообщение|обсуждение|post|topic|note|page|message|discussion)\s.{0,40}(удал|не найден|не существует|недоступ|deleted|removed|not found|unavailable|doesn.t exist)/i;
const LONGEST_NOTICE = 80;
const MOST_LINES = 400;

/** Is this line the network's notice that what its page was opened for is gone, on its Russian or English pages? */
export function isGoneNotice(line: string): boolean {
  return line.length <= LONGEST_NOTICE && NOTICE.test(line.trim().replace(/\s+/g, ' '));
}

/** Does the page say in its own words, on a line of its own, that what it was opened for is gone? Asked only where no message was read. */
export function saysGone(doc: Document): boolean {
  // biome-ignore lint/performance/useDomNodeTextContent: only what is drawn counts, in the lines in which it is drawn.
  const lines = doc.body.innerText.split('\n').slice(0, MOST_LINES);
  return lines.some(isGoneNotice);
}
