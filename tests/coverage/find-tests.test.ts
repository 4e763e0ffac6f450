import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testsIn } from './find-tests.ts';

function found(source: string): string[] {
  const file = join(mkdtempSync(join(tmpdir(), 'tests-')), 'some.test.ts');
  writeFileSync(file, source);
  return testsIn(file);
}

test('tests are found with the blocks they stand in', () => {
  expect(
    found(`test('one', f); describe('block', () => { it('two', f); describe('inner', () => { test('three', f); }); });`),
  ).toEqual(['one', 'block › two', 'block › inner › three']);
});

test('a test that is skipped, or only planned, is none', () => {
  expect(
    found(`test.skip('one', f); test.todo('two'); describe.skip('block', () => { test('three', f); }); test.only('four', f);`),
  ).toEqual(['four']);
});

test('what only looks like a test is none', () => {
  expect(found(`/x/.test('one', f); other('two', f); test('no body');`)).toEqual([]);
});

test('a table gives its title as it is written and once for every row that the source tells outright', () => {
  expect(found(`test.each([['a', 1], ['b', later()], ['c', 3]])('%s is %i', f);`)).toEqual(['%s is %i', 'a is 1', 'c is 3']);
  expect(found(`test.each(['x', 'y'])('%j stands', f);`)).toEqual(['%j stands', '"x" stands', '"y" stands']);
  expect(
    found(`const rows: Row[] = [{ row: 'LEB-01 first', does }, { row: 'LEB-02 second' }]; test.each(rows)('$row', f);`),
  ).toEqual(['$row', 'LEB-01 first', 'LEB-02 second']);
  expect(found(`test.each(rowsFrom(elsewhere))('%s', f);`)).toEqual(['%s']);
});

test('a table of blocks gives every test of the block once for each', () => {
  expect(found(`describe.each(['p', 'q'])('%s', () => { test('one', f); });`)).toEqual(['%s › one', 'p › one', 'q › one']);
});
