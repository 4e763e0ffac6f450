import { type Document, isMap, isNode, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';
import type { Profile } from '../domain/regulations/profile.ts';
import { checkNames } from './profile-checks.ts';
import { type Fault, faultsOf } from './profile-problems.ts';
import { type ProfileFile, profileSchema } from './profile-schema.ts';
import { unusedIn } from './profile-unused.ts';

/** A fault of a profile file; `message` is a whole sentence that begins with `file:line:`. */
export interface ProfileProblem {
  line: number;
  column: number;
  path: string;
  message: string;
}

/** `unused`: what a sound profile never uses, top to bottom; not worked out until somebody asks. */
export type ParsedProfile =
  | { ok: true; profile: Profile & ProfileFile; unused(): ProfileProblem[] }
  | { ok: false; problems: ProfileProblem[] };

/** Reads a regulation from YAML and checks that everything it names exists; every problem tells its line, top to bottom. */
export function parseProfile(text: string, fileName: string): ParsedProfile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) return { ok: false, problems: document.errors.map((error) => ofYaml(error, lines, fileName)) };

  const data: unknown = document.toJS();
  const read = profileSchema.safeParse(data);
  const faults = read.success ? checkNames(read.data) : faultsOf(read.error.issues, data, profileSchema);
  const problemsOf = (found: Fault[]) =>
    found.map((fault) => problemOf(fault, document, lines, fileName)).sort((a, b) => a.line - b.line || a.column - b.column);
  if (!read.success || faults.length > 0) return { ok: false, problems: problemsOf(faults) };
  const profile = read.data;
  return { ok: true, profile, unused: () => problemsOf(unusedIn(profile)) };
}

const YAML_FAULTS: Partial<Record<YAMLError['code'], string>> = {
  DUPLICATE_KEY: 'поле указано дважды',
  TAB_AS_INDENT: 'отступ сделан табуляцией, а нужны пробелы',
  BAD_INDENT: 'неверный отступ',
  BLOCK_IN_FLOW: 'не закрыта скобка или пропущена запятая',
  MISSING_CHAR: 'не хватает знака (кавычки, скобки или запятой)',
};

function ofYaml(error: YAMLError, lines: LineCounter, fileName: string): ProfileProblem {
  const { line, col } = lines.linePos(error.pos[0]);
  const reason = YAML_FAULTS[error.code] ?? `ошибка YAML ${error.code}`;
  return { line, column: col, path: '', message: `${fileName}:${line}: ${reason}` };
}

function problemOf(fault: Fault, document: Document, lines: LineCounter, fileName: string): ProfileProblem {
  const { line, col } = lines.linePos(offsetOf(fault, document));
  const owner = ownerOf(fault.path, document);
  const place = fault.path.length === 0 ? fileName : `${fileName}:${line}`;
  return { line, column: col, path: fault.path.join('.'), message: `${place}: ${owner}${fault.message}` };
}

/** Place of the faulty value or key; what is missing is reported where it should have been. */
function offsetOf({ path, isKey }: Fault, document: Document): number {
  if (isKey) {
    const parent = nodeAt(document, path.slice(0, -1));
    const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === String(path.at(-1))) : undefined;
    if (isNode(pair?.key)) return pair.key.range?.[0] ?? 0;
  }
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(document, path.slice(0, length));
    if (node?.range) return node.range[0];
  }
  return 0;
}

function nodeAt(document: Document, path: Fault['path']): Node | null {
  const found: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(found) ? found : null;
}

const OWNERS: Record<string, string> = {
  flow: 'у шага',
  clocks: 'у срока',
  replyRules: 'у правила ответа',
  refusals: 'у основания отказа',
  terminations: 'у основания прекращения',
  escalations: 'у доклада',
  duties: 'у обязанности',
};

function ownerOf([part, index, field]: Fault['path'], document: Document): string {
  if (part === 'roles' && field !== undefined) return `у роли «${index}» `;
  const owner = OWNERS[String(part)];
  if (owner === undefined || typeof index !== 'number') return '';
  const id: unknown = document.getIn([part, index, 'id']);
  return `${owner} ${typeof id === 'string' ? `«${id}»` : `№ ${index + 1}`} `;
}
