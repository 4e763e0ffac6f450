import { expect, test } from 'vitest';
import { parseSeenMessage } from '../../lib/protocol/seen-schema.ts';
import { aMessage } from '../support/builders.ts';

test('LEB-04 what a message holds besides words and where it stands are kept when it has no words', () => {
  const wordless = aMessage({ text: '', media: ['photo', 'audio'], standsOn: ['https://vk.com/club184'] });

  expect(parseSeenMessage(wordless)).toEqual(wordless);
});

test('an address that is none is left out alone, and what is no medium makes it no message', () => {
  const message = { ...aMessage(), standsOn: ['https://vk.com/club184', 'http://vk.com/club185', 'javascript:1', 7] };

  expect(parseSeenMessage(message)?.standsOn).toEqual(['https://vk.com/club184']);
  expect(parseSeenMessage({ ...message, media: ['<b>'] })).toBeNull();
});
