import { readFile } from 'node:fs/promises';
import { type ParsedProfile, parseProfile } from '../lib/protocol/profile-yaml.ts';
import type { Terminal } from './terminal.ts';

/** `regulation check FILE…`: 0 when every file is sound, with what it never uses, 1 with a line for each problem, 2 when there is nothing to check. */
export async function regulation([action, ...files]: string[], terminal: Terminal): Promise<number> {
  if (action !== 'check' || files.length === 0) {
    terminal.err('vovremya regulation: ждём «regulation check ФАЙЛ…»');
    return 2;
  }
  const texts: { file: string; text: string }[] = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) {
      terminal.err(`vovremya regulation: файл «${file}» не читается`);
      return 2;
    }
    texts.push({ file, text });
  }
  const results = texts.map(({ file, text }) => report(file, parseProfile(text, file), terminal));
  return results.every(Boolean) ? 0 : 1;
}

function report(file: string, read: ParsedProfile, terminal: Terminal): boolean {
  if (!read.ok) {
    for (const problem of read.problems) terminal.out(problem.message);
    return false;
  }
  const { profile, version, flow, clocks } = read.profile;
  terminal.out(`${file}: верно (${profile} ${version}, шагов: ${flow.length}, сроков: ${clocks.length})`);
  for (const { message } of read.unused()) terminal.out(message);
  return true;
}
