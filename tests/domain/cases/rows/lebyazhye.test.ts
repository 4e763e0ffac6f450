import { expect, test } from 'vitest';
import { caseScript, curator, message } from '../../support/case-script.ts';
import { type Row, show } from '../../support/rows.ts';

const classified = ['2023-03-14 10:40 curator message.detected', '10:50 curator message.classified'];
const drafting = [...classified, '10:52 curator case.routed bodies=roads', '10:52 system@roads assignment.received'];
const social = [
  '2023-02-22 14:38 curator message.detected',
  '14:38 curator message.classified importance=social',
  '14:40 curator case.routed bodies=roads',
  '14:40 system@roads assignment.received',
];
const twoBodies = [
  ...classified,
  '10:52 curator case.routed bodies=roads,housing',
  '10:52 system@roads assignment.received',
  '10:58 system@housing assignment.received',
];
const approving = [...drafting, '13:40 executor draft.submitted{kind=final}'];
const returned = [...approving, '14:30 curator draft.returned'];
const approved = [...approving, '14:30 curator draft.approved'];
const failed = [...approved, '14:33 system publish.failed'];
const published = [...approved, '14:40 executor reply.published{kind=final,mode=auto}'];
const postedByHand = [...failed, '14:42 executor reply.published{kind=final,mode=manual}'];
const interim = [...drafting, '11:20 executor draft.submitted{kind=interim} agreedDate=2023-03-24T17:00'];
const interimApproved = [...interim, '11:30 curator draft.approved'];
const interimPosted = [...interimApproved, '11:40 executor reply.published{kind=interim,mode=auto}'];
const outside = [...drafting, '11:00 executor draft.submitted{kind=alreadyPublished} publishedAt=2023-03-14T09:00'];
const notOurs = [...drafting, '11:30 executor competence.refused'];
const asked = [...failed, '14:34 executor termination.requested ground=accountGone'];

const rows: Row[] = [
  {
    row: 'LEB-08 a case ends with a reply',
    does: published,
    stage: 'roads published',
  },
  {
    row: 'LEB-09 no limit of another law runs beside those of the order',
    does: drafting,
    running: ['notOurs', 'draft'],
  },
  {
    row: 'LEB-12 a message is found by the curator and by nobody else',
    does: [],
    refuses: { '2023-03-14 10:40 executor message.detected': 'not-your-role 2, 5(1), 8' },
  },
  {
    row: 'LEB-13 a classified message goes to a body at once, fifteen minutes being the mark and no violation',
    does: classified,
    at: '11:06',
    clocks: { routing: '03-14 10:50 → 03-14 11:05 late warn' },
    violations: [],
    refuses: { '11:06 executor case.routed bodies=roads': 'not-your-role 5(2), 8, 14, 20' },
  },
  {
    row: 'LEB-14 the curator has a working hour for every draft',
    does: approving,
    clocks: { approval: '03-14 13:40 → 03-14 14:40 running' },
    stage: 'roads approving',
    refuses: { '14:00 executor draft.approved': 'not-your-role 12, 13' },
  },
  {
    row: 'LEB-15 another executor of the same body takes over and the clocks go on',
    does: [...drafting, '11:00 curator assignment.reassigned executor=petr'],
    clocks: { draft: '03-14 10:52 → 03-14 14:22 running', notOurs: '03-14 10:52 → 03-14 11:52 running' },
    stage: 'roads drafting',
  },
  {
    row: 'LEB-26 a body hands its work to another of its own and the clocks go on',
    does: [...returned, '14:40 executor assignment.reassigned executor=petr'],
    clocks: { rework: '03-14 14:30 → 03-14 15:30 running' },
    stage: 'roads rework',
    refuses: { '14:41 executor assignment.reassigned -executor': 'missing-data 6(1), 7(4) executor' },
  },
  {
    row: 'LEB-29 topic, importance and place are named before a message is sent',
    does: ['2023-03-14 10:40 curator message.detected'],
    refuses: {
      '10:45 curator case.routed bodies=roads': 'wrong-stage 5(2), 8, 14, 20',
      '10:46 curator message.classified -topic': 'missing-data 8 topic',
      '10:47 curator message.classified -importance': 'missing-data 8 importance',
      '10:48 curator message.classified -location': 'missing-data 8 location',
    },
  },
  {
    row: 'LEB-29 the importance is changed later with a reason',
    does: [...drafting, '10:55 curator importance.set importance=urgent'],
    clocks: { interimSocial: '03-14 10:52 → 03-14 11:52 running' },
    refuses: { '10:56 curator importance.set importance=social -reason': 'missing-data 8 reason' },
  },
  {
    row: 'LEB-30 a message that is not theirs is given back within an hour, with a comment',
    does: notOurs,
    clocks: { notOurs: '03-14 10:52 → 03-14 11:52 met', draft: '03-14 10:52 → 03-14 14:22 void' },
    stage: 'roads classified',
  },
  {
    row: 'LEB-30 the right to give a message back expires in silence',
    does: drafting,
    at: '2023-03-14 11:53',
    clocks: { notOurs: '03-14 10:52 → 03-14 11:52 expired' },
    violations: [],
    refuses: { '2023-03-14 11:53 executor competence.refused -comment': 'missing-data 9 comment' },
  },
  {
    row: 'LEB-30 a message given back too late is taken back and its lateness recorded',
    does: [...interimPosted, '13:00 executor competence.refused'],
    at: '2023-03-14 13:01',
    clocks: { notOurs: '03-14 10:52 → 03-14 11:52 late' },
    violations: ['notOurs'],
    stage: 'roads classified',
  },
  {
    row: 'LEB-31 the curator sends a returned message on within an hour and the new limits are fresh',
    does: [...notOurs, '13:10 curator@roads case.rerouted bodies=housing', '13:10 system@housing assignment.received'],
    clocks: {
      reroute: '03-14 11:30 → 03-14 13:30 met',
      draft: ['03-14 10:52 → 03-14 14:22 void', '03-14 13:10 → 03-14 15:40 running'],
      notOurs: ['03-14 10:52 → 03-14 11:52 met', '03-14 13:10 → 03-14 14:10 running'],
    },
    stage: 'roads closed, housing drafting',
  },
  {
    row: 'LEB-31 a returned message is late after an hour',
    does: notOurs,
    at: '2023-03-14 13:31',
    clocks: { reroute: '03-14 11:30 → 03-14 13:30 late' },
    violations: ['reroute'],
    refuses: { '2023-03-14 13:31 curator@roads case.routed bodies=housing': 'wrong-stage 5(2), 8, 14, 20' },
  },
  {
    row: 'LEB-32 the curator decides to do without a body, with a reason',
    does: [...notOurs, '13:10 curator@roads case.withoutBody'],
    clocks: { reroute: '03-14 11:30 → 03-14 13:30 met' },
    running: [],
    stage: 'roads closed',
  },
  {
    row: 'LEB-32 doing without a body is refused without a reason',
    does: notOurs,
    refuses: { '13:10 curator@roads case.withoutBody -reason': 'missing-data 10 reason' },
  },
  {
    row: 'LEB-33 the draft is due 150 working minutes after receipt',
    does: drafting,
    at: '2023-03-14 14:23',
    clocks: { draft: '03-14 10:52 → 03-14 14:22 late' },
    violations: ['draft'],
    stage: 'roads drafting',
  },
  {
    row: 'LEB-33 a final draft in time meets the limit',
    does: approving,
    clocks: { draft: '03-14 10:52 → 03-14 14:22 met' },
    stage: 'roads approving',
  },
  {
    row: 'LEB-34 silence of the curator agrees to nothing',
    does: approving,
    at: '2023-03-14 14:41',
    clocks: { approval: '03-14 13:40 → 03-14 14:40 late' },
    violations: ['approval'],
    stage: 'roads approving',
    refuses: { '2023-03-14 14:41 executor reply.published{kind=final,mode=auto}': 'wrong-stage 15, 16' },
  },
  {
    row: 'LEB-35 a draft is not returned without recommendations',
    does: approving,
    refuses: { '14:00 curator draft.returned -recommendations': 'missing-data 12 recommendations' },
  },
  {
    row: 'LEB-36 rework has a working hour from the return',
    does: returned,
    at: '2023-03-14 15:31',
    clocks: { approval: '03-14 13:40 → 03-14 14:40 met', rework: '03-14 14:30 → 03-14 15:30 late' },
    violations: ['rework'],
    stage: 'roads rework',
  },
  {
    row: 'LEB-37 every second approval and every rework has an hour of its own',
    does: [
      ...returned,
      '15:05 executor draft.submitted{kind=final}',
      '15:20 curator draft.returned',
      '15:50 executor draft.submitted{kind=final}',
    ],
    clocks: {
      approval: ['03-14 13:40 → 03-14 14:40 met', '03-14 15:05 → 03-14 16:05 met', '03-14 15:50 → 03-14 16:50 running'],
      rework: ['03-14 14:30 → 03-14 15:30 met', '03-14 15:20 → 03-14 16:20 met'],
    },
  },
  {
    row: 'LEB-38 questions of several bodies go to each of them',
    does: twoBodies,
    clocks: { routing: '03-14 10:50 → 03-14 11:05 met warn' },
    stage: 'roads drafting, housing drafting',
  },
  {
    row: 'LEB-39 each body answers for its own part by its own clocks',
    does: [
      ...twoBodies,
      '13:40 executor@roads draft.submitted{kind=final}',
      '14:00 curator@roads draft.approved',
      '14:10 executor@roads reply.published{kind=final,mode=auto}',
    ],
    clocks: { draft: ['03-14 10:52 → 03-14 14:22 met', '03-14 10:58 → 03-14 14:28 running'] },
    stage: 'roads published, housing drafting',
  },
  {
    row: 'LEB-40 an approved reply is posted at once, fifteen minutes being the mark and no violation',
    does: approved,
    at: '2023-03-14 14:46',
    clocks: { publish: '03-14 14:30 → 03-14 14:45 late warn' },
    violations: [],
    refuses: { '2023-03-14 14:46 curator reply.published{kind=final,mode=auto}': 'not-your-role 15, 16' },
  },
  {
    row: 'LEB-41 by hand the reply is due fifteen minutes after the approval, not after the failure',
    does: failed,
    at: '2023-03-14 14:46',
    clocks: { publishManual: '03-14 14:30 → 03-14 14:45 late', publish: '03-14 14:30 → 03-14 14:45 void warn' },
    violations: ['publishManual'],
  },
  {
    row: 'LEB-41 the executor may tell of the failure as well',
    does: [...approved, '14:35 executor publish.failed'],
    clocks: { publishManual: '03-14 14:30 → 03-14 14:45 running' },
    refuses: { '14:36 executor publish.failed -error': 'missing-data 16 error' },
  },
  {
    row: 'LEB-42 a reply posted by hand waits for its picture or link, fifteen minutes being the mark',
    does: postedByHand,
    at: '2023-03-14 14:58',
    clocks: { publishManual: '03-14 14:30 → 03-14 14:45 met', proof: '03-14 14:42 → 03-14 14:57 late warn' },
    violations: [],
    refuses: { '2023-03-14 14:58 executor proof.attached{kind=final} -screenshotOrLink': 'missing-data 16 screenshotOrLink' },
  },
  {
    row: 'LEB-42 the picture or link is filed after the reply',
    does: [...postedByHand, '14:50 executor proof.attached{kind=final}'],
    clocks: { proof: '03-14 14:42 → 03-14 14:57 met warn' },
    stage: 'roads published',
  },
  {
    row: 'LEB-43 an interim draft within 150 minutes meets the limit and names its date',
    does: interim,
    clocks: { draft: '03-14 10:52 → 03-14 14:22 met' },
    stage: 'roads approving',
  },
  {
    row: 'LEB-43 an interim draft without a date is refused',
    does: drafting,
    refuses: { '11:20 executor draft.submitted{kind=interim} -agreedDate': 'missing-data 13, 17 agreedDate' },
  },
  {
    row: 'LEB-44 an interim on a significant matter has one working hour',
    does: social,
    clocks: { interimSocial: '02-22 14:40 → 02-22 15:40 running', draft: '02-22 14:40 → 02-27 09:10 running' },
  },
  {
    row: 'LEB-44 a late interim on a significant matter is late, the draft limit is not',
    does: [...social, '15:50 executor draft.submitted{kind=interim} agreedDate=2023-03-10T17:00'],
    at: '2023-02-22 15:51',
    clocks: { interimSocial: '02-22 14:40 → 02-22 15:40 late', draft: '02-22 14:40 → 02-27 09:10 met' },
    violations: ['interimSocial'],
  },
  {
    row: 'LEB-44 a final draft after the hour is not late',
    does: [...social, '15:50 executor draft.submitted{kind=final}'],
    at: '2023-02-22 15:51',
    clocks: { interimSocial: '02-22 14:40 → 02-22 15:40 expired' },
    violations: [],
  },
  {
    row: 'LEB-45 an interim is approved, returned and reworked by the same hours',
    does: [
      ...interim,
      '11:30 curator draft.returned',
      '11:40 executor draft.submitted{kind=interim} agreedDate=2023-03-24T17:00',
    ],
    clocks: {
      approval: ['03-14 11:20 → 03-14 13:20 met', '03-14 11:40 → 03-14 13:40 running'],
      rework: '03-14 11:30 → 03-14 13:30 met',
    },
  },
  {
    row: 'LEB-46 an interim is posted at once, or by hand in fifteen minutes with proof',
    does: [
      ...interimApproved,
      '11:32 system publish.failed',
      '11:44 executor reply.published{kind=interim,mode=manual}',
      '11:50 executor proof.attached{kind=interim}',
    ],
    clocks: {
      publish: '03-14 11:30 → 03-14 11:45 void warn',
      publishManual: '03-14 11:30 → 03-14 11:45 met',
      proof: '03-14 11:44 → 03-14 11:59 met warn',
    },
    stage: 'roads interimPublished',
  },
  {
    row: 'LEB-47 the final draft is due on the date agreed with the interim',
    does: interimPosted,
    clocks: { finalDraft: '03-14 11:40 → 03-24 17:00 running' },
    stage: 'roads interimPublished',
  },
  {
    row: 'LEB-47 no agreed date is later than fourteen working days after the day of posting',
    does: [
      ...drafting,
      '11:20 executor draft.submitted{kind=interim} agreedDate=2023-04-28T17:00',
      '11:30 curator draft.approved',
      '11:40 executor reply.published{kind=interim,mode=auto}',
    ],
    clocks: { finalDraft: '03-14 11:40 → 04-03 17:00 running' },
  },
  {
    row: 'LEB-47 the date is moved by agreement and the author is told',
    does: [
      ...interimPosted,
      '2023-03-20 09:00 curator extension.agreed agreedDate=2023-03-31T16:00',
      '09:10 executor draft.submitted{kind=followUp}',
      '09:20 curator draft.approved',
      '09:30 executor reply.published{kind=followUp,mode=auto}',
    ],
    clocks: {
      finalDraft: '03-14 11:40 → 03-31 16:00 running',
      approvalSoft: '03-20 09:10 → 03-20 10:10 met warn',
      publish: ['03-14 11:30 → 03-14 11:45 met warn', '03-20 09:20 → 03-20 09:35 met warn'],
    },
    stage: 'roads interimPublished',
  },
  {
    row: 'LEB-47 the final draft meets its date, and a second interim is refused',
    does: [...interimPosted, '2023-03-24 15:00 executor draft.submitted{kind=final}'],
    clocks: {
      finalDraft: '03-14 11:40 → 03-24 17:00 met',
      approval: ['03-14 11:20 → 03-14 13:20 met', '03-24 15:00 → 03-24 16:00 running'],
    },
    refuses: { '2023-03-24 15:10 executor draft.submitted{kind=interim}': 'wrong-stage 13, 17' },
  },
  {
    row: 'LEB-52 a reply given outside before is sent for approval within 150 minutes, with its own time',
    does: outside,
    clocks: {
      draft: '03-14 10:52 → 03-14 14:22 met',
      approvalSoft: '03-14 11:00 → 03-14 12:00 running warn',
      approval: [],
    },
    stage: 'roads approving',
  },
  {
    row: 'LEB-52 a reply given outside that the curator returns is corrected without a violation',
    does: [...outside, '11:20 curator draft.returned'],
    at: '2023-03-14 13:30',
    clocks: { reworkSoft: '03-14 11:20 → 03-14 13:20 late warn', rework: [] },
    violations: [],
  },
  {
    row: 'LEB-53 the link of a reply given outside closes the case and nothing is posted again',
    does: [...outside, '11:20 curator draft.approved', '11:30 executor proof.attached{kind=alreadyPublished}'],
    clocks: { proofOutside: '03-14 11:20 → 03-14 11:35 met warn', publish: [] },
    running: [],
    stage: 'roads published',
  },
  {
    row: 'LEB-53 an approved reply given outside cannot be posted again',
    does: [...outside, '11:20 curator draft.approved'],
    at: '2023-03-14 11:36',
    clocks: { proofOutside: '03-14 11:20 → 03-14 11:35 late warn' },
    violations: [],
    refuses: { '2023-03-14 11:36 executor reply.published{kind=alreadyPublished,mode=auto}': 'wrong-stage 15, 16' },
  },
  {
    row: 'LEB-54 a repeat goes to the body by the same limits',
    does: [
      '2023-03-14 10:40 curator message.detected',
      '10:50 curator message.classified repeat=true',
      '10:52 curator case.routed bodies=roads',
      '10:52 system@roads assignment.received',
    ],
    clocks: { draft: '03-14 10:52 → 03-14 14:22 running', notOurs: '03-14 10:52 → 03-14 11:52 running' },
  },
  {
    row: 'LEB-55 a confirmed termination stops every clock as of the request',
    does: [...asked, '2023-03-15 08:20 curator case.terminated ground=accountGone'],
    at: '2023-03-15 12:00',
    clocks: { publishManual: '03-14 14:30 → 03-14 14:45 void' },
    running: [],
    violations: [],
    stage: 'roads terminated',
  },
  {
    row: 'LEB-55 nothing is terminated that no executor asked for',
    does: approved,
    refuses: {
      '14:34 curator case.terminated ground=accountGone': 'wrong-stage 21',
      '14:35 executor termination.requested ground=accountGone -screenshotOrLink': 'missing-data 21 screenshotOrLink',
    },
  },
  {
    row: 'LEB-56 a declined termination lets the clocks run on',
    does: [...failed, '14:34 executor termination.requested ground=messageGone', '2023-03-15 08:20 curator termination.declined'],
    at: '2023-03-15 08:21',
    clocks: { publishManual: '03-14 14:30 → 03-14 14:45 late' },
    violations: ['publishManual'],
    stage: 'roads approved',
  },
  {
    row: 'LEB-57 a message with a ground of clause 22 is refused at any stage and every clock stops',
    does: [...interimPosted, '13:10 curator case.refused ground=advertising'],
    clocks: { finalDraft: '03-14 11:40 → 03-24 17:00 void' },
    running: [],
    stage: 'roads refused',
  },
  {
    row: 'LEB-57 who was told of a threat is recorded after the refusal',
    does: [
      '2023-03-14 10:40 curator message.detected',
      '10:45 curator case.refused ground=threat',
      '10:50 curator handover.done{reason=danger}',
    ],
    stage: 'refused',
    refuses: {
      '10:51 curator handover.done{reason=danger} -to': 'missing-data 22(1), 22(3), L17 to',
      '10:52 curator handover.done{reason=danger} -how': 'missing-data 22(1), 22(3), L17 how',
    },
  },
  {
    row: 'LEB-57 nothing is refused once the final reply is posted',
    does: published,
    refuses: { '14:50 curator case.refused ground=abuse': 'wrong-stage 22' },
  },
  {
    row: 'LEB-57 nothing is refused without a ground, nor by a body',
    does: drafting,
    refuses: {
      '11:00 curator case.refused -ground': 'missing-data 22 ground',
      '11:00 executor case.refused ground=abuse': 'not-your-role 22',
    },
  },
  {
    row: 'LEB-58 the executor answers for the draft in time, the curator for his own hour',
    does: [...drafting, '14:30 executor draft.submitted{kind=final}'],
    at: '2023-03-14 15:31',
    blames: ['draft: executor, by the text executor', 'approval: curator, by the text curator'],
  },
  {
    row: 'LEB-59 a message received out of hours counts from the next opening',
    does: [
      '2023-03-17 16:20 curator message.detected',
      '16:20 curator message.classified',
      '16:30 curator case.routed bodies=roads',
      '16:30 system@roads assignment.received',
    ],
    clocks: { notOurs: '03-17 16:30 → 03-20 09:00 running', draft: '03-17 16:30 → 03-20 10:30 running' },
  },
  {
    row: 'LEB-60 a failure of the system stops no clock',
    does: drafting,
    clocks: { draft: '03-14 10:52 → 03-14 14:22 running' },
    refuses: { '11:00 curator outage.started': 'not-in-regulation null' },
  },
];

test.each(rows)('$row', (row) => show('lebyazhye', row));

test('LEB-04 a message of pictures alone, on the own page, is handled like any other and keeps both', () => {
  const script = caseScript();
  const wordless = { ...message, media: ['photo' as const, 'video' as const], onOwnPage: true as const };
  script.open('2023-03-14 10:52', { message: wordless });

  expect(script.runs('draft', '2023-03-14 10:53')).toEqual(['2023-03-14 10:52 → 2023-03-14 14:22 running']);
  expect(script.case().message).toMatchObject({ media: ['photo', 'video'], onOwnPage: true });
});

test('LEB-05 a personal message is handled like any other', () => {
  const script = caseScript();
  script.open('2023-03-14 10:52', { message: { ...message, channel: 'dm' } });
  const elsewhere = {
    message: { ...message, channel: 'board' as 'dm' },
    topic: 't',
    location: 'l',
    importance: 'ordinary',
    bodies: ['roads'],
  };

  expect(script.runs('draft', '2023-03-14 10:53')).toEqual(['2023-03-14 10:52 → 2023-03-14 14:22 running']);
  expect(caseScript().attempt('open-case', curator, '2023-03-14 10:52', elsewhere)?.detail).toBe('channel');
});
