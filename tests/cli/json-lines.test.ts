import { expect, test } from 'vitest';
import { answerJsonLines } from '../../cli/json-lines.ts';
import type { Terminal } from '../../cli/terminal.ts';

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** Answers each line with its `n` doubled; what the command said comes back as values. */
async function double(bytes: Uint8Array | string, chunk = 64): Promise<{ exitCode: number; answers: unknown[] }> {
  const said: string[] = [];
  const terminal: Terminal = { out: (line) => said.push(line), err: () => {}, drained: () => Promise.resolve() };
  const input = inChunks(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, chunk);
  const exitCode = await answerJsonLines(input, terminal, ({ n }) => {
    if (typeof n !== 'number') throw new Error('n is no number');
    return { double: n * 2 };
  });
  return { exitCode, answers: said.flatMap((text) => text.split('\n')).map((line) => JSON.parse(line)) };
}

const twoLines = '{"id":"я","n":1}\n{"id":2,"n":21}\n';

test.each([1, 3, 7, 1000])('every line has its answer, in order, when the input comes in chunks of %i bytes', async (size) => {
  expect(await double(twoLines, size)).toEqual({
    exitCode: 0,
    answers: [
      { id: 'я', double: 2 },
      { id: 2, double: 42 },
    ],
  });
});

test('the last line is answered when no line end follows it, and nothing is said when nothing was asked', async () => {
  expect((await double(twoLines.trimEnd())).answers).toHaveLength(2);
  expect(await double('')).toEqual({ exitCode: 0, answers: [] });
});

test('blank lines are skipped, also with carriage returns, and a line break inside a string is none', async () => {
  const { exitCode, answers } = await double(`\n \t\r\n{"id":"a\u2028b","n":2}\r\n\n`);

  expect([exitCode, answers]).toEqual([0, [{ id: 'a\u2028b', double: 4 }]]);
});

test.each([
  ['is not JSON', '{"id":1,', null, 'input'],
  ['is a list', '[1]', null, 'input'],
  ['is a number', '5', null, 'input'],
  ['is null', 'null', null, 'input'],
  ['has a list for an id', `{"id":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, null, 'input'],
  ['cannot be answered', '{"id":1,"n":"two"}', 1, 'internal'],
])('a line that %s is answered with its error and the rest still run', async (_, line, id, code) => {
  const { exitCode, answers } = await double(`${line}\n{"n":3}\n`);

  expect([exitCode, answers]).toEqual([
    1,
    [
      { id, error: { code, message: expect.any(String) } },
      { id: null, double: 6 },
    ],
  ]);
});

test('a line that is not UTF-8 is answered with its error', async () => {
  const { exitCode, answers } = await double(Buffer.concat([Buffer.from([0x7b, 0xff, 0x7d, 0x0a]), Buffer.from(twoLines)]));

  expect([exitCode, answers[0], answers.length]).toEqual([1, { id: null, error: expect.objectContaining({ code: 'input' }) }, 3]);
});

test('a line that never ends is answered with its error and kept out of memory', async () => {
  const endless = Buffer.alloc(33 * 1024 * 1024, 'x');

  const { exitCode, answers } = await double(Buffer.concat([endless, Buffer.from(`\n${twoLines}`)]), 1024 * 1024);

  expect([exitCode, answers.length]).toEqual([1, 3]);
  expect(answers[0]).toEqual({ id: null, error: expect.objectContaining({ code: 'input' }) });
});
