import { expect, test } from 'vitest';
import { isNetworkInScope } from '../../../../lib/domain/regulations/scope.ts';
import { regulation } from '../../support/regulations.ts';
import { type Row, show } from '../../support/rows.ts';

const detected = ['2025-09-09 09:20 curator message.detected'];
const classified = [...detected, '09:30 curator message.classified'];
const drafting = [...classified, '09:40 curator case.routed bodies=roads', '09:40 system@roads assignment.received'];
const agreeing = [...drafting, '14:30 executor deputy.asked{kind=final} draft=d1'];
const agreed = [...agreeing, '14:50 deputy deputy.agreed draft=d1'];
const approving = [...agreed, '15:10 executor draft.submitted{kind=final} draft=d1'];
const notOurs = [...drafting, '10:05 executor competence.refused'];
const asking = [
  ...drafting,
  '10:00 executor deputy.asked{kind=clarification} draft=q1',
  '10:10 deputy deputy.agreed draft=q1',
  '10:20 executor draft.submitted{kind=clarification} draft=q1',
];
const interim = [
  ...drafting,
  '13:30 executor deputy.asked{kind=interim} draft=d1',
  '13:40 deputy deputy.agreed draft=d1',
  '13:50 executor draft.submitted{kind=interim} draft=d1',
];
const interimPosted = [...interim, '14:20 curator reply.published{kind=interim}'];
const threeBodies = [
  ...classified,
  '09:40 curator case.routed bodies=roads,housing,parks',
  '09:40 system@roads assignment.received',
  '09:42 system@housing assignment.received',
  '09:44 system@parks assignment.received',
];
const leadNamed = [...threeBodies, '09:50 curator lead.named lead=roads order=housing,parks'];
const partsGiven = [...leadNamed, '10:40 executor@housing part.submitted', '11:30 executor@parks part.submitted'];

const rows: Row[] = [
  {
    row: 'ALA-03 no limit of another law runs beside those of the order',
    does: drafting,
    running: ['reply', 'draft', 'notOurs'],
  },
  {
    row: 'ALA-08 finding a message starts the eight hours',
    does: detected,
    clocks: { reply: '09-09 09:20 → 09-10 09:20 running' },
    stage: 'new',
  },
  {
    row: 'ALA-09 a message goes to the subdivision and to the curating deputy',
    does: drafting,
    clocks: { routing: '09-09 09:20 → 09-09 09:50 met warn' },
    stage: 'roads drafting',
  },
  {
    row: 'ALA-09 a message is not sent without a deputy or a subdivision',
    does: classified,
    refuses: {
      '09:40 curator case.routed bodies=roads -deputy': 'missing-data 6, 8, 15 deputy',
      '09:41 curator case.routed -bodies': 'missing-data 6, 8, 15 bodies',
    },
  },
  {
    row: 'ALA-10 approving is posting, and a draft that is not good goes back',
    does: [...approving, '15:20 curator draft.returned'],
    clocks: { publish: '09-09 15:10 → 09-09 16:10 met' },
    stage: 'roads rework',
  },
  {
    row: 'ALA-13 topic, place and importance are named',
    does: detected,
    refuses: {
      '09:25 curator message.classified -topic': 'missing-data 8 topic',
      '09:25 curator message.classified -location': 'missing-data 8 location',
      '09:26 curator message.classified -importance': 'missing-data 8 importance',
      '09:27 curator case.routed bodies=roads': 'wrong-stage 6, 8, 15',
    },
  },
  {
    row: 'ALA-14 sending promptly has a mark of thirty minutes from the finding and no violation',
    does: classified,
    at: '2025-09-09 09:51',
    clocks: { routing: '09-09 09:20 → 09-09 09:50 late warn' },
    violations: [],
  },
  {
    row: 'ALA-15 a message is given back within thirty minutes and the eight hours go on',
    does: notOurs,
    clocks: {
      notOurs: '09-09 09:40 → 09-09 10:10 met',
      reply: '09-09 09:20 → 09-10 09:20 running',
      draft: '09-09 09:20 → 09-09 15:20 running',
    },
    stage: 'roads classified',
  },
  {
    row: 'ALA-15 the right to give a message back expires in silence',
    does: drafting,
    at: '2025-09-09 10:11',
    clocks: { notOurs: '09-09 09:40 → 09-09 10:10 expired' },
    violations: [],
    refuses: { '2025-09-09 10:11 executor competence.refused -comment': 'missing-data 9 comment' },
  },
  {
    row: 'ALA-16 a new executor is named within fifteen minutes and only the window is fresh',
    does: [
      ...notOurs,
      '10:18 curator@roads case.rerouted bodies=housing executor=anna',
      '10:18 system@housing assignment.received',
    ],
    clocks: {
      reroute: '09-09 10:05 → 09-09 10:20 met',
      notOurs: ['09-09 09:40 → 09-09 10:10 met', '09-09 10:18 → 09-09 10:48 running'],
      draft: '09-09 09:20 → 09-09 15:20 running',
      reply: '09-09 09:20 → 09-10 09:20 running',
    },
    stage: 'roads closed, housing drafting',
  },
  {
    row: 'ALA-16 a returned message is late after fifteen minutes',
    does: notOurs,
    at: '2025-09-09 10:21',
    clocks: { reroute: '09-09 10:05 → 09-09 10:20 late' },
    violations: ['reroute'],
  },
  {
    row: 'ALA-16 a matter of nobody in the district is handed over with a reason and its limits end',
    does: [...notOurs, '10:15 curator handover.done to=okrug'],
    running: [],
    stage: 'roads handedOver',
  },
  {
    row: 'ALA-16 nothing is handed over without a reason',
    does: classified,
    refuses: { '09:35 curator handover.done to=okrug -reason': 'missing-data 1, A5 reason' },
  },
  {
    row: 'ALA-16 nothing is handed over while a subdivision works on it',
    does: drafting,
    refuses: { '09:45 curator handover.done to=okrug': 'wrong-stage 1, A5' },
  },
  {
    row: 'ALA-17 the reply is posted within eight working hours of the finding',
    does: approving,
    at: '2025-09-10 09:21',
    clocks: { reply: '09-09 09:20 → 09-10 09:20 late' },
    violations: ['reply', 'publish'],
  },
  {
    row: 'ALA-17 the eight hours of two short mornings end where lunch begins',
    does: ['2024-02-21 13:00 curator message.detected'],
    clocks: { reply: '02-21 13:00 → 02-22 12:00 running', draft: '02-21 13:00 → 02-22 09:00 running' },
  },
  {
    row: 'ALA-18 a request to the author goes the way of a draft and keeps the 3-hour mark',
    does: asking,
    clocks: { draft: '09-09 09:20 → 09-09 15:20 met', publish: '09-09 10:20 → 09-09 11:20 running' },
    stage: 'roads approving',
  },
  {
    row: 'ALA-19 the deputy agrees before the draft goes to the curator',
    does: agreed,
    stage: 'roads agreeing',
    refuses: {
      '15:10 executor draft.submitted{kind=final} draft=d1 -deputyAgreed': 'missing-data 11, 13, 14 deputyAgreed',
      '15:10 executor deputy.agreed draft=d1': 'not-your-role 11',
    },
  },
  {
    row: 'ALA-19 the deputy sends a draft back with a reason',
    does: [...agreeing, '14:40 deputy deputy.returned draft=d1'],
    stage: 'roads rework',
    refuses: { '14:45 executor draft.submitted{kind=final} draft=d1': 'wrong-stage 11, 13, 14' },
  },
  {
    row: 'ALA-19 a refusal of the deputy without a reason is refused',
    does: agreeing,
    refuses: { '14:40 deputy deputy.returned draft=d1 -reason': 'missing-data 11, A16 reason' },
  },
  {
    row: 'ALA-20 the draft is due three working hours before the end of the eight',
    does: approving,
    clocks: { draft: '09-09 09:20 → 09-09 15:20 met' },
    stage: 'roads approving',
  },
  {
    row: 'ALA-20 a draft that is late by working hours alone is a warning',
    does: agreed,
    at: '2025-09-10 06:20',
    clocks: { draft: '09-09 09:20 → 09-09 15:20 late warn' },
    violations: [],
  },
  {
    row: 'ALA-20 a draft that is late by the hours of the wall clock too is a violation',
    does: agreed,
    at: '2025-09-10 06:21',
    clocks: { draft: '09-09 09:20 → 09-09 15:20 late' },
    violations: ['draft'],
  },
  {
    row: 'ALA-21 the curator approves and posts within one hour of the draft',
    does: approving,
    at: '2025-09-09 16:11',
    clocks: { publish: '09-09 15:10 → 09-09 16:10 late' },
    violations: ['publish'],
    refuses: { '2025-09-09 16:11 executor reply.published{kind=final}': 'not-your-role 12' },
  },
  {
    row: 'ALA-21 a posted reply closes the case',
    does: [...approving, '15:55 curator reply.published{kind=final}'],
    clocks: { publish: '09-09 15:10 → 09-09 16:10 met', reply: '09-09 09:20 → 09-10 09:20 met' },
    running: [],
    stage: 'roads published',
  },
  {
    row: 'ALA-22 a request is posted within the hour and the eight hours go on while the author is asked',
    does: [...asking, '11:00 curator reply.published{kind=clarification}', '15:40 executor clarification.answered'],
    clocks: { publish: '09-09 10:20 → 09-09 11:20 met', reply: '09-09 09:20 → 09-10 09:20 running' },
    stage: 'roads drafting',
  },
  {
    row: 'ALA-23 the final draft is due seven working days after the day of the interim',
    does: interimPosted,
    clocks: { finalDraft: '09-09 14:20 → 09-18 17:00 running' },
    stage: 'roads interimPublished',
  },
  {
    row: 'ALA-23 the final draft ends the seven days and the curator has his hour again',
    does: [
      ...interimPosted,
      '2025-09-18 15:00 executor deputy.asked{kind=final} draft=d2',
      '15:30 deputy deputy.agreed draft=d2',
      '16:30 executor draft.submitted{kind=final} draft=d2',
    ],
    clocks: {
      finalDraft: '09-09 14:20 → 09-18 17:00 met',
      publish: ['09-09 13:50 → 09-09 14:50 met', '09-18 16:30 → 09-19 08:30 running'],
    },
  },
  {
    row: 'ALA-24 an interim reply meets the limits of the eight hours',
    does: interimPosted,
    clocks: {
      draft: '09-09 09:20 → 09-09 15:20 met',
      reply: '09-09 09:20 → 09-10 09:20 met',
      publish: '09-09 13:50 → 09-09 14:50 met',
    },
  },
  {
    row: 'ALA-24 there is one interim reply',
    does: [
      ...interimPosted,
      '2025-09-10 10:00 executor deputy.asked{kind=interim} draft=d2',
      '10:10 deputy deputy.agreed draft=d2',
    ],
    refuses: { '2025-09-10 10:20 executor draft.submitted{kind=interim} draft=d2': 'wrong-stage 11, 13' },
  },
  {
    row: 'ALA-25 the curator names the lead and the order',
    does: leadNamed,
    stage: 'roads drafting, housing drafting, parks drafting',
    refuses: { '09:55 curator lead.named lead=roads -order': 'missing-data 14 order' },
  },
  {
    row: 'ALA-26 a part is sent within two hours of receipt',
    does: [...leadNamed, '10:40 executor@housing part.submitted'],
    clocks: { part: ['09-09 09:40 → 09-09 11:40 void', '09-09 09:42 → 09-09 11:42 met', '09-09 09:44 → 09-09 11:44 running'] },
    stage: 'roads drafting, housing collecting, parks drafting',
  },
  {
    row: 'ALA-27 every executor but the lead has two hours of his own',
    does: leadNamed,
    at: '2025-09-09 11:45',
    clocks: { part: ['09-09 09:40 → 09-09 11:40 void', '09-09 09:42 → 09-09 11:42 late', '09-09 09:44 → 09-09 11:44 late'] },
    violations: ['part', 'part'],
  },
  {
    row: 'ALA-27 a part that is not needed any more is dropped with a reason and the others go on',
    does: [...leadNamed, '10:00 curator@parks case.withoutBody'],
    clocks: { part: ['09-09 09:40 → 09-09 11:40 void', '09-09 09:42 → 09-09 11:42 running', '09-09 09:44 → 09-09 11:44 void'] },
    stage: 'roads drafting, housing drafting, parks closed',
  },
  {
    row: 'ALA-28 the common draft has a mark of two hours from the last part and the limit of clause 11',
    does: partsGiven,
    clocks: {
      common: '09-09 11:30 → 09-09 14:30 running warn',
      draft: '09-09 09:20 → 09-09 15:20 running',
    },
  },
  {
    row: 'ALA-28 the lead alone sends the common draft',
    does: [
      ...partsGiven,
      '13:00 executor@roads deputy.asked{kind=final} draft=d1',
      '13:30 deputy@roads deputy.agreed draft=d1',
      '14:00 executor@roads draft.submitted{kind=final} draft=d1',
    ],
    clocks: { common: '09-09 11:30 → 09-09 14:30 met warn', draft: '09-09 09:20 → 09-09 15:20 met' },
    stage: 'roads approving, housing collecting, parks collecting',
  },
  {
    row: 'ALA-28 the common reply ends the work of all',
    does: [
      ...partsGiven,
      '13:00 executor@roads deputy.asked{kind=final} draft=d1',
      '13:30 deputy@roads deputy.agreed draft=d1',
      '14:00 executor@roads draft.submitted{kind=final} draft=d1',
      '14:30 curator@roads reply.published{kind=final}',
    ],
    running: [],
    stage: 'roads published, housing closed, parks closed',
  },
  {
    row: 'ALA-28 who does not lead sends no common draft',
    does: [
      ...partsGiven,
      '13:00 executor@housing deputy.asked{kind=final} draft=d1',
      '13:30 deputy@housing deputy.agreed draft=d1',
    ],
    refuses: { '14:00 executor@housing draft.submitted{kind=final} draft=d1': 'wrong-stage 11, 13, 14' },
  },
  {
    row: 'ALA-29 a repeat goes to the deputy and the subdivision promptly',
    does: ['2025-09-09 09:20 curator message.detected', '09:30 curator message.classified repeat=true'],
    clocks: { routing: '09-09 09:20 → 09-09 09:50 running warn' },
    refuses: { '09:40 curator case.routed bodies=roads -deputy': 'missing-data 6, 8, 15 deputy' },
  },
  {
    row: 'ALA-31 a repeat has the limits of any message from its own finding',
    does: [
      '2025-09-09 09:20 curator message.detected',
      '09:30 curator message.classified repeat=true',
      '09:40 curator case.routed bodies=roads',
      '09:40 system@roads assignment.received',
    ],
    clocks: {
      reply: '09-09 09:20 → 09-10 09:20 running',
      draft: '09-09 09:20 → 09-09 15:20 running',
      notOurs: '09-09 09:40 → 09-09 10:10 running',
    },
  },
  {
    row: 'ALA-33 a message with a ground of clause 17 is refused at any stage and every clock stops',
    does: [...interimPosted, '15:00 curator case.refused ground=threat'],
    clocks: { finalDraft: '09-09 14:20 → 09-18 17:00 void' },
    running: [],
    stage: 'roads refused',
  },
  {
    row: 'ALA-33 nothing is refused without a ground, nor by an executor',
    does: drafting,
    refuses: {
      '10:00 curator case.refused -ground': 'missing-data 17 ground',
      '10:01 executor case.refused ground=abuse': 'not-your-role 17',
    },
  },
  {
    row: 'ALA-33 nothing is refused after the reply',
    does: [...approving, '15:55 curator reply.published{kind=final}'],
    refuses: { '16:00 curator case.refused ground=abuse': 'wrong-stage 17' },
  },
  {
    row: 'ALA-34 the executor answers for the time until the curator has the draft, the curator after it',
    does: [...agreed, '2025-09-10 08:00 executor draft.submitted{kind=final} draft=d1'],
    at: '2025-09-10 09:21',
    blames: [
      'reply: curator, by the text curator',
      'draft: executor, by the text executor',
      'publish: curator, by the text curator',
    ],
  },
  {
    row: 'ALA-35 a limit broken by an executor is reported to the managing director, one broken by the curator is not',
    does: agreed,
    at: '2025-09-10 09:21',
    told: ['shortcomings draft → manager: 09-10 06:20 → 09-10 17:00 open'],
  },
  {
    row: 'ALA-38 rework has no clock of its own, the eight hours and the hour of the new version go on',
    does: [
      ...approving,
      '15:20 curator draft.returned',
      '15:30 executor deputy.asked{kind=final} draft=d1',
      '15:40 deputy deputy.agreed draft=d1',
      '15:50 executor draft.submitted{kind=final} draft=d1',
    ],
    clocks: {
      publish: ['09-09 15:10 → 09-09 16:10 met', '09-09 15:50 → 09-09 16:50 running'],
      reply: '09-09 09:20 → 09-10 09:20 running',
    },
    running: ['reply', 'publish'],
  },
  {
    row: 'ALA-38 a returned draft goes to the deputy again, and never back without a reason',
    does: approving,
    refuses: { '15:20 curator draft.returned -reason': 'missing-data 6 reason' },
  },
  {
    row: 'ALA-39 a message found on a long week-end counts from the next opening',
    does: ['2023-11-05 20:15 curator message.detected'],
    clocks: {
      reply: '11-05 20:15 → 11-07 17:00 running',
      draft: '11-05 20:15 → 11-07 14:00 running',
      routing: '11-05 20:15 → 11-07 08:30 running warn',
    },
  },
];

test.each(rows)('$row', (row) => show('alatyr', row));

test('ALA-05 a network is in scope when its switch is on', () => {
  const inScope = (network: string) => isNetworkInScope(regulation('alatyr'), network);

  expect(['ok', 'vk', 'facebook', 'instagram', 'telegram'].filter(inScope)).toEqual(['ok', 'vk']);
});

test('ALA-02 a source that is no network is in scope', () => {
  expect(isNetworkInScope(regulation('alatyr'), 'other')).toBe(true);
});
