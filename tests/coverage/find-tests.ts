import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';

/** A node of the syntax tree: only what is asked of it here. */
interface Node {
  type: string;
  [field: string]: unknown;
}

/** What a table gives a title: values by position or by name; undefined where the source does not say them outright. */
type Told = { list: unknown[] } | { fields: Map<string, unknown> };

const MAKERS = new Set(['test', 'it', 'describe']);
const LEFT_OUT = new Set(['skip', 'todo']);

/**
 * Names of the tests written in a file, with the titles of their describe blocks: `block › title`. A table's title stands as it is written
 * and, where the table says its values outright, once for every row.
 */
export function testsIn(file: string): string[] {
  const { program } = parseSync(file, readFileSync(file, 'utf8'), { lang: file.endsWith('x') ? 'tsx' : 'ts' });
  const tables = constantsOf(program as unknown as Node);
  return [...new Set(namesIn(program as unknown as Node, tables))];
}

function namesIn(node: Node, tables: Map<string, Node>): string[] {
  const made = node.type === 'CallExpression' ? makerOf(node) : null;
  if (!made) return childrenOf(node).flatMap((child) => namesIn(child, tables));
  if (made.isLeftOut) return [];
  const [title, ...rest] = argumentsOf(node);
  const titles = titlesOf(textOf(title), made.table ? rowsOf(made.table, tables) : []).filter(Boolean);
  if (made.name !== 'describe') return titles;
  const inside = rest.flatMap((child) => namesIn(child, tables));
  return titles.flatMap((block) => inside.map((name) => `${block} › ${name}`));
}

/** `test(…)`, `describe.each(table)(…)` and their like; null for any other call. */
function makerOf(call: Node): { name: string; isLeftOut: boolean; table: Node | null } | null {
  let callee = call.callee as Node;
  let table: Node | null = null;
  const words: string[] = [];
  if (callee.type === 'CallExpression') {
    table = argumentsOf(callee)[0] ?? null;
    callee = callee.callee as Node;
    if (callee.type !== 'MemberExpression') return null;
  }
  while (callee.type === 'MemberExpression') {
    words.push(String((callee.property as Node).name));
    callee = callee.object as Node;
  }
  const name = String(callee.name);
  if (callee.type !== 'Identifier' || !MAKERS.has(name) || argumentsOf(call).length < 2) return null;
  const isTable = words.includes('each') || words.includes('for');
  return { name, isLeftOut: words.some((word) => LEFT_OUT.has(word)), table: isTable ? table : null };
}

function titlesOf(title: string, rows: (Told | null)[]): string[] {
  return [title, ...rows.map((row) => (row ? filledIn(title, row) : null)).filter((one) => one !== null)];
}

/** The title of one row as vitest writes it; null when a value it shows is not told in the source. */
function filledIn(title: string, row: Told): string | null {
  let isWhole = true;
  let next = 0;
  const filled = title.replace(/%[sdifjo]|\$([\w.]+)/g, (place, field?: string) => {
    const value = 'list' in row ? (field === undefined ? row.list[next++] : undefined) : row.fields.get(field ?? '');
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') isWhole = false;
    return place === '%j' ? JSON.stringify(value) : String(value);
  });
  return isWhole ? filled : null;
}

function rowsOf(table: Node, tables: Map<string, Node>): (Told | null)[] {
  const node = outright(table);
  if (node.type === 'Identifier') {
    const known = tables.get(String(node.name));
    return known ? rowsOf(known, new Map()) : [];
  }
  if (node.type !== 'ArrayExpression') return [];
  return (node.elements as Node[]).map((element) => rowOf(outright(element)));
}

function rowOf(node: Node): Told | null {
  if (node.type === 'Literal') return { list: [node.value] };
  if (node.type === 'ArrayExpression') return { list: (node.elements as Node[]).map(toldBy) };
  if (node.type !== 'ObjectExpression') return null;
  const properties = (node.properties as Node[]).filter((one) => one.type === 'Property');
  return { fields: new Map(properties.map((one) => [String((one.key as Node).name), toldBy(one.value as Node)])) };
}

function toldBy(node: Node): unknown {
  const told = outright(node);
  return told.type === 'Literal' ? told.value : undefined;
}

/** Tables that the file keeps under a name. */
function constantsOf(program: Node): Map<string, Node> {
  const declared = (program.body as Node[]).filter((one) => one.type === 'VariableDeclaration');
  const declarators = declared.flatMap((one) => one.declarations as Node[]);
  return new Map(declarators.flatMap((one) => (one.init ? [[String((one.id as Node).name), one.init as Node]] : [])));
}

function outright(node: Node): Node {
  return node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression' ? outright(node.expression as Node) : node;
}

function textOf(title: Node | undefined): string {
  if (title?.type === 'Literal') return String(title.value);
  if (title?.type !== 'TemplateLiteral') return '';
  return (title.quasis as { value: { cooked: string } }[]).map((part) => part.value.cooked).join('…');
}

function argumentsOf(call: Node): Node[] {
  return call.arguments as Node[];
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
