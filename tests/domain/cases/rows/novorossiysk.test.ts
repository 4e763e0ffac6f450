import { test } from 'vitest';
import { type Row, show } from '../../support/rows.ts';

const detected = ['2025-09-09 10:00 operator message.detected{kind=incident}'];
const classified = [...detected, '10:10 operator message.classified'];
const registered = [...classified, '10:20 operator message.registered'];
const drafting = [...registered, '10:45 controller case.routed bodies=roads', '10:45 system@roads assignment.received'];
const approving = [...drafting, '15:30 executor draft.submitted{kind=final}'];
const returned = [...approving, '15:55 controller draft.returned'];
const passed = [...returned, '16:40 executor draft.submitted{kind=final}', '17:05 controller draft.approved'];
const loaded = [...passed, '17:20 executor reply.loaded'];
const published = [...loaded, '17:45 operator reply.published{kind=final}'];
const high = [
  '2025-09-10 09:15 operator message.detected{kind=incident}',
  '09:15 operator message.classified',
  '09:15 operator importance.set importance=high',
  '09:30 operator message.registered',
];
const highDrafting = [...high, '09:50 controller case.routed bodies=roads', '09:50 system@roads assignment.received'];
const highPassed = [
  ...highDrafting,
  '11:30 executor draft.submitted{kind=final}',
  '11:40 controller draft.returned',
  '12:05 executor draft.submitted{kind=final}',
  '12:15 controller draft.approved',
];
const interimPassed = [
  '2025-04-30 16:10 operator message.detected{kind=incident}',
  '16:15 operator message.classified',
  '16:20 operator message.registered',
  '16:30 controller case.routed bodies=roads',
  '16:30 system@roads assignment.received',
  '2025-05-05 13:55 executor draft.submitted{kind=interim} promisedTerm=2025-05-16T17:00',
  '14:10 controller draft.approved',
];
const interimPosted = [
  ...interimPassed,
  '14:20 executor reply.loaded',
  '14:30 operator reply.published{kind=interim} promisedTerm=2025-05-16T17:00',
];
const three = [
  '2026-02-24 14:00 operator message.detected{kind=incident}',
  '14:05 operator message.classified',
  '14:10 operator importance.set importance=high',
  '14:25 operator message.registered',
  '14:50 controller case.routed bodies=roads,housing,parks',
  '14:50 system@roads assignment.received',
  '14:55 system@housing assignment.received',
  '14:58 system@parks assignment.received',
];
const parts = [
  ...three,
  '15:20 executor@roads part.submitted',
  '15:40 executor@housing part.submitted',
  '16:00 executor@parks part.submitted',
];
const notOurs = [...drafting, '11:00 executor competence.refused'];

const rows: Row[] = [
  {
    row: 'NVR-11 an incident goes the whole way',
    does: published,
    running: [],
    stage: 'roads published',
  },
  {
    row: 'NVR-12 increased importance recomputes every open clock from its original start',
    does: [...drafting, '11:00 controller importance.set importance=high'],
    clocks: { reply: '09-09 10:00 → 09-09 14:50 running', draft: '09-09 10:00 → 09-09 12:30 running' },
  },
  {
    row: 'NVR-12 nobody is late for the time before the importance rose',
    does: [...drafting, '15:00 controller importance.set importance=high'],
    clocks: { reply: '09-09 10:00 → 09-09 15:00 running' },
  },
  {
    row: 'NVR-12 only an incident can have increased importance',
    does: ['2025-09-09 10:00 operator message.detected{kind=message}', '10:10 operator message.classified'],
    refuses: {
      '10:15 operator importance.set importance=high': 'wrong-stage 2, 14',
      '10:16 controller importance.set importance=high': 'wrong-stage 2, 14, 21',
    },
  },
  {
    row: 'NVR-13 a plain message goes the same way by the same limits',
    does: [
      '2025-09-09 10:00 operator message.detected{kind=message}',
      '10:10 operator message.classified',
      '10:20 operator message.registered',
      '10:45 controller case.routed bodies=roads',
      '10:45 system@roads assignment.received',
    ],
    clocks: { reply: '09-09 10:00 → 09-10 09:50 running', draft: '09-09 10:00 → 09-09 15:50 running' },
    stage: 'roads drafting',
  },
  {
    row: 'NVR-14 a publication is recorded and no clock runs',
    does: ['2025-09-06 12:00 operator message.detected{kind=publication}'],
    running: [],
    refuses: {
      '2025-09-08 09:30 operator message.registered': 'wrong-stage 4',
      '2025-09-08 09:31 operator message.classified': 'wrong-stage 4, 10.3',
    },
  },
  {
    row: 'NVR-14 a publication turned into an incident counts from that moment',
    does: [
      '2025-09-06 12:00 operator message.detected{kind=publication}',
      '2025-09-08 10:00 operator message.detected{kind=incident}',
    ],
    clocks: {
      reply: '09-08 10:00 → 09-09 09:50 running',
      register: '09-08 10:00 → 09-08 10:30 running',
      draft: '09-08 10:00 → 09-08 15:50 running',
    },
    stage: 'new',
  },
  {
    row: 'NVR-15 no limit of another law runs beside those of the order',
    does: drafting,
    running: ['reply', 'draft'],
  },
  {
    row: 'NVR-16 only the operator publishes',
    does: loaded,
    refuses: {
      '17:30 executor reply.published{kind=final}': 'not-your-role 4, 13',
      '17:31 controller reply.published{kind=final}': 'not-your-role 4, 13',
    },
  },
  {
    row: 'NVR-17 finding starts the eight hours, and topic, place and the name of the author are told',
    does: detected,
    clocks: { reply: '09-09 10:00 → 09-10 09:50 running' },
    refuses: {
      '10:05 operator message.classified -topic': 'missing-data 4, 10.3 topic',
      '10:06 operator message.classified -location': 'missing-data 4, 10.3 location',
      '10:07 operator message.classified -author.nameConfirmed': 'missing-data 4, 10.3 author.nameConfirmed',
    },
  },
  {
    row: 'NVR-18 a message is loaded into the document system within thirty minutes of its finding',
    does: classified,
    at: '2025-09-09 10:31',
    clocks: { register: '09-09 10:00 → 09-09 10:30 late' },
    violations: ['register'],
    refuses: { '2025-09-09 10:31 operator message.registered -sedNumber': 'missing-data 4 sedNumber' },
  },
  {
    row: 'NVR-21 another executor of the subdivision takes over and the clocks go on',
    does: [
      ...returned,
      '16:00 controller assignment.reassigned executor=petr',
      '16:10 executor assignment.reassigned executor=anna',
    ],
    clocks: { rework: '09-09 15:55 → 09-09 16:55 running' },
    stage: 'roads rework',
  },
  {
    row: 'NVR-22 the reply is posted within eight working hours of the finding',
    does: loaded,
    at: '2025-09-10 09:51',
    clocks: { reply: '09-09 10:00 → 09-10 09:50 late' },
    violations: ['reply', 'publish'],
  },
  {
    row: 'NVR-23 the controller distributes within thirty minutes of the loading',
    does: registered,
    at: '2025-09-09 10:51',
    clocks: { routing: '09-09 10:20 → 09-09 10:50 late', register: '09-09 10:00 → 09-09 10:30 met' },
    violations: ['routing'],
    refuses: { '2025-09-09 10:51 operator case.routed bodies=roads': 'not-your-role 8, 16' },
  },
  {
    row: 'NVR-24 the reply goes to control three working hours before the end of the eight',
    does: approving,
    clocks: { draft: '09-09 10:00 → 09-09 15:50 met' },
    stage: 'roads approving',
  },
  {
    row: 'NVR-24 a final reply sent after the mark is a violation',
    does: [...drafting, '15:51 executor draft.submitted{kind=final}'],
    at: '2025-09-09 15:52',
    clocks: { draft: '09-09 10:00 → 09-09 15:50 late' },
    violations: ['draft'],
  },
  {
    row: 'NVR-25 an interim reply to control before the mark meets it, with reason and term',
    does: interimPassed,
    clocks: { draft: '04-30 16:10 → 05-05 14:00 met' },
    stage: 'roads approved',
  },
  {
    row: 'NVR-25 an interim without a reason or a term is refused',
    does: drafting,
    refuses: {
      '13:00 executor draft.submitted{kind=interim} -reason': 'missing-data 9 ¶2, 11 reason',
      '13:01 executor draft.submitted{kind=interim} -promisedTerm': 'missing-data 9 ¶2, 11 promisedTerm',
    },
  },
  {
    row: 'NVR-25 an interim between the mark and the end of the eight hours is a warning',
    does: [...drafting, '17:00 executor draft.submitted{kind=interim}'],
    at: '2025-09-09 17:01',
    clocks: { draft: '09-09 10:00 → 09-09 15:50 late warn' },
    violations: [],
  },
  {
    row: 'NVR-26 a changed date is agreed with the controller and told to the author, eight hours being the mark',
    does: [...published, '2025-09-19 11:00 executor term.changed newTerm=2025-10-15T17:00'],
    clocks: { followUp: '09-19 11:00 → 09-22 11:50 running warn' },
    refuses: {
      '2025-09-19 11:01 executor term.changed newTerm=2025-10-15T17:00 -controllerAgreed': 'missing-data 9 ¶3 controllerAgreed',
    },
  },
  {
    row: 'NVR-26 the notice goes through control and closes the matter again',
    does: [
      ...published,
      '2025-09-19 11:00 executor term.changed newTerm=2025-10-15T17:00',
      '2025-09-22 10:00 executor draft.submitted{kind=followUp} newTerm=2025-10-15T17:00',
      '10:20 controller draft.approved',
      '10:30 executor reply.loaded',
      '10:40 operator reply.published{kind=followUp}',
    ],
    clocks: {
      followUp: '09-19 11:00 → 09-22 11:50 met warn',
      approval: ['09-09 15:30 → 09-09 16:00 met', '09-09 16:40 → 09-09 17:10 met', '09-22 10:00 → 09-22 10:30 met'],
    },
    stage: 'roads published',
  },
  {
    row: 'NVR-26 after an interim the notice leaves the final reply owed',
    does: [
      ...interimPosted,
      '2025-05-06 10:00 executor term.changed newTerm=2025-05-15T17:00',
      '10:10 executor draft.submitted{kind=followUp} newTerm=2025-05-15T17:00',
      '10:20 controller draft.approved',
      '10:30 executor reply.loaded',
      '10:40 operator reply.published{kind=followUp}',
    ],
    clocks: { followUp: '05-06 10:00 → 05-07 09:50 met warn', final: '05-05 14:30 → 05-16 17:00 running' },
    stage: 'roads interimPublished',
  },
  {
    row: 'NVR-27 control has thirty minutes and silence passes nothing',
    does: approving,
    at: '2025-09-09 16:01',
    clocks: { approval: '09-09 15:30 → 09-09 16:00 late' },
    violations: ['approval'],
    refuses: { '2025-09-09 16:01 executor reply.loaded': 'wrong-stage 12' },
  },
  {
    row: 'NVR-27 a return names the criteria that failed, a pass those that were kept',
    does: approving,
    refuses: {
      '15:50 controller draft.returned -criteria': 'missing-data 10 criteria',
      '15:51 controller draft.returned -reason': 'missing-data 10 reason',
      '15:52 operator draft.returned': 'not-your-role 10',
      '15:53 controller draft.approved -criteria': 'missing-data 10, 12 criteria',
    },
  },
  {
    row: 'NVR-28 a final reply names how the question was resolved',
    does: drafting,
    refuses: { '13:00 executor draft.submitted{kind=final} -resolutionKind': 'missing-data 9, 11, 15, 16 resolutionKind' },
  },
  {
    row: 'NVR-35 rework has an hour and the second control thirty minutes again',
    does: [...returned, '16:40 executor draft.submitted{kind=final}'],
    clocks: {
      rework: '09-09 15:55 → 09-09 16:55 met',
      approval: ['09-09 15:30 → 09-09 16:00 met', '09-09 16:40 → 09-09 17:10 running'],
    },
  },
  {
    row: 'NVR-35 rework not sent within the hour is late',
    does: returned,
    at: '2025-09-09 16:56',
    clocks: { rework: '09-09 15:55 → 09-09 16:55 late' },
    violations: ['rework'],
  },
  {
    row: 'NVR-36 a reply that has passed control is loaded within thirty minutes',
    does: passed,
    at: '2025-09-09 17:36',
    clocks: { load: '09-09 17:05 → 09-09 17:35 late' },
    violations: ['load'],
    stage: 'roads approved',
  },
  {
    row: 'NVR-37 the operator publishes within thirty minutes of the loading',
    does: published,
    clocks: {
      load: '09-09 17:05 → 09-09 17:35 met',
      publish: '09-09 17:20 → 09-09 17:50 met',
      reply: '09-09 10:00 → 09-10 09:50 met',
    },
    stage: 'roads published',
  },
  {
    row: 'NVR-37 a loaded reply that nobody publishes is late',
    does: loaded,
    at: '2025-09-09 17:51',
    clocks: { publish: '09-09 17:20 → 09-09 17:50 late' },
    violations: ['publish'],
  },
  {
    row: 'NVR-38 an incident of increased importance has four hours',
    does: highDrafting,
    clocks: { reply: '09-10 09:15 → 09-10 14:05 running' },
  },
  {
    row: 'NVR-39 the limits of clauses 9 to 13 are halved and those of 4 and 8 are not',
    does: [...highPassed, '12:28 executor reply.loaded'],
    clocks: {
      draft: '09-10 09:15 → 09-10 11:45 met',
      approval: ['09-10 11:30 → 09-10 11:45 met', '09-10 12:05 → 09-10 12:20 met'],
      rework: '09-10 11:40 → 09-10 12:10 met',
      load: '09-10 12:15 → 09-10 12:30 met',
      publish: '09-10 12:28 → 09-10 12:43 running',
      register: '09-10 09:15 → 09-10 09:45 met',
      routing: '09-10 09:30 → 09-10 10:00 met',
    },
  },
  {
    row: 'NVR-40 the final reply is posted within seven working days after the day of the interim',
    does: interimPosted,
    clocks: { final: '05-05 14:30 → 05-16 17:00 running', reply: '04-30 16:10 → 05-05 17:00 met' },
    stage: 'roads interimPublished',
  },
  {
    row: 'NVR-40 the seven days end with the publication and not with the draft',
    does: [...interimPosted, '2025-05-16 13:50 executor draft.submitted{kind=final}'],
    at: '2025-05-16 17:01',
    clocks: { final: '05-05 14:30 → 05-16 17:00 late', finalDraft: '05-05 14:30 → 05-16 14:00 met warn' },
    violations: ['final'],
  },
  {
    row: 'NVR-41 limits that the controller has not set are a warning',
    does: [...interimPosted, '2025-05-16 14:20 executor draft.submitted{kind=final}'],
    at: '2025-05-16 15:01',
    clocks: {
      finalDraft: '05-05 14:30 → 05-16 14:00 late warn',
      approval: ['05-05 13:55 → 05-05 14:25 met', '05-16 14:20 → 05-16 14:50 late warn'],
    },
    violations: [],
  },
  {
    row: 'NVR-41 limits that the controller has set are binding and end with the seven days at the latest',
    does: [
      ...interimPosted,
      '2025-05-06 10:00 controller extension.agreed stageLimits.draft=2025-05-12T12:00 stageLimits.approval=20 stageLimits.rework=40 stageLimits.load=10 stageLimits.publish=600',
      '2025-05-12 13:00 executor draft.submitted{kind=final}',
      '14:00 controller draft.returned',
      '14:30 executor draft.submitted{kind=final}',
      '14:40 controller draft.approved',
      '2025-05-16 15:00 executor reply.loaded',
    ],
    clocks: {
      finalDraft: '05-05 14:30 → 05-12 12:00 late',
      approval: ['05-05 13:55 → 05-05 14:25 met', '05-12 13:00 → 05-12 14:10 met', '05-12 14:30 → 05-12 14:50 met'],
      rework: '05-12 14:00 → 05-12 14:40 met',
      load: ['05-05 14:10 → 05-05 14:40 met', '05-12 14:40 → 05-12 14:50 late'],
      publish: ['05-05 14:20 → 05-05 14:50 met', '05-16 15:00 → 05-16 17:00 running'],
    },
  },
  {
    row: 'NVR-42 a matter of several subdivisions goes to all of them at once',
    does: three,
    clocks: { routing: '02-24 14:25 → 02-24 14:55 met' },
    stage: 'roads drafting, housing drafting, parks drafting',
  },
  {
    row: 'NVR-43 a part has two hours from the sending, capped by the mark, and the cap alone is a warning',
    does: three,
    at: '2026-02-24 16:40',
    clocks: {
      part: Array(3).fill('02-24 14:50 → 02-24 16:30 late warn'),
    },
  },
  {
    row: 'NVR-43 a part later than two hours is a violation',
    does: three,
    at: '2026-02-24 16:51',
    clocks: { part: Array(3).fill('02-24 14:50 → 02-24 16:30 late') },
  },
  {
    row: 'NVR-43 a part sent again to another subdivision has its own two hours',
    does: [
      ...registered,
      '10:45 controller case.routed bodies=roads,housing',
      '10:45 system@roads assignment.received',
      '10:45 system@housing assignment.received',
      '11:00 executor@housing competence.refused',
      '11:20 controller@housing case.rerouted bodies=parks',
      '11:20 system@parks assignment.received',
    ],
    clocks: {
      part: ['09-09 10:45 → 09-09 12:45 running', '09-09 10:45 → 09-09 12:45 void', '09-09 11:20 → 09-09 14:10 running'],
    },
  },
  {
    row: 'NVR-44 the controller names who writes the common reply when the parts are in',
    does: [...parts, '16:05 controller@roads lead.named lead=roads'],
    stage: 'roads drafting, housing collecting, parks collecting',
    refuses: { '16:06 executor@roads lead.named lead=roads': 'not-your-role 16' },
  },
  {
    row: 'NVR-44 the lead may be named before the last part',
    does: [...three, '15:20 executor@roads part.submitted', '15:30 controller@roads lead.named lead=roads'],
    stage: 'roads drafting, housing drafting, parks drafting',
  },
  {
    row: 'NVR-44 nobody writes the common reply before the lead is named',
    does: parts,
    refuses: { '16:06 executor@roads draft.submitted{kind=final}': 'wrong-stage 9, 11, 15, 16' },
  },
  {
    row: 'NVR-45 the common reply goes to control by the mark of clause 9',
    does: [...parts, '16:05 controller@roads lead.named lead=roads', '16:25 executor@roads draft.submitted{kind=final}'],
    clocks: {
      draft: '02-24 14:00 → 02-24 16:30 met',
      part: Array(3).fill('02-24 14:50 → 02-24 16:30 met'),
      approval: '02-24 16:25 → 02-24 16:40 running',
    },
  },
  {
    row: 'NVR-47 the operator refuses before the loading and every clock stops',
    does: [...classified, '10:15 operator case.refused ground=harm'],
    running: [],
    stage: 'refused',
  },
  {
    row: 'NVR-47 the controller refuses at any stage before the final reply',
    does: [...interimPosted, '2025-05-06 10:00 controller case.refused ground=abuse'],
    running: [],
    stage: 'roads refused',
  },
  {
    row: 'NVR-47 the operator does not refuse what is with the controller, and nobody without a ground',
    does: drafting,
    refuses: {
      '11:00 operator case.refused ground=harm': 'wrong-stage 18',
      '11:01 controller case.refused -ground': 'missing-data 18 ground',
    },
  },
  {
    row: 'NVR-48 the executor answers for every limit by the text, and who held it stands beside',
    does: loaded,
    at: '2025-09-10 09:51',
    blames: ['reply: operator, by the text executor', 'publish: operator, by the text executor'],
  },
  {
    row: 'NVR-50 increased importance is reported to the head at once, fifteen minutes being the mark',
    does: high,
    told: ['highImportance → head: 09-10 09:15 → 09-10 09:30 open'],
    refuses: {
      '09:35 executor escalation.done{escalation=highImportance}': 'not-your-role 21',
      '09:36 controller escalation.done{escalation=highImportance} -how': 'missing-data 21 how',
    },
  },
  {
    row: 'NVR-50 the controller records the report at any stage',
    does: [...highPassed, '12:20 controller escalation.done{escalation=highImportance}'],
    told: ['highImportance → head: 09-10 09:15 → 09-10 09:30 done 09-10 12:20'],
  },
  {
    row: 'NVR-51 a message that is not theirs goes back to the controller, thirty minutes being the mark',
    does: [...notOurs, '11:31 controller@roads case.rerouted bodies=housing', '11:31 system@housing assignment.received'],
    clocks: { reroute: '09-09 11:00 → 09-09 11:30 late warn', reply: '09-09 10:00 → 09-10 09:50 running' },
    stage: 'roads closed, housing drafting',
  },
  {
    row: 'NVR-51 one of several subdivisions that is not needed is dropped with a reason',
    does: [...three, '15:00 controller@parks case.withoutBody'],
    clocks: {
      part: ['02-24 14:50 → 02-24 16:30 running', '02-24 14:50 → 02-24 16:30 running', '02-24 14:50 → 02-24 16:30 void'],
    },
    stage: 'roads drafting, housing drafting, parks closed',
  },
  {
    row: 'NVR-51 the only subdivision is not dropped',
    does: drafting,
    refuses: { '11:00 controller@roads case.withoutBody': 'wrong-stage 16, gap N15' },
  },
  {
    row: 'NVR-51 a matter of no subdivision is handed over with a reason and the limits end',
    does: [...notOurs, '11:10 controller handover.done to=krai'],
    running: [],
    stage: 'roads handedOver',
  },
  {
    row: 'NVR-52 a message found out of hours counts from the next opening',
    does: ['2025-09-06 20:00 operator message.detected{kind=incident}'],
    clocks: { reply: '09-06 20:00 → 09-08 17:50 running', register: '09-06 20:00 → 09-08 09:30 running' },
  },
];

test.each(rows)('$row', (row) => show('novorossiysk', row));
