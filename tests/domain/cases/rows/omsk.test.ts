import { describe, expect, test } from 'vitest';
import { isNetworkInScope } from '../../../../lib/domain/regulations/scope.ts';
import { regulation } from '../../support/regulations.ts';
import { type Row, show } from '../../support/rows.ts';

const detected = ['2025-09-09 10:15 curator message.detected'];
const classified = [...detected, '10:20 curator message.classified'];
const drafting = [...classified, '11:30 curator case.routed bodies=roads', '11:30 system@roads assignment.received'];
const approving = [...drafting, '14:20 executor draft.submitted{kind=final}'];
const returned = [...approving, '15:00 curator draft.returned'];
const approved = [...returned, '15:45 executor draft.submitted{kind=final}', '16:30 curator draft.approved'];
const published = [...approved, '16:30 system reply.published{kind=final,mode=auto}'];
const failed = [...approved, '16:32 system publish.failed'];
const interimPosted = [
  '2025-09-12 11:50 curator message.detected',
  '11:55 curator message.classified',
  '13:50 curator case.routed bodies=roads',
  '13:50 system@roads assignment.received',
  '14:55 executor draft.submitted{kind=interim}',
  '15:10 curator draft.approved',
  '15:10 system reply.published{kind=interim,mode=auto}',
];
const notOurs = [...drafting, '11:50 executor competence.refused'];
const several = [
  ...classified,
  '11:30 curator case.routed bodies=roads,housing,parks lead=roads order=housing,parks',
  '11:30 system@roads assignment.received',
  '11:30 system@housing assignment.received',
  '11:40 system@parks assignment.received',
];
const partGiven = [...several, '12:00 executor@housing part.submitted'];
const partsApproved = [
  ...partGiven,
  '12:10 curator@housing part.approved',
  '14:05 executor@parks part.submitted',
  '14:15 curator@parks part.approved',
];

/** Annex 1 and annex 3 run alike; where they name another clause it stands in ‹annex 1|annex 3›. */
const rows: Row[] = [
  {
    row: 'OM1-01 OM3-03 no limit of another law runs beside those of the order',
    does: drafting,
    running: ['notOurs', 'draft'],
  },
  {
    row: 'OM1-04 OM3-06 minutes are those of the organisation that acts: the curator by the hours of the centre, the executor by his own',
    does: [...drafting, '17:30 executor draft.submitted{kind=final}'],
    at: '2025-09-10 08:00',
    clocks: { draft: '09-09 11:30 → 09-09 14:30 late', approval: '09-09 17:30 → 09-10 09:30 running' },
  },
  {
    row: 'OM1-06 OM3-08 a message is found by the curator',
    does: detected,
    clocks: { routing: '09-09 10:15 → 09-09 11:45 running' },
    stage: 'new',
  },
  {
    row: 'OM1-07 OM3-08 topic, place and importance are named before a message is sent',
    does: detected,
    refuses: {
      '10:20 curator message.classified -topic': 'missing-data ‹4(2)|8(2)› topic',
      '10:21 curator message.classified -location': 'missing-data ‹4(2)|8(2)› location',
      '10:22 curator message.classified -importance': 'missing-data ‹4(2)|8(2)› importance',
      '10:23 curator case.routed bodies=roads': 'wrong-stage ‹4(4)|8(4)›',
    },
  },
  {
    row: 'OM1-07 OM3-08 the importance is changed later with a reason',
    does: [...drafting, '11:40 curator importance.set importance=social'],
    stage: 'roads drafting',
    refuses: { '11:41 curator importance.set importance=urgent -reason': 'missing-data ‹4(2), 17|8(2)› reason' },
  },
  {
    row: 'OM1-08 OM3-08 the curator shortens a limit for one case',
    does: [...classified, '11:30 curator case.routed bodies=roads limits.draft=60', '11:30 system@roads assignment.received'],
    clocks: { draft: '09-09 11:30 → 09-09 12:30 running' },
  },
  {
    row: 'OM1-08 OM3-08 the curator never lengthens a limit',
    does: [...classified, '11:30 curator case.routed bodies=roads limits.draft=600', '11:30 system@roads assignment.received'],
    clocks: { draft: '09-09 11:30 → 09-09 14:30 running' },
  },
  {
    row: 'OM1-09 OM3-09 the curator sends a message within ninety minutes of its finding',
    does: classified,
    at: '2025-09-09 11:46',
    clocks: { routing: '09-09 10:15 → 09-09 11:45 late' },
    violations: ['routing'],
    refuses: { '2025-09-09 11:46 curator case.routed -bodies': 'missing-data ‹4(4)|8(4)› bodies' },
  },
  {
    row: 'OM1-10 OM3-10 a message is given back within thirty minutes, with comment and reason',
    does: notOurs,
    clocks: { notOurs: '09-09 11:30 → 09-09 12:00 met', draft: '09-09 11:30 → 09-09 14:30 void' },
    stage: 'roads classified',
  },
  {
    row: 'OM1-10 OM3-10 the right to give a message back expires in silence',
    does: drafting,
    at: '2025-09-09 12:01',
    clocks: { notOurs: '09-09 11:30 → 09-09 12:00 expired' },
    violations: [],
    refuses: { '2025-09-09 12:01 executor competence.refused -reasonCode': 'missing-data ‹5|9› reasonCode' },
  },
  {
    row: 'OM1-10 OM3-10 a returned message is sent on with fresh limits, ninety minutes being the mark',
    does: [...notOurs, '14:30 curator@roads case.rerouted bodies=housing', '14:30 system@housing assignment.received'],
    clocks: {
      reroute: '09-09 11:50 → 09-09 14:20 late warn',
      draft: ['09-09 11:30 → 09-09 14:30 void', '09-09 14:30 → 09-09 16:30 running'],
      notOurs: ['09-09 11:30 → 09-09 12:00 met', '09-09 14:30 → 09-09 15:00 running'],
    },
    stage: 'roads closed, housing drafting',
  },
  {
    row: 'OM1-10 OM3-10 a matter that is nobody’s here is handed over with a reason and its limits end',
    does: [...notOurs, '12:00 curator handover.done to=federal'],
    running: [],
    stage: 'roads handedOver',
  },
  {
    row: 'OM1-11 OM3-11 the draft is due within two working hours of receipt',
    does: drafting,
    at: '2025-09-10 10:00',
    clocks: { draft: '09-09 11:30 → 09-09 14:30 late' },
    violations: ['draft'],
    stage: 'roads drafting',
  },
  {
    row: 'OM1-11 OM3-11 a draft in time meets the two hours',
    does: approving,
    clocks: { draft: '09-09 11:30 → 09-09 14:30 met' },
    stage: 'roads approving',
  },
  {
    row: 'OM1-12 OM3-12 an interim draft has the same two hours and names its reason',
    does: interimPosted,
    clocks: { draft: '09-12 13:50 → 09-12 16:00 met' },
    stage: 'roads interimPublished',
    refuses: { '2025-09-12 15:20 executor draft.submitted{kind=interim}': 'wrong-stage ‹6 ¶2, 8|11, 14›' },
  },
  {
    row: 'OM1-12 OM3-12 an interim draft without a reason is refused',
    does: drafting,
    refuses: { '12:00 executor draft.submitted{kind=interim} -reason': 'missing-data ‹6 ¶2, 8|11, 14› reason' },
  },
  {
    row: 'OM1-13 OM3-13 the draft on the substance has eight hours from the sending of the interim when nothing was agreed',
    does: interimPosted,
    clocks: { finalDraft: '09-12 15:10 → 09-15 16:10 running', finalReply: [] },
  },
  {
    row: 'OM1-13 OM3-13 an agreed term counts, and never more than the eight hours',
    does: [
      ...interimPosted,
      '15:20 curator extension.agreed{extension=hours} agreedTerm=2025-09-15T12:00',
      '2025-09-15 11:00 executor draft.submitted{kind=final}',
    ],
    clocks: { finalDraft: '09-12 15:10 → 09-15 12:00 met' },
  },
  {
    row: 'OM1-13 OM3-13 a term longer than eight hours ends with them',
    does: [...interimPosted, '15:20 curator extension.agreed{extension=hours} agreedTerm=2025-09-18T12:00'],
    clocks: { finalDraft: '09-12 15:10 → 09-15 16:10 running' },
  },
  {
    row: 'OM1-14 OM3-14 an agreement on measures brings in eight working days for the reply and ends the eight hours',
    does: [
      ...interimPosted,
      '2025-09-15 10:00 curator extension.agreed{extension=measures} agreedTerm=2025-09-30T12:00',
      '2025-09-24 15:00 executor draft.submitted{kind=final}',
    ],
    clocks: { finalDraft: '09-12 15:10 → 09-15 16:10 met', finalReply: '09-12 15:10 → 09-24 17:45 running' },
  },
  {
    row: 'OM1-14 OM3-14 the eight working days end with the posting',
    does: [
      ...interimPosted,
      '2025-09-15 10:00 curator extension.agreed{extension=measures} agreedTerm=2025-09-24T17:45',
      '2025-09-24 15:00 executor draft.submitted{kind=final}',
      '15:30 curator draft.approved',
      '15:30 system reply.published{kind=final,mode=auto}',
    ],
    clocks: { finalReply: '09-12 15:10 → 09-24 17:45 met' },
    running: [],
  },
  {
    row: 'OM1-14 OM3-14 an agreement on measures without measures is refused',
    does: interimPosted,
    refuses: {
      '15:20 curator extension.agreed{extension=measures} agreedTerm=2025-09-24T17:45 -measures':
        'missing-data ‹6 ¶3|12› measures',
    },
  },
  {
    row: 'OM1-15 OM3-15 the curator has sixty minutes for a draft',
    does: approving,
    at: '2025-09-09 15:21',
    clocks: { approval: '09-09 14:20 → 09-09 15:20 late' },
    violations: ['approval'],
    refuses: { '2025-09-09 15:21 curator draft.returned -recommendations': 'missing-data ‹7|13› recommendations' },
  },
  {
    row: 'OM1-15 OM3-15 a request to the author is approved by the same sixty minutes, posted, and answered while the clocks run',
    does: [
      ...drafting,
      '11:40 executor draft.submitted{kind=clarification}',
      '12:00 curator draft.approved',
      '12:00 system reply.published{kind=clarification,mode=auto}',
      '12:30 executor clarification.answered',
    ],
    clocks: { approval: '09-09 11:40 → 09-09 12:40 met', draft: '09-09 11:30 → 09-09 14:30 running' },
    stage: 'roads drafting',
  },
  {
    row: 'OM1-16 OM3-16 an approved reply is posted by the system, fifteen minutes being the mark',
    does: approved,
    at: '2025-09-09 16:46',
    clocks: { publishAuto: '09-09 16:30 → 09-09 16:45 late warn' },
    violations: [],
    refuses: {
      '2025-09-09 16:46 executor reply.published{kind=final,mode=manual}': 'wrong-stage ‹7, O22|13, O22›',
    },
  },
  {
    row: 'OM1-16 OM3-16 a posted reply closes the case',
    does: published,
    clocks: { publishAuto: '09-09 16:30 → 09-09 16:45 met warn' },
    running: [],
    stage: 'roads published',
  },
  {
    row: 'OM1-16 OM3-16 after a failure the executor posts by hand with proof',
    does: [...failed, '16:40 executor reply.published{kind=final,mode=manual}'],
    stage: 'roads published',
  },
  {
    row: 'OM1-16 OM3-16 posting by hand without proof is refused',
    does: failed,
    refuses: {
      '16:40 executor reply.published{kind=final,mode=manual} -screenshotOrLink':
        'missing-data ‹7, O22|13, O22› screenshotOrLink',
    },
  },
  {
    row: 'OM1-16 OM3-16 an interim and a request are posted by hand after a failure as well',
    does: [
      ...drafting,
      '11:40 executor draft.submitted{kind=clarification}',
      '11:50 curator draft.approved',
      '11:51 system publish.failed',
      '11:55 executor reply.published{kind=clarification,mode=manual}',
      '12:00 executor draft.submitted{kind=interim}',
      '12:10 curator draft.approved',
      '12:11 system publish.failed',
      '12:15 executor reply.published{kind=interim,mode=manual}',
    ],
    stage: 'roads interimPublished',
  },
  {
    row: 'OM1-17 OM3-17 rework has an hour and the second approval sixty minutes again',
    does: [...returned, '15:45 executor draft.submitted{kind=final}'],
    clocks: {
      rework: '09-09 15:00 → 09-09 16:00 met',
      approval: ['09-09 14:20 → 09-09 15:20 met', '09-09 15:45 → 09-09 16:45 running'],
    },
  },
  {
    row: 'OM1-17 OM3-17 rework not sent within the hour is late',
    does: returned,
    at: '2025-09-09 16:01',
    clocks: { rework: '09-09 15:00 → 09-09 16:00 late' },
    violations: ['rework'],
  },
  {
    row: 'OM1-18 OM3-18 the order and the responsible executor are named when a message goes to several',
    does: classified,
    refuses: {
      '11:30 curator case.routed bodies=roads,housing -lead': 'missing-data ‹4(4), 9(1)-(2)|8(4), 15(1)-(2)› lead',
      '11:31 curator case.routed bodies=roads,housing -order': 'missing-data ‹4(4), 9(1)-(2)|8(4), 15(1)-(2)› order',
    },
  },
  {
    row: 'OM1-18 OM3-18 the responsible executor is named anew',
    does: [...partsApproved, '14:30 curator@housing lead.named lead=housing'],
    refuses: { '14:35 executor@roads draft.submitted{kind=final}': 'wrong-stage ‹6 ¶1, 8, 9(6)|10, 14, 15(6)›' },
  },
  {
    row: 'OM1-19 OM3-18 the co-executors are told with the routing',
    does: classified,
    refuses: {
      '11:30 curator case.routed bodies=roads,housing -coExecutors': 'missing-data ‹4(4), 9(1)-(2)|8(4), 15(1)-(2)› coExecutors',
    },
  },
  {
    row: 'OM1-20 OM3-19 each executor has two hours for his part',
    does: partGiven,
    at: '2025-09-09 14:41',
    clocks: {
      part: ['09-09 11:30 → 09-09 14:30 late', '09-09 11:30 → 09-09 14:30 met', '09-09 11:40 → 09-09 14:40 late'],
      draft: [],
    },
    stage: 'roads drafting, housing collecting, parks drafting',
  },
  {
    row: 'OM1-20 OM3-19 an executor who is not needed any more is dropped with a reason',
    does: [...several, '11:50 curator@parks case.withoutBody'],
    stage: 'roads drafting, housing drafting, parks closed',
  },
  {
    row: 'OM1-21 OM3-20 the curator approves each part, sixty minutes being the mark',
    does: partGiven,
    at: '2025-09-09 14:01',
    clocks: { partOk: '09-09 12:00 → 09-09 13:00 late warn' },
    refuses: { '2025-09-09 14:01 executor@housing part.approved': 'not-your-role ‹9(5)|15(5)›' },
  },
  {
    row: 'OM1-21 OM3-20 a part is sent back and has an hour as its mark',
    does: [...partGiven, '12:20 curator@housing draft.returned{what=part}'],
    clocks: {
      partOk: '09-09 12:00 → 09-09 13:00 met warn',
      partRework: '09-09 12:20 → 09-09 14:20 running warn',
      rework: [],
    },
    stage: 'roads drafting, housing drafting, parks drafting',
  },
  {
    row: 'OM1-22 OM3-20 the common draft has two hours from the last approved part as its mark',
    does: partsApproved,
    clocks: { common: '09-09 14:15 → 09-09 16:15 running warn' },
  },
  {
    row: 'OM1-22 OM3-20 the common draft waits for the parts of the others',
    does: partGiven,
    refuses: { '12:10 executor@roads draft.submitted{kind=final}': 'wrong-stage ‹6 ¶1, 8, 9(6)|10, 14, 15(6)›' },
  },
  {
    row: 'OM1-22 OM3-20 the responsible executor sends the common draft and the reply ends the work of all',
    does: [
      ...partsApproved,
      '15:00 executor@roads draft.submitted{kind=final}',
      '15:30 curator@roads draft.approved',
      '15:30 system@roads reply.published{kind=final,mode=auto}',
    ],
    clocks: { common: '09-09 14:15 → 09-09 16:15 met warn' },
    running: [],
    stage: 'roads published, housing closed, parks closed',
  },
  {
    row: 'OM1-23 OM3-21 a repeat is sent within the ninety minutes',
    does: ['2026-06-11 16:20 curator message.detected', '16:25 curator message.classified repeat=true'],
    clocks: { routing: '06-11 16:20 → 06-15 09:50 running' },
  },
  {
    row: 'OM1-25 OM3-21 a repeat has the limits of any message',
    does: [
      '2025-09-09 10:15 curator message.detected',
      '10:20 curator message.classified repeat=true',
      '11:30 curator case.routed bodies=roads',
      '11:30 system@roads assignment.received',
    ],
    clocks: { draft: '09-09 11:30 → 09-09 14:30 running', notOurs: '09-09 11:30 → 09-09 12:00 running' },
  },
  {
    row: 'OM1-26 OM3-22 a failure of the system restarts every limit in minutes that was running',
    does: [...drafting, '12:10 curator outage.started', '14:10 curator outage.ended'],
    clocks: { draft: '09-09 11:30 → 09-09 16:10 running', notOurs: '09-09 11:30 → 09-09 12:00 expired' },
  },
  {
    row: 'OM1-26 OM3-22 a failure leaves limits in days and limits met before as they were',
    does: [
      ...interimPosted,
      '15:20 curator extension.agreed{extension=measures} agreedTerm=2025-09-24T17:45',
      '2025-09-15 10:00 curator outage.started',
      '2025-09-16 10:00 curator outage.ended',
    ],
    clocks: { finalReply: '09-12 15:10 → 09-24 17:45 running', draft: '09-12 13:50 → 09-12 16:00 met' },
  },
  {
    row: 'OM1-27 OM3-22 found before the opening a message counts from it, and late by that reading alone it is a warning',
    does: [
      '2025-09-09 07:50 curator message.detected',
      '08:00 curator message.classified',
      '10:50 curator case.routed bodies=roads',
    ],
    at: '2025-09-09 10:51',
    clocks: { routing: '09-09 07:50 → 09-09 10:30 late warn' },
    violations: [],
  },
  {
    row: 'OM1-27 OM3-22 late by the words of the text as well it is a violation',
    does: ['2025-09-09 07:50 curator message.detected'],
    at: '2025-09-10 10:31',
    clocks: { routing: '09-09 07:50 → 09-09 10:30 late' },
    violations: ['routing'],
  },
  {
    row: 'OM1-27 OM3-22 found after the closing both readings agree',
    does: ['2023-02-22 19:40 curator message.detected'],
    at: '2023-02-27 10:31',
    clocks: { routing: '02-22 19:40 → 02-27 10:30 late' },
    violations: ['routing'],
  },
  {
    row: 'OM1-29 OM3-24 a message with a ground of refusal is refused at any stage and every clock stops',
    does: [...interimPosted, '16:00 curator case.refused ground=threat'],
    running: [],
    stage: 'roads refused',
  },
  {
    row: 'OM1-29 OM3-24 nothing is refused without a ground, nor by an executor',
    does: drafting,
    refuses: {
      '12:00 curator case.refused -ground': 'missing-data ‹14|21› ground',
      '12:01 executor case.refused ground=abuse': 'not-your-role ‹14|21›',
    },
  },
  {
    row: 'OM1-29 OM3-24 nothing is refused after the reply',
    does: published,
    refuses: { '16:40 curator case.refused ground=abuse': 'wrong-stage ‹14|21›' },
  },
  {
    row: 'OM1-31 OM3-25 the executor answers for the draft in time, the curator for his own minutes',
    does: [...drafting, '14:40 executor draft.submitted{kind=final}'],
    at: '2025-09-09 15:41',
    blames: ['draft: executor, by the text executor', 'approval: curator, by the text curator'],
  },
  {
    row: 'OM1-30 OM3-24 the same question answered again and again is refused',
    does: [...drafting, '12:00 curator case.refused ground=repeated earlierReplies=2 noNewArguments=true'],
    running: [],
    stage: 'roads refused',
  },
  {
    row: 'OM1-05 OM3-07 another executor of the body takes over and the clocks go on',
    does: [
      ...drafting,
      '11:40 curator assignment.reassigned executor=petr',
      '11:45 executor assignment.reassigned executor=anna',
    ],
    clocks: { draft: '09-09 11:30 → 09-09 14:30 running' },
  },
];

describe.each(['omsk-regional', 'omsk-municipal'])('%s', (name) => {
  const clause = (told: string) => told.replace(/‹(.*)\|(.*)›/, name === 'omsk-regional' ? '$1' : '$2');

  test.each(rows)('$row', ({ refuses = {}, ...row }) => {
    const told = Object.entries(refuses).map(([act, refusal]) => [act, clause(refusal)]);
    show(name, { ...row, refuses: Object.fromEntries(told) });
  });
});

test('OM1-02 a message under a federal procedure is handed over at any stage before the reply', () =>
  show('omsk-regional', {
    row: '',
    does: [...approving, '14:30 curator handover.done to=federal'],
    running: [],
    stage: 'roads handedOver',
  }));

test('OM1-02 nothing is handed over without a reason, nor after an interim', () => {
  const refused = (does: string[], act: string, refusal: string) =>
    show('omsk-regional', { row: '', does, refuses: { [act]: refusal } });

  refused(approving, '14:30 curator handover.done to=federal -reason', 'missing-data 1 last ¶, 5, O13, O28 reason');
  refused(interimPosted, '15:30 curator handover.done to=federal', 'wrong-stage 1 last ¶, 5, O13, O28');
});

test('OM1-32 a limit broken by a body is reported to governor and ministry, one broken by the curator is not', () =>
  show('omsk-regional', {
    row: '',
    does: [...drafting, '14:40 executor draft.submitted{kind=final}'],
    at: '2025-09-09 15:41',
    told: ['violation draft → governor, ministry: 09-09 14:30 → 09-10 14:30 open'],
  }));

test('OM3-26 a limit broken by a body is reported to the head of the body as well', () =>
  show('omsk-municipal', {
    row: '',
    does: [...drafting, '14:40 executor draft.submitted{kind=final}'],
    at: '2025-09-09 15:41',
    told: ['violation draft → governor, ministry, bodyHead: 09-09 14:30 → 09-10 14:30 open'],
  }));

const significant = [...drafting, '11:40 curator importance.set importance=social'];

test('OM1-33 a significant message is reported to governor and ministry at once', () =>
  show('omsk-regional', {
    row: '',
    does: [...significant, '11:50 curator escalation.done{escalation=significant}'],
    told: ['significant → governor, ministry: 09-09 11:40 → 09-09 11:55 done 09-09 11:50'],
  }));

test('OM3-34 annex 3 knows no report of significant messages', () =>
  show('omsk-municipal', { row: '', does: significant, told: [] }));

test('OM1-03 OM3-01 annex 1 takes messages of any network, annex 3 of two', () => {
  const inScope = (name: string) => ['ok', 'vk', 'telegram', 'rutube'].filter((one) => isNetworkInScope(regulation(name), one));

  expect(inScope('omsk-regional')).toEqual(['ok', 'vk', 'telegram', 'rutube']);
  expect(inScope('omsk-municipal')).toEqual(['ok', 'vk']);
});
