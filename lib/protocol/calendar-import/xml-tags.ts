/** An opening or empty tag of an XML file, with the line it stands in. */
export interface Tag {
  name: string;
  /** Names of the elements it stands in, outermost first. */
  inside: string[];
  attributes: Record<string, string>;
  line: number;
}

const PIECE =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|\s+/y;
const ATTRIBUTE = /([A-Za-z_][\w.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * The tags of a small XML file of elements and attributes, as calendars are. Text between tags, document types and entities are not
 * read: a file that has them is none of ours, and is refused with its line.
 */
export function readTags(text: string): { tags: Tag[] } | { line: number; message: string } {
  const tags: Tag[] = [];
  const open: string[] = [];
  let line = 1;
  PIECE.lastIndex = 0;
  for (let at = 0; at < text.length; at = PIECE.lastIndex) {
    const found = PIECE.exec(text);
    if (!found) return { line, message: `непонятная разметка: «${excerpt(text.slice(at))}»` };
    const [piece, closes, name, written = '', isEmpty] = found;
    if (name !== undefined && closes === '/') {
      const last = open.pop();
      if (last !== name) return { line, message: `</${name}> закрывает не то, что открыто (${last ? `<${last}>` : 'ничего'})` };
    } else if (name !== undefined) {
      tags.push({ name, inside: [...open], attributes: readAttributes(written), line });
      if (isEmpty !== '/') open.push(name);
    }
    line += piece.split('\n').length - 1;
  }
  const unclosed = open.at(-1);
  return unclosed === undefined ? { tags } : { line, message: `<${unclosed}> не закрыт` };
}

function readAttributes(written: string): Record<string, string> {
  return Object.fromEntries(
    [...written.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [name, double ?? single ?? '']),
  );
}

function excerpt(text: string): string {
  return text.slice(0, 40).split('\n')[0] ?? '';
}
