import { expect, test } from 'vitest';
import { createLog, formatEntry, type LogEntry } from '../../server/log.ts';

function logged(problem: unknown): Record<string, unknown> {
  const entries: LogEntry[] = [];
  createLog((entry) => entries.push(entry)).error('api', problem, { route: '/api/commands' });
  const [entry] = entries;
  if (!entry) throw new Error('nothing was logged');
  return JSON.parse(formatEntry(entry, Date.UTC(2026, 2, 5))) as Record<string, unknown>;
}

test('an entry keeps its time, and of an error its kind, code and place, when the message quotes somebody', () => {
  const problem = Object.assign(new TypeError('строка\n    at Марина Волкова, дом 5:1:1\nконец'), { code: '23514' });

  const entry = logged(problem);

  expect(entry).toEqual({
    at: '2026-03-05T00:00:00.000Z',
    level: 'error',
    event: 'api',
    route: '/api/commands',
    problem: 'TypeError',
    code: '23514',
    where: expect.stringMatching(/^at .*log\.test\.ts:\d+:\d+\)?$/),
  });
  expect(JSON.stringify(entry)).not.toContain('Волкова');
});

test('nothing of it is kept when what was thrown is not an error, or its message was changed afterwards', () => {
  const changed = Object.assign(new Error('другое'), { stack: 'Error: прежнее\n    at somewhere' });

  expect(logged('Марина Волкова')).toMatchObject({ problem: 'string' });
  expect(logged(changed)).toMatchObject({ problem: 'Error', where: null, code: null });
  expect(JSON.stringify([logged('Марина Волкова'), logged(changed)])).not.toMatch(/Волкова|прежнее|другое/);
});
