import { describe, expect, test } from 'vitest';
import { deadlinesOfCases } from '../../cli/deadlines-case.ts';

interface Shown {
  clock: string;
  assignment: string | null;
  draft: string | null;
  startedAt: string;
  deadlineAt: string | null;
  stoppedAt: string | null;
  state: string;
  severity: string;
}

const day = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
];
const week = { mon: day, tue: day, wed: day, thu: day, fri: day };
const moscow = { zone: 'Europe/Moscow', week, shortDayMinusMinutes: 60 };

async function run(lines: unknown[]): Promise<{ answers: Record<string, unknown>[]; exitCode: number }> {
  const said: string[] = [];
  const terminal = {
    out: (line: string) => said.push(...line.split('\n')),
    err: () => undefined,
    drained: async () => undefined,
  };
  async function* input() {
    yield lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
  const exitCode = await deadlinesOfCases(terminal, input());
  return { answers: said.map((line) => JSON.parse(line) as Record<string, unknown>), exitCode };
}

/** A Tuesday of an administration in Moscow's zone: `09:20` is that day, `10 09:20` the tenth of the month. */
function at(told: string): string {
  const [on, time] = told.includes(' ') ? told.split(' ') : ['09', told];
  return new Date(`2025-09-${on}T${time}:00+03:00`).toISOString();
}

function event(when: string, type: string, rest: Record<string, unknown> = {}) {
  return { type, at: at(when), ...rest };
}

function line(regulation: string, events: unknown[], now: string, rest: Record<string, unknown> = {}) {
  return { id: 'x', regulation, schedules: { body: moscow }, attributes: {}, events, now: at(now), ...rest };
}

async function ask(question: unknown): Promise<{ clocks: Shown[]; violations: Record<string, unknown>[] }> {
  const { answers, exitCode } = await run([question]);
  expect(answers[0]).not.toHaveProperty('error');
  expect(exitCode).toBe(0);
  return answers[0] as never;
}

function short(clocks: Shown[]): string[] {
  const time = (instant: string | null) =>
    instant && new Date(Date.parse(instant) + 3 * 3_600_000).toISOString().slice(8, 16).replace('T', ' ');
  return clocks.map(
    (one) =>
      `${one.clock} ${one.assignment} ${one.draft} ${time(one.startedAt)} → ${time(one.deadlineAt)} ${one.state} ${time(one.stoppedAt)} ${one.severity}`,
  );
}

const received = (when: string, assignment = 'a1') => event(when, 'assignment.received', { assignment });

describe('an answer', () => {
  test('has exactly the fields that are promised, instants to the second', async () => {
    const { clocks, violations } = await ask(line('alatyr', [event('09:20', 'message.detected')], '10 09:21'));

    expect(clocks[0]).toEqual({
      clock: 'reply',
      clause: '10',
      who: 'curator',
      assignment: null,
      draft: null,
      startedAt: '2025-09-09T06:20:00Z',
      deadlineAt: '2025-09-10T06:20:00Z',
      stoppedAt: null,
      state: 'late',
      severity: 'violation',
    });
    expect(violations).toEqual([
      { clock: 'reply', clause: '10', deadlineAt: '2025-09-10T06:20:00Z', holder: 'curator', responsible: 'curator' },
      {
        clock: 'draft',
        clause: '11 (10, not 9: A1)',
        deadlineAt: '2025-09-09T12:20:00Z',
        holder: 'executor',
        responsible: 'executor',
      },
    ]);
  });

  test('lists clocks by start and then by the order of the profile, and takes events by time, ties as given', async () => {
    const events = [
      event('11:00', 'draft.submitted', { kind: 'final' }),
      event('09:00', 'message.detected'),
      event('09:00', 'case.routed', { bodies: ['a1'] }),
      event('09:00', 'assignment.received'),
      event('11:00', 'draft.returned'),
    ];
    const { clocks } = await ask(line('alatyr', events, '11:30'));

    expect(short(clocks)).toEqual([
      'reply null null 09 09:00 → 10 09:00 running null violation',
      'routing null null 09 09:00 → 09 09:30 met 09 09:00 warn',
      'notOurs a1 null 09 09:00 → 09 09:30 expired null violation',
      'draft null null 09 09:00 → 09 15:00 met 09 11:00 violation',
      'publish a1 null 09 11:00 → 09 12:00 met 09 11:00 violation',
    ]);
  });

  test('knows nothing of what comes after now', async () => {
    const events = [event('09:00', 'message.detected'), event('12:00', 'case.refused', { ground: 'abuse' })];

    expect(short((await ask(line('alatyr', events, '08:00'))).clocks)).toEqual([]);
    expect((await ask(line('alatyr', events, '11:00'))).clocks.map((one) => one.state)).toEqual(['running', 'late', 'running']);
    expect((await ask(line('alatyr', events, '12:00'))).clocks.map((one) => one.state)).toEqual(['void', 'late', 'void']);
  });

  test('shows a draft by the name it was given and by none when it has none', async () => {
    const events = [
      event('09:00', 'message.detected'),
      event('09:00', 'case.routed', { bodies: ['a1'] }),
      received('09:00'),
      event('09:30', 'draft.submitted', { kind: 'interim', draft: 'd1' }),
      event('09:40', 'reply.published'),
      event('10:00', 'draft.submitted', { kind: 'final' }),
    ];
    const { clocks } = await ask(line('alatyr', events, '10:30'));

    expect(short(clocks).filter((one) => one.startsWith('publish'))).toEqual([
      'publish a1 d1 09 09:30 → 09 10:30 met 09 09:40 violation',
      'publish a1 null 09 10:00 → 09 11:00 running null violation',
    ]);
  });
});

describe('attributes given with the case', () => {
  test('hold until an event says otherwise', async () => {
    const events = [event('09:00', 'message.detected', { kind: 'incident' })];
    const high = { attributes: { importance: 'high' } };
    const later = [...events, event('09:10', 'importance.set', { importance: 'ordinary' })];

    expect((await ask(line('novorossiysk', events, '09:30', high))).clocks[0]?.deadlineAt).toBe('2025-09-09T11:00:00Z');
    expect((await ask(line('novorossiysk', later, '09:30', high))).clocks[0]?.deadlineAt).toBe('2025-09-10T06:00:00Z');
  });

  test('may be dates that the regulation names', async () => {
    const attributes = { externalDeadline: '2025-09-09T12:00:00Z' };
    const events = [event('09:00', 'notice.received'), event('09:05', 'case.routed', { bodies: ['a1'] }), received('09:05')];
    const { clocks } = await ask(line('barnaul', events, '09:10', { attributes }));

    expect(short(clocks)).toEqual([
      'reply null null 09 09:00 → 09 15:00 running null violation',
      'handOver null null 09 09:00 → 09 09:15 met 09 09:05 warn',
      'check a1 null 09 09:05 → 09 09:35 running null violation',
      'draft a1 null 09 09:05 → 09 14:30 running null warn',
    ]);
  });

  test('leave a date from outside unknown when nobody tells it', async () => {
    const { clocks } = await ask(line('barnaul', [event('09:00', 'notice.received')], '09:10'));

    expect(short(clocks)[0]).toBe('reply null null 09 09:00 → null running null violation');
  });

  test('make two bodies of a case before any routing says so', async () => {
    const events = [event('09:00', 'message.detected'), received('09:00')];
    const clocksWith = async (multiBody: boolean) =>
      (await ask(line('omsk-regional', events, '09:10', { attributes: { multiBody } }))).clocks.map((one) => one.clock);

    expect(await clocksWith(false)).toEqual(['routing', 'notOurs', 'draft']);
    expect(await clocksWith(true)).toEqual(['routing', 'notOurs', 'part']);
  });
});

describe('schedules', () => {
  test('are those of the organisation that must act, a missing one falls back to the body', async () => {
    const night = { ...moscow, week: { ...week, tue: [['18:00', '23:00']] } };
    const events = [event('09:00', 'message.detected')];
    const routing = async (schedules: unknown) =>
      (await ask(line('omsk-regional', events, '09:10', { schedules }))).clocks[0]?.deadlineAt;

    expect(await routing({ body: moscow, centre: night })).toBe('2025-09-09T16:30:00Z');
    expect(await routing({ body: moscow })).toBe('2025-09-09T07:30:00Z');
    expect(await routing({ centre: moscow, body: night })).toBe('2025-09-09T07:30:00Z');
  });
});

describe('severity and blame', () => {
  test('by calendar hours a draft after the mark is a warning, by no reading it is a violation', async () => {
    const sent = (when: string) => [event('10:00', 'message.detected'), event(when, 'draft.submitted', { kind: 'final' })];
    const draft = async (when: string) =>
      (await ask(line('alatyr', sent(when), '11 12:00'))).clocks.find((one) => one.clock === 'draft');

    expect((await ask(line('alatyr', sent('15:00'), '11 12:00'))).violations.map((one) => one.clock)).toEqual([
      'reply',
      'publish',
    ]);
    expect(await draft('16:00')).toMatchObject({ deadlineAt: '2025-09-09T13:00:00Z', state: 'met', severity: 'violation' });
    expect(await draft('10 07:00')).toMatchObject({ state: 'late', severity: 'warn' });
    expect(await draft('10 07:01')).toMatchObject({ state: 'late', severity: 'violation' });
  });

  test('an interim between the mark and the end of the eight hours is a warning, a final reply a violation', async () => {
    const sent = async (kind: string, when = '15:30') => {
      const events = [event('08:00', 'message.detected'), event(when, 'draft.submitted', { kind })];
      const { clocks } = await ask(line('novorossiysk', events, '11 12:00'));
      return clocks.find((one) => one.clock === 'draft');
    };

    expect(await sent('interim')).toMatchObject({ deadlineAt: '2025-09-09T11:00:00Z', state: 'late', severity: 'warn' });
    expect(await sent('final')).toMatchObject({ state: 'late', severity: 'violation' });
    expect(await sent('interim', '10 08:30')).toMatchObject({ state: 'late', severity: 'violation' });
  });

  test('of every limit the text names one role answerable, whoever held the case', async () => {
    const { violations } = await ask(line('novorossiysk', [event('08:00', 'message.detected')], '08:31'));

    expect(violations).toEqual([
      { clock: 'register', clause: '4', deadlineAt: '2025-09-09T05:30:00Z', holder: 'operator', responsible: 'executor' },
    ]);
  });
});

describe('a regulation', () => {
  test('is the newest version of its name, or the one named', async () => {
    const events = [event('09:00', 'message.classified')];
    const clocks = async (name: string) => (await ask(line(name, events, '09:10'))).clocks.map((one) => one.clock);

    expect(await clocks('lebyazhye')).toEqual(['routing']);
    expect(await clocks('lebyazhye@2023-06-30')).toEqual(['routing']);
  });
});

describe('a bad line', () => {
  const good = line('alatyr', [event('09:00', 'message.detected')], '09:10');
  test.each([
    ['an unknown regulation', { ...good, regulation: 'none' }, 'input', 'regulation: нет «none»'],
    ['an unknown version', { ...good, regulation: 'alatyr@1999' }, 'input', 'regulation: нет «alatyr@1999»'],
    ['no regulation', { ...good, regulation: undefined }, 'input', 'regulation'],
    ['no schedules', { ...good, schedules: undefined }, 'input', 'schedules'],
    ['no hours for whom it takes', { ...good, schedules: { centre: moscow } }, 'input', 'schedules.body'],
    [
      'overlapping hours',
      {
        ...good,
        schedules: {
          body: {
            ...moscow,
            week: {
              mon: [
                ['08:00', '12:00'],
                ['11:00', '13:00'],
              ],
            },
          },
        },
      },
      'schedule',
      'schedules.body',
    ],
    ['an empty week', { ...good, schedules: { body: { ...moscow, week: {} } } }, 'schedule', 'schedules.body'],
    ['no events', { ...good, events: undefined }, 'input', 'events'],
    ['an event that is none', { ...good, events: [5] }, 'input', 'events[0]'],
    [
      'an unknown event',
      { ...good, events: [event('09:00', 'message.detectd')] },
      'input',
      'events[0].type: неизвестное событие «message.detectd»',
    ],
    [
      'a moment that is none',
      { ...good, events: [{ type: 'message.detected', at: '2025-02-30T09:00:00Z' }] },
      'input',
      'events[0].at',
    ],
    [
      'bodies that are no list',
      { ...good, events: [event('09:00', 'case.routed', { bodies: 'a1' })] },
      'input',
      'events[0].bodies',
    ],
    [
      'an importance that the regulation does not know',
      { ...good, attributes: { importance: 'urgent' } },
      'input',
      'attributes.importance',
    ],
    [
      'a date that is none',
      { ...good, regulation: 'barnaul', attributes: { externalDeadline: 'завтра' } },
      'input',
      'attributes.externalDeadline',
    ],
    ['no now', { ...good, now: undefined }, 'input', 'now'],
    [
      'years without a calendar',
      { ...good, events: [{ type: 'message.detected', at: '2031-03-03T09:00:00Z' }], now: '2031-03-04T09:00:00Z' },
      'calendar',
      '',
    ],
  ])('with %s is answered with its error, the next one still runs', async (_, broken, code, message) => {
    const { answers, exitCode } = await run([broken, good]);

    expect(exitCode).toBe(1);
    expect(answers[0]).toEqual({ id: 'x', error: { code, message: expect.stringContaining(message) } });
    expect(answers[1]).toHaveProperty('clocks');
  });
});
