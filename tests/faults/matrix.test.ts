import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MATRIX } from './matrix.ts';

const NOT_STARRED = [21, 22, 23, 24, 25, 26, 31, 32, 33, 34];

test('every row from F1 to F34 is there once and starred as it was agreed', () => {
  expect(MATRIX.map(({ id }) => id)).toEqual(Array.from({ length: 34 }, (_, place) => `F${place + 1}`));
  expect(MATRIX.filter(({ starred }) => !starred).map(({ id }) => id)).toEqual(NOT_STARRED.map((number) => `F${number}`));
});

test.each(MATRIX)('$id is proved by tests that are there, or says why it is not', ({ proofs, open }) => {
  expect(proofs.length > 0 || (open ?? '').length > 20).toBe(true);
  for (const { file, name } of proofs) {
    expect(existsSync(file), file).toBe(true);
    if (name !== undefined) expect(readFileSync(file, 'utf8'), `${file} has no test «${name}…»`).toContain(`'${name}`);
  }
});
