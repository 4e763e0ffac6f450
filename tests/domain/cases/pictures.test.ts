import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replay } from '../../../lib/domain/cases/evolve.ts';
import type { Picture } from '../../../lib/domain/replies/picture.ts';
import { pictureTypeOf, samePictures } from '../../../lib/domain/replies/picture.ts';
import { approve, caseScript, curator, executor, ref, stored } from '../support/case-script.ts';

function picture(sign: string, alt?: string): Picture {
  const about = { type: 'image/png', bytes: 100, width: 10, height: 10 } as const;
  return { hash: sign.repeat(64).slice(0, 64), ...about, ...(alt === undefined ? {} : { alt: ref(alt) }) };
}

function drafting() {
  const script = caseScript();
  const assignment = script.open('2025-09-09 09:00');
  const submit = (when: string, text: string, pictures?: Picture[]) =>
    script.attempt(
      'submit-draft',
      executor,
      when,
      { assignment, draft: 'd1', kind: 'final', text: ref(text), ...(pictures ? { pictures } : {}) },
      [stored(text)],
    );
  const versions = () => script.case().assignments[0]?.drafts[0]?.versions ?? [];
  return { script, assignment, submit, versions };
}

test('a version holds its pictures in their order when it is submitted with them', () => {
  const { submit, versions } = drafting();

  expect(submit('2025-09-09 09:10', 't1', [picture('b', 'after'), picture('a')])).toBeNull();

  expect(versions().at(-1)?.pictures).toEqual([picture('b', 'after'), picture('a')]);
});

test('an older event without pictures reads as a version without any', () => {
  const { script, submit } = drafting();
  submit('2025-09-09 09:10', 't1');
  const { events } = script.case();

  expect(events.some((event) => 'pictures' in event.data)).toBe(false);
  const again = replay({ events });
  expect(again.assignments[0]?.drafts[0]?.versions[0]?.pictures).toEqual([]);
});

test('pictures are not exchanged under a text that is already read when it comes again under the same id', () => {
  const { script, assignment, submit, versions } = drafting();
  submit('2025-09-09 09:10', 't1', [picture('a')]);
  script.give('return-draft', curator, '2025-09-09 09:20', {
    ...{ assignment, draft: 'd1', textId: 't1', recommendations: ref('rec') },
  });

  for (const other of [[picture('b')], [], [picture('a'), picture('b')], [picture('a', 'words')]]) {
    expect(submit('2025-09-09 09:30', 't1', other)).toMatchObject({ code: 'stale-draft', detail: 'pictures' });
  }
  expect(submit('2025-09-09 09:30', 't1', [picture('a')])).toBeNull();
  expect(versions()).toHaveLength(2);
});

test('what was approved keeps the pictures it was approved with when somebody saves others under its id', () => {
  const { script, assignment, submit } = drafting();
  submit('2025-09-09 09:10', 't1', [picture('a')]);
  approve(script, '2025-09-09 09:20', assignment);
  const draft = () => script.case().assignments[0]?.drafts[0];
  expect(draft()?.approvedTextId).toBe('t1');

  const same = script.attempt('save-draft', executor, '2025-09-09 09:30', {
    ...{ assignment, draft: 'd1', kind: 'final', text: ref('t1'), pictures: [picture('b')] },
  });

  expect(same).not.toBeNull();
  expect(draft()?.versions.find(({ text }) => text.id === draft()?.approvedTextId)?.pictures).toEqual([picture('a')]);
});

test('more pictures than a network takes, and one picture twice, are refused', () => {
  const { submit } = drafting();
  const many = [...'0123456789a'].map((sign) => picture(sign));

  expect(submit('2025-09-09 09:10', 't1', many)).toMatchObject({ code: 'unknown-value', detail: 'pictures' });
  expect(submit('2025-09-09 09:10', 't1', [picture('a'), picture('a')])).toMatchObject({ code: 'unknown-value' });
  expect(submit('2025-09-09 09:10', 't1', many.slice(0, 10))).toBeNull();
});

test('pictures alone are no reply', () => {
  const { script, assignment } = drafting();

  const refusal = script.attempt(
    'submit-draft',
    executor,
    '2025-09-09 09:10',
    { assignment, draft: 'd1', kind: 'final', text: ref('t1'), pictures: [picture('a')] },
    [stored('t1', ' ')],
  );

  expect(refusal).toMatchObject({ code: 'missing-data', detail: 'text' });
});

test('whatever is submitted under an id, every version of that id has the same pictures', () => {
  const signs = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
  const steps = fc.array(fc.tuple(fc.constantFrom('t1', 't2', 't3'), signs), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(steps, (chosen) => {
      const { script, assignment, submit, versions } = drafting();
      for (const [index, [text, shown]] of chosen.entries()) {
        const minute = String(10 + index * 5).padStart(2, '0');
        submit(
          `2025-09-09 09:${minute}`,
          text,
          shown.map((sign) => picture(sign)),
        );
        const textId = script.newestText();
        if (textId !== '')
          script.attempt('return-draft', curator, `2025-09-09 09:${minute}`, {
            ...{ assignment, draft: 'd1', textId, recommendations: ref('rec') },
          });
      }
      const all = versions();
      for (const one of all)
        for (const other of all) if (one.text.id === other.text.id) expect(samePictures(one.pictures, other.pictures)).toBe(true);
      expect(all.length).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/gif', [...'GIF89a'].map((char) => char.charCodeAt(0))],
  ['image/webp', [...'RIFF1234WEBPVP8 '].map((char) => char.charCodeAt(0))],
])('%s is known by how it begins', (type, bytes) => {
  expect(pictureTypeOf(new Uint8Array(bytes))).toBe(type);
  expect(pictureTypeOf(new Uint8Array(bytes.slice(1)))).toBeNull();
});

test.each(['<svg xmlns="http://www.w3.org/2000/svg"/>', '<!doctype html>', 'RIFF1234WAVE', '1234567WEBP', '%PDF-1.7', ''])(
  '«%s» is no picture that the networks take',
  (text) => {
    expect(pictureTypeOf(new TextEncoder().encode(text))).toBeNull();
  },
);
