import type { Command } from '../../lib/domain/cases/commands.ts';
import type { TextRef } from '../../lib/domain/cases/model.ts';
import { caseId, messageRef } from '../../lib/domain/ids.ts';
import { MINUTE, MORNING } from '../support/place.ts';

let made = 0;

export function opening(name: string): Command {
  const number = count();
  return {
    id: `open-${name}-${number}`,
    caseId: caseId(`case-${name}`),
    type: 'open-case',
    occurredAt: MORNING + number * MINUTE,
    args: {
      message: {
        ref: messageRef(`vk:wall-1_${name}`),
        network: 'vk',
        channel: 'post',
        permalink: 'https://vk.com/wall-1_1',
        postedAt: MORNING,
        postedAtApproximate: false,
        author: text('author'),
        authorUrl: null,
        text: text('message'),
      },
      topic: 'Дороги',
      location: 'пгт Лебяжье',
      importance: 'ordinary',
      bodies: ['utilities'],
    },
    texts: [],
  };
}

export function rating(name: string, importance: string): Command {
  const number = count();
  return {
    id: `rate-${name}-${number}`,
    caseId: caseId(`case-${name}`),
    type: 'set-importance',
    occurredAt: MORNING + number * MINUTE,
    args: { importance, reason: text('reason') },
    texts: [{ id: 'reason', salt: 'salt', body: 'потому что' }],
  };
}

function count(): number {
  made = (made + 1) % 400;
  return made;
}

function text(id: string): TextRef {
  return { id, hash: '0'.repeat(64) };
}
