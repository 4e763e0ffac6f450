import { describe, test } from 'vitest';
import type { Act } from '../../support/acts.ts';
import { show } from '../../support/rows.ts';

/** What every procedure has beside its text: a neutral end by whoever routes, and another executor of the same body. */
const procedures: [name: string, router: string, routed: Act[], clauses: { handing: string }][] = [
  [
    'lebyazhye',
    'curator',
    ['2025-09-09 10:00 curator message.detected', '10:00 curator message.classified', '10:00 curator case.routed bodies=roads'],
    { handing: '6(1), 7(4)' },
  ],
  [
    'alatyr',
    'curator',
    ['2025-09-09 10:00 curator message.detected', '10:00 curator message.classified', '10:00 curator case.routed bodies=roads'],
    { handing: 'порядком не предусмотрено' },
  ],
  [
    'novorossiysk',
    'controller',
    [
      '2025-09-09 10:00 operator message.detected{kind=incident}',
      '10:00 operator message.classified',
      '10:00 operator message.registered',
      '10:00 controller case.routed bodies=roads',
    ],
    { handing: '6' },
  ],
  [
    'omsk-regional',
    'curator',
    ['2025-09-09 10:00 curator message.detected', '10:00 curator message.classified', '10:00 curator case.routed bodies=roads'],
    { handing: 'порядком не предусмотрено' },
  ],
  [
    'omsk-municipal',
    'curator',
    ['2025-09-09 10:00 curator message.detected', '10:00 curator message.classified', '10:00 curator case.routed bodies=roads'],
    { handing: 'порядком не предусмотрено' },
  ],
  [
    'barnaul',
    'controller',
    [
      '2025-09-09 10:00 controller notice.received externalDeadline=2025-09-09T17:00',
      '10:00 controller case.routed bodies=roads internalDeadline=2025-09-09T16:00',
    ],
    { handing: 'порядком не предусмотрено' },
  ],
];

describe.each(procedures)('%s', (name, router, routed, { handing }) => {
  const received = [...routed, '10:00 system@roads assignment.received'];

  test.each(['taggedByMistake', 'duplicate'])('a message that is %s is closed with a note and every clock ends', (reason) => {
    show(name, {
      row: '',
      does: [...received, `10:10 ${router} case.closed{reason=${reason}}`],
      running: [],
      stage: 'roads closed',
    });
  });

  test.each(['messageGone', 'authorGone'])('a case of %s is closed with a note and evidence and every clock ends', (reason) => {
    show(name, {
      row: '',
      does: [...received, `10:10 ${router} case.closed{reason=${reason}}`],
      running: [],
      stage: 'roads closed',
    });
  });

  test('no case is closed without a note, without evidence where something is gone, or by an executor', () => {
    show(name, {
      row: '',
      does: received,
      refuses: {
        [`10:10 ${router} case.closed{reason=duplicate} -note`]: 'missing-data порядком не предусмотрено note',
        [`10:11 ${router} case.closed{reason=messageGone} -note`]: 'missing-data порядком не предусмотрено note',
        [`10:12 ${router} case.closed{reason=messageGone} -screenshotOrLink`]:
          'missing-data порядком не предусмотрено screenshotOrLink',
        '10:13 executor case.closed{reason=duplicate}': 'not-your-role порядком не предусмотрено',
      },
    });
  });

  test('another executor of the body takes over, told by the one who routes or by the executor', () => {
    show(name, {
      row: '',
      does: [
        ...received,
        `10:05 ${router}@roads assignment.reassigned executor=petr`,
        '10:06 executor@roads assignment.reassigned executor=anna',
      ],
      refuses: { [`10:07 ${router}@roads assignment.reassigned -executor`]: `missing-data ${handing} executor` },
    });
  });
});
