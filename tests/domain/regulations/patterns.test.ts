import { describe, expect, test } from 'vitest';
import { holds, matches, parseCondition, parsePattern } from '../../../lib/domain/regulations/patterns.ts';

describe('patterns', () => {
  const submitted = { type: 'draft.submitted', kind: 'interim', data: { what: 'part' } };

  test.each([
    ['draft.submitted', true],
    ['draft.returned', false],
    ['draft.submitted{kind=interim}', true],
    ['draft.submitted{kind=final|interim}', true],
    ['draft.submitted{kind=final}', false],
    ['draft.submitted{kind=interim,what=part}', true],
    ['draft.submitted{mode=manual}', false],
  ])('%s matches: %s', (pattern, expected) => {
    expect(matches(pattern, submitted)).toBe(expected);
  });

  test.each(['draft', 'draft.submitted{kind}', 'draft.submitted{}', 'Draft.submitted', 'draft.submitted{kind=final'])(
    '%s is no pattern',
    (pattern) => {
      expect(() => parsePattern(pattern)).toThrow(SyntaxError);
    },
  );
});

describe('conditions', () => {
  const known: Record<string, unknown> = { importance: 'social', returned: false, multiBody: true, earlierReplies: 2 };

  test.each([
    [undefined, true],
    ['importance=social|urgent', true],
    ['importance=ordinary', false],
    ['importance!=ordinary', true],
    ['importance!=ordinary|social', false],
    ['returned!=true', true],
    ['returned=false & multiBody=true', true],
    ['returned=false & multiBody=false', false],
    ['earlierReplies>=2', true],
    ['earlierReplies>=3', false],
    ['unknown=true', false],
    ['unknown!=true', true],
    ['unknown>=0', false],
  ])('%s holds: %s', (condition, expected) => {
    expect(holds(condition, (name) => known[name])).toBe(expected);
  });

  test.each(['importance', 'importance==social', 'a=b && c=d', 'earlierReplies>=many', ''])(
    '«%s» is no condition',
    (condition) => {
      expect(() => parseCondition(condition)).toThrow(SyntaxError);
    },
  );
});
