import { expect, test } from 'vitest';
import { isNetworkInScope } from '../../../../lib/domain/regulations/scope.ts';
import { regulation } from '../../support/regulations.ts';
import { type Row, show } from '../../support/rows.ts';

const noticed = [
  '2025-09-09 09:10 controller notice.received externalNumber=12345 externalDeadline=2025-09-09T17:00 critical=true',
];
const routed = [
  ...noticed,
  '09:20 controller case.routed bodies=roads internalDeadline=2025-09-09T16:00',
  '09:20 system@roads assignment.received',
];
const drafting = [...routed, '09:45 bodyHead competence.confirmed'];
const agreeing = [...drafting, '15:10 executor deputy.asked{kind=final} draft=d1'];
const agreed = [...agreeing, '15:30 deputy deputy.agreed draft=d1'];
const approving = [...agreed, '15:40 executor draft.submitted{kind=final} draft=d1'];
const checked = [...approving, '16:00 controller draft.approved'];
const placed = [...checked, '16:05 controller reply.placed'];
const failed = [...placed, '16:20 controller publish.failed'];
const notOurs = [...routed, '09:40 bodyHead competence.refused'];
const two = [
  '2025-09-11 08:30 controller notice.received externalNumber=12346 externalDeadline=2025-09-11T16:00 critical=true',
  '08:40 controller case.routed bodies=roads,housing internalDeadline=2025-09-11T13:30',
  '08:40 system@roads assignment.received',
  '08:40 system@housing assignment.received',
  '08:55 bodyHead@roads competence.confirmed',
  '09:00 bodyHead@housing competence.confirmed',
];
const parts = [
  ...two,
  '10:00 executor@roads deputy.asked{kind=final} draft=p1',
  '10:10 deputy@roads deputy.agreed draft=p1',
  '10:20 executor@roads part.submitted',
  '10:30 executor@housing deputy.asked{kind=final} draft=p2',
  '10:40 deputy@housing deputy.agreed draft=p2',
  '10:50 executor@housing part.submitted',
];

const rows: Row[] = [
  {
    row: 'BAR-02 a critical message runs the clocks',
    does: noticed,
    clocks: { reply: '09-09 09:10 → 09-09 17:00 running', handOver: '09-09 09:10 → 09-09 09:25 running warn' },
  },
  {
    row: 'BAR-02 a message that is not critical is recorded and runs no clock',
    does: [
      '2025-09-09 09:10 controller notice.received externalDeadline=2025-09-09T17:00 critical=false',
      '09:20 controller case.routed bodies=roads internalDeadline=2025-09-09T16:00',
      '09:20 system@roads assignment.received',
    ],
    running: [],
    stage: 'roads checking',
  },
  {
    row: 'BAR-07 a notice brings its number and its term and is handed over, fifteen minutes being the mark',
    does: noticed,
    at: '2025-09-09 09:26',
    clocks: { handOver: '09-09 09:10 → 09-09 09:25 late warn', reply: '09-09 09:10 → 09-09 17:00 running' },
    violations: [],
    stage: 'new',
  },
  {
    row: 'BAR-07 a notice comes from the curator or is copied by the controller',
    does: ['2025-09-09 09:10 curator notice.received externalDeadline=2025-09-09T17:00'],
    clocks: { reply: '09-09 09:10 → 09-09 17:00 running' },
  },
  {
    row: 'BAR-07 a message is not handed over without the term for the body',
    does: noticed,
    refuses: { '09:20 controller case.routed bodies=roads -internalDeadline': 'missing-data 4, 5 internalDeadline' },
  },
  {
    row: 'BAR-08 the reply is due when the monitoring system says',
    does: checked,
    at: '2025-09-09 17:01',
    clocks: { reply: '09-09 09:10 → 09-09 17:00 late' },
    violations: ['reply', 'verify'],
  },
  {
    row: 'BAR-08 a term that the system has changed counts from then on',
    does: [...drafting, '10:00 controller term.changed{field=externalDeadline} externalDeadline=2025-09-10T12:00'],
    clocks: { reply: '09-09 09:10 → 09-10 12:00 running' },
    refuses: {
      '10:01 controller term.changed{field=externalDeadline} externalDeadline=2025-09-11T12:00 -reason':
        'missing-data 4, 7 reason',
    },
  },
  {
    row: 'BAR-09 a message of nobody in the district goes back to the curator with a reason',
    does: [...noticed, '09:20 controller case.returnedUp'],
    clocks: { handOver: '09-09 09:10 → 09-09 09:25 met warn' },
    running: [],
    stage: 'closed',
  },
  {
    row: 'BAR-09 nothing goes back to the curator without a reason',
    does: noticed,
    refuses: { '09:20 controller case.returnedUp -reason': 'missing-data 4 reason' },
  },
  {
    row: 'BAR-10 the head of the body says yes or no within thirty minutes, and silence is late',
    does: routed,
    at: '2025-09-09 09:51',
    clocks: { check: '09-09 09:20 → 09-09 09:50 late' },
    violations: ['check'],
    stage: 'roads checking',
    refuses: { '2025-09-09 09:51 executor competence.confirmed': 'not-your-role 5' },
  },
  {
    row: 'BAR-10 a yes in time meets the thirty minutes',
    does: drafting,
    clocks: { check: '09-09 09:20 → 09-09 09:50 met' },
    stage: 'roads drafting',
  },
  {
    row: 'BAR-10 a no goes back to the controller with a comment, who sends it on or up, fifteen minutes being the mark',
    does: [
      ...notOurs,
      '09:56 controller case.routed bodies=housing internalDeadline=2025-09-09T16:00',
      '09:56 system@housing assignment.received',
    ],
    clocks: {
      reroute: '09-09 09:40 → 09-09 09:55 late warn',
      check: ['09-09 09:20 → 09-09 09:50 met', '09-09 09:56 → 09-09 10:26 running'],
    },
    stage: 'roads closed, housing checking',
  },
  {
    row: 'BAR-10 a no without a comment is refused',
    does: routed,
    refuses: { '09:40 bodyHead competence.refused -comment': 'missing-data 5, B3 comment' },
  },
  {
    row: 'BAR-11 the body prepares its reply in the term that the controller has set',
    does: agreed,
    at: '2025-09-09 16:01',
    clocks: { draft: '09-09 09:20 → 09-09 16:00 late' },
    violations: ['draft'],
  },
  {
    row: 'BAR-11 no term for the body is later than thirty minutes before that of the system',
    does: [
      ...noticed,
      '09:20 controller case.routed bodies=roads internalDeadline=2025-09-09T17:00',
      '09:20 system@roads assignment.received',
    ],
    clocks: { draft: '09-09 09:20 → 09-09 16:30 running' },
  },
  {
    row: 'BAR-11 the controller sets another term with a reason',
    does: [...drafting, '10:00 controller term.changed{field=internalDeadline} internalDeadline=2025-09-09T15:00'],
    clocks: { draft: '09-09 09:20 → 09-09 15:00 running' },
  },
  {
    row: 'BAR-12 with several bodies the controller writes the one text himself and checks nobody',
    does: [...parts, '11:30 controller draft.submitted{what=consolidated,kind=final}', '11:40 controller reply.placed'],
    clocks: {
      draft: ['09-11 08:40 → 09-11 13:30 met', '09-11 08:40 → 09-11 13:30 met'],
      verify: [],
      reply: '09-11 08:30 → 09-11 16:00 met',
    },
  },
  {
    row: 'BAR-12 the controller names a lead body, which then sends the reply for the check',
    does: [
      ...parts,
      '11:00 controller@roads lead.named lead=roads',
      '11:10 executor@roads deputy.asked{kind=final} draft=d1',
      '11:15 deputy@roads deputy.agreed draft=d1',
      '11:20 executor@roads draft.submitted{kind=final} draft=d1',
    ],
    clocks: { verify: '09-11 11:20 → 09-11 12:38 running' },
    stage: 'roads approving, housing collecting',
    refuses: { '11:30 controller@roads draft.submitted{what=consolidated,kind=final}': 'wrong-stage 5 ¶3, B4' },
  },
  {
    row: 'BAR-12 one of several bodies that is not needed is dropped with a reason',
    does: [...two, '09:10 controller@housing case.withoutBody'],
    clocks: { draft: ['09-11 08:40 → 09-11 13:30 running', '09-11 08:40 → 09-11 13:30 void'] },
    stage: 'roads drafting, housing closed',
  },
  {
    row: 'BAR-13 a reply and a part are agreed with the deputy before they are handed over',
    does: agreeing,
    refuses: {
      '15:20 executor draft.submitted{kind=final} draft=d1 -deputyAgreed': 'missing-data 5, 6 deputyAgreed',
      '15:21 executor deputy.agreed draft=d1': 'not-your-role 5 ¶4',
      '15:22 deputy deputy.returned draft=d1 -reason': 'missing-data 5 ¶4 reason',
    },
  },
  {
    row: 'BAR-13 the deputy sends a text back and the set term goes on',
    does: [...agreeing, '15:20 deputy deputy.returned draft=d1'],
    clocks: { draft: '09-09 09:20 → 09-09 16:00 running' },
    stage: 'roads rework',
  },
  {
    row: 'BAR-13 a part is not handed over before the deputy has agreed',
    does: [...two, '10:00 executor@roads deputy.asked{kind=final} draft=p1'],
    refuses: { '10:20 executor@roads part.submitted -deputyAgreed': 'missing-data 5 ¶3-4 deputyAgreed' },
  },
  {
    row: 'BAR-14 the controller checks and sends within thirty minutes of the reply, the check alone does not end them',
    does: checked,
    at: '2025-09-09 16:11',
    clocks: { verify: '09-09 15:40 → 09-09 16:10 late' },
    violations: ['verify'],
  },
  {
    row: 'BAR-14 placing the reply ends the thirty minutes',
    does: placed,
    clocks: { verify: '09-09 15:40 → 09-09 16:10 met' },
    stage: 'roads loaded',
  },
  {
    row: 'BAR-15 a reply goes back with a reason and a term for the rework, which ends thirty minutes before the system’s',
    does: [...approving, '15:50 controller draft.returned reworkDeadline=2025-09-09T17:00'],
    clocks: { verify: '09-09 15:40 → 09-09 16:10 met', rework: '09-09 15:50 → 09-09 16:30 running' },
    stage: 'roads rework',
  },
  {
    row: 'BAR-15 nothing goes back without a term for the rework',
    does: approving,
    refuses: {
      '15:50 controller draft.returned -reworkDeadline': 'missing-data 6 reworkDeadline',
      '15:51 controller draft.returned -reason reworkDeadline=2025-09-09T16:20': 'missing-data 6 reason',
    },
  },
  {
    row: 'BAR-15 the part of one body goes back alone',
    does: [...parts, '11:00 controller@housing draft.returned{what=part} reworkDeadline=2025-09-11T12:30'],
    clocks: { rework: '09-11 11:00 → 09-11 12:30 running' },
    stage: 'roads collecting, housing rework',
  },
  {
    row: 'BAR-16 the term of the system ends with the placing, and the system or the controller tells of the posting',
    does: [...placed, '16:30 system reply.published{mode=auto}'],
    clocks: { reply: '09-09 09:10 → 09-09 17:00 met' },
    running: [],
    stage: 'roads published',
  },
  {
    row: 'BAR-16 the controller sees the posting himself',
    does: [...placed, '16:30 controller reply.published{mode=auto}'],
    stage: 'roads published',
  },
  {
    row: 'BAR-16 sent back by the curator the reply runs again under the term that the system shows then',
    does: [...placed, '16:30 controller reply.returned externalDeadline=2025-09-10T12:00'],
    clocks: { reply: ['09-09 09:10 → 09-09 17:00 met', '09-09 16:30 → 09-10 12:00 running'] },
    stage: 'roads approving',
  },
  {
    row: 'BAR-17 the controller posts by hand from the account of the administration',
    does: [...checked, '16:05 controller reply.published{mode=manual}'],
    clocks: { reply: '09-09 09:10 → 09-09 17:00 met', verify: '09-09 15:40 → 09-09 16:10 met' },
    stage: 'roads published',
  },
  {
    row: 'BAR-17 posting by hand names the account and the link',
    does: checked,
    refuses: {
      '16:05 controller reply.published{mode=manual} -account': 'missing-data 8 account',
      '16:06 controller reply.published{mode=manual} -urlOrThread': 'missing-data 8 urlOrThread',
    },
  },
  {
    row: 'BAR-18 the curator is told that posting is impossible, fifteen minutes being the mark',
    does: failed,
    at: '2025-09-09 16:36',
    clocks: { tellFail: '09-09 16:20 → 09-09 16:35 late warn' },
    violations: [],
  },
  {
    row: 'BAR-18 once the curator is told the case is handed over, and may still be posted later',
    does: [
      ...failed,
      '16:25 controller handover.done{reason=cannotPublish} draft=d1 to=curator',
      '2025-09-10 10:00 controller reply.published{mode=manual}',
    ],
    clocks: { tellFail: '09-09 16:20 → 09-09 16:35 met warn' },
    stage: 'roads published',
  },
  {
    row: 'BAR-18 nothing is handed over as impossible before posting has failed',
    does: placed,
    refuses: { '16:25 controller handover.done{reason=cannotPublish} draft=d1 to=curator': 'wrong-stage 8, B8' },
  },
  {
    row: 'BAR-24 a reply that asks for information closes the case and an answer opens it again',
    does: [
      ...drafting,
      '10:00 executor deputy.asked{kind=needsInfo} draft=d1',
      '10:10 deputy deputy.agreed draft=d1',
      '10:20 executor draft.submitted{kind=needsInfo} draft=d1',
      '10:30 controller draft.approved',
      '10:35 controller reply.placed',
      '10:40 system reply.published{mode=auto}',
      '2025-09-10 09:00 controller clarification.answered',
    ],
    stage: 'roads drafting',
  },
  {
    row: 'BAR-25 a message with insults or threats is refused at any stage and the curator is told, fifteen minutes being the mark',
    does: [...approving, '15:50 controller case.refused ground=threat'],
    at: '2025-09-09 16:06',
    clocks: { tellAbuse: '09-09 15:50 → 09-09 16:05 late warn', reply: '09-09 09:10 → 09-09 17:00 void' },
    violations: [],
    stage: 'roads refused',
  },
  {
    row: 'BAR-25 telling the curator ends the matter and names to whom and how',
    does: [
      ...approving,
      '15:50 controller case.refused ground=threat',
      '15:55 controller handover.done{reason=abuse} to=curator',
    ],
    clocks: { tellAbuse: '09-09 15:50 → 09-09 16:05 met warn' },
    running: [],
    stage: 'roads refused',
    refuses: { '15:56 controller handover.done{reason=abuse} -to': 'missing-data 9 to' },
  },
  {
    row: 'BAR-26 the body answers for preparing and for rework',
    does: [
      ...agreed,
      '16:10 executor draft.submitted{kind=final} draft=d1',
      '16:20 controller draft.returned reworkDeadline=2025-09-09T16:25',
    ],
    at: '2025-09-09 16:26',
    blames: ['draft: executor, by the text executor', 'rework: executor, by the text executor'],
  },
  {
    row: 'BAR-27 the controller answers for checking, placing and their times, the head of the body for his check',
    does: [
      ...routed,
      '09:55 bodyHead competence.confirmed',
      ...agreed.slice(-2),
      '15:40 executor draft.submitted{kind=final} draft=d1',
    ],
    at: '2025-09-09 17:01',
    blames: [
      'reply: controller, by the text controller',
      'check: bodyHead, by the text bodyHead',
      'verify: controller, by the text controller',
    ],
  },
  {
    row: 'BAR-30 another executor of the body takes over and the clocks go on',
    does: [
      ...drafting,
      '10:00 controller assignment.reassigned executor=petr',
      '10:10 bodyHead assignment.reassigned executor=anna',
      '10:20 executor assignment.reassigned executor=oleg',
    ],
    clocks: { draft: '09-09 09:20 → 09-09 16:00 running' },
  },
  {
    row: 'BAR-29 a message marked as significant is reported to three at once, fifteen minutes being the mark',
    does: [...drafting, '10:00 controller importance.set importance=social'],
    told: ['significant → head, deputyHead, apparatus: 09-09 10:00 → 09-09 10:15 open'],
    stage: 'roads drafting',
  },
];

test.each(rows)('$row', (row) => show('barnaul', row));

test('BAR-02 any network is in scope, and messengers and sites among its channels', () => {
  const { channels } = regulation('barnaul').scope;

  expect(isNetworkInScope(regulation('barnaul'), 'rutube')).toBe(true);
  expect(channels).toEqual(expect.arrayContaining(['post', 'comment', 'dm', 'messenger', 'site']));
});
