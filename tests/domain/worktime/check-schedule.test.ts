import { expect, test } from 'vitest';
import { checkSchedule } from '../../../lib/domain/worktime/check-schedule.ts';
import type { Interval, Schedule } from '../../../lib/domain/worktime/model.ts';
import { office, scheduleWith } from '../support/worktime.ts';

const day = (...intervals: Interval[]) => scheduleWith({ tue: intervals });
const on = '2025-06-24';

test.each<[string, Schedule]>([
  ['an office', office],
  ['three shifts that touch, in any order', day(['16:00', '24:00'], ['00:00', '08:00'], ['08:00', '16:00'])],
  [
    'a date with hours of its own and one without',
    {
      ...office,
      exceptions: [
        { on, intervals: [] },
        { on: '2025-06-25', intervals: [['10:00', '11:00']] },
      ],
    },
  ],
])('nothing is wrong with %s', (_, schedule) => {
  expect(checkSchedule(schedule)).toEqual([]);
});

test.each<[string, Schedule, object[]]>([
  ['no day has hours', day(), [{ code: 'emptyWeek' }]],
  [
    'intervals overlap',
    day(['12:00', '17:00'], ['08:00', '12:01']),
    [
      {
        code: 'overlap',
        day: 'tue',
        intervals: [
          ['08:00', '12:01'],
          ['12:00', '17:00'],
        ],
      },
    ],
  ],
  [
    'an interval ends as it starts',
    day(['08:00', '08:00']),
    [{ code: 'endNotAfterStart', day: 'tue', interval: ['08:00', '08:00'] }],
  ],
  [
    'times are none',
    day(['8:00', '25:00']),
    [
      { code: 'notTime', day: 'tue', time: '8:00' },
      { code: 'notTime', day: 'tue', time: '25:00' },
    ],
  ],
  ['the day ends before it begins', day(['24:00', '24:00']), [{ code: 'notTime', day: 'tue', time: '24:00' }]],
  ['the zone is unknown', { ...office, zone: 'Asia/Nowhere' }, [{ code: 'unknownZone', zone: 'Asia/Nowhere' }]],
  ['the zone is a bare offset', { ...office, zone: '+05:00' }, [{ code: 'unknownZone', zone: '+05:00' }]],
  ['a short day is longer', { ...office, shortDayMinusMinutes: -1 }, [{ code: 'shortDay', minutes: -1 }]],
  [
    'a date does not exist',
    { ...office, exceptions: [{ on: '2025-02-29', intervals: [] }] },
    [{ code: 'notDate', on: '2025-02-29' }],
  ],
  [
    'a date is named twice',
    {
      ...office,
      exceptions: [
        { on, intervals: [] },
        { on, intervals: [] },
      ],
    },
    [{ code: 'dateTwice', on }],
  ],
  [
    'the hours of a date are wrong',
    { ...office, exceptions: [{ on, intervals: [['11:00', '10:00']] }] },
    [{ code: 'endNotAfterStart', day: on, interval: ['11:00', '10:00'] }],
  ],
])('it is said what is wrong when %s', (_, schedule, problems) => {
  expect(checkSchedule(schedule)).toEqual(problems);
});
