import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeOf } from '../../lib/sites/addresses.ts';
import * as ok from '../../lib/sites/ok/urls.ts';
import * as vk from '../../lib/sites/vk/urls.ts';

const number = fc.integer({ min: 1, max: 10 ** 12 }).map(String);
const maybe = fc.option(number);
const vkKind = fc.constantFrom<vk.VkSubjectKind>('wall', 'photo', 'video', 'topic');
const okKind = fc.constantFrom<ok.OkSubjectKind>('topic', 'status', 'photo', 'video');

test('the address under which a message of VK is kept leads back to it and to what it stands under', () => {
  fc.assert(
    fc.property(vkKind, number, number, maybe, maybe, (kind, owner, id, reply, thread) => {
      const subject = { kind, id: `-${owner}_${id}` };
      const page = new URL('https://vk.com/feed');
      const place = placeOf(vk.vkPermalink(page, { subject, reply, thread: reply === null ? null : thread }));

      const top = vk.subjectRef(subject);
      expect(place?.ref).toBe(reply === null ? top : vk.replyRef(subject, reply));
      expect(place?.above.at(-1)).toBe(reply === null ? undefined : top);
      const isInThread = reply !== null && thread !== null && thread !== reply && kind !== 'topic';
      expect(place?.above.length).toBe(reply === null ? 0 : isInThread ? 2 : 1);
    }),
  );
});

test('the address under which a message of OK is kept leads back to it and to what it stands under', () => {
  fc.assert(
    fc.property(okKind, number, maybe, (kind, id, comment) => {
      const subject = { kind, id };
      const place = placeOf(ok.okPermalink(new URL('https://ok.ru/group/70000000000101'), subject, null, comment));

      const top = ok.subjectRef(subject);
      expect(place?.ref).toBe(comment === null ? top : ok.commentRef(subject, comment));
      expect(place?.above).toEqual(comment === null ? [] : [top]);
      // OK itself leads to no comment.
      expect(place?.isOwn).toBe(comment === null);
    }),
  );
});

test.each([
  '',
  'wall-1_2',
  'https://vk.com/feed',
  'https://ok.ru/group/1',
  'https://t.me/okrug/5',
  'https://vk.com.evil.ru/wall-1_2',
])('«%s» leads to no message of its own', (address) => {
  expect(placeOf(address)).toBeNull();
});
