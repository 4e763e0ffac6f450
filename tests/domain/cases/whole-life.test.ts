import { describe, expect, test } from 'vitest';
import type { CommandArgs } from '../../../lib/domain/cases/commands.ts';
import type { Actor } from '../../../lib/domain/cases/model.ts';
import { message, ref } from '../support/case-script.ts';
import { life } from '../support/life.ts';
import { at } from '../support/worktime.ts';

const DAY = 86_400_000;
const tags = { topic: 'Дороги', location: 'Мира, 1' };
const link = { permalink: 'https://vk.com/wall-1_2?reply=3' };
const read = { text: null, textSha256: null, matches: null };

function draft(assignment: string | null, text: string, id = 'd1') {
  return { assignment, draft: id, text: ref(text) };
}

describe('alatyr: deputies and bodies one after another', () => {
  function routed(bodies = ['roads', 'housing', 'parks']) {
    const script = life('alatyr');
    script.give('09:00', 'curator', 'detect-message', { message });
    script.give('09:05', 'curator', 'classify-message', { ...tags, importance: 'ordinary' });
    const named = { bodies, deputy: 'deputy@parks', lead: bodies[0] ?? '', order: 'sequential' as const };
    script.give('09:10', 'curator', 'route', named);
    return script;
  }

  test('the next body receives its assignment when the one before has given its part, the lead last', () => {
    const script = routed();
    expect(script.stages()).toEqual(['roads assigned', 'housing drafting', 'parks assigned']);
    script.give('09:30', 'executor@housing', 'save-draft', { ...draft(script.share('housing'), 's1'), kind: 'part' });
    expect(script.stages()).toEqual(['roads assigned', 'housing drafting', 'parks assigned']);

    script.give('10:00', 'executor@housing', 'submit-part', {
      ...draft(script.share('housing'), 'p1'),
      assignment: script.share('housing'),
    });
    expect(script.stages()).toEqual(['roads assigned', 'housing collecting', 'parks drafting']);
    script.give('10:30', 'executor@parks', 'refuse-competence', { assignment: script.share('parks'), comment: ref('c') });
    expect(script.stages()).toEqual(['roads drafting', 'housing collecting', 'parks classified']);
    expect(script.runs('part', '11:00')[0]).toBe('09-09 09:10 → 09-09 11:10 met');
  });

  test('all receive at once when the curator says so', () => {
    const script = life('alatyr');
    script.give('09:00', 'curator', 'open-case', {
      ...{ message, ...tags, importance: 'ordinary', bodies: ['roads', 'housing'], lead: 'roads', order: 'parallel' },
      deputy: 'deputy@parks',
    });

    expect(script.stages()).toEqual(['roads drafting', 'housing drafting']);
  });

  test('only the deputy named for the case agrees, to the newest text, and only that text goes on', () => {
    const script = routed(['roads']);
    const share = script.share('roads');
    script.give('09:30', 'executor@roads', 'ask-deputy', { ...draft(share, 't1'), assignment: share, kind: 'final' });

    expect(
      script.attempt('09:40', 'deputy@housing', 'agree-as-deputy', { assignment: share, draft: 'd1', textId: 't1' })?.code,
    ).toBe('not-your-body');
    script.give('09:40', 'deputy@parks', 'return-as-deputy', {
      assignment: share,
      draft: 'd1',
      textId: 't1',
      reason: ref('why'),
    });
    script.give('09:50', 'executor@roads', 'ask-deputy', { ...draft(share, 't2'), assignment: share, kind: 'final' });
    expect(
      script.attempt('09:55', 'deputy@parks', 'agree-as-deputy', { assignment: share, draft: 'd1', textId: 't1' })?.code,
    ).toBe('stale-draft');
    script.give('09:55', 'deputy@parks', 'agree-as-deputy', { assignment: share, draft: 'd1', textId: 't2' });
    expect(script.attempt('10:00', 'executor@roads', 'submit-draft', { ...draft(share, 't3'), kind: 'final' })).toEqual({
      code: 'missing-data',
      clause: '11, 13, 14',
      detail: 'deputyAgreed',
    });
    script.give('10:00', 'executor@roads', 'submit-draft', { ...draft(share, 't2'), kind: 'final' });
    expect(script.stages()).toEqual(['roads approving']);
  });

  test('the curator publishes at once what he approves', () => {
    const script = routed(['roads']);
    const share = script.share('roads');
    script.give('09:30', 'executor@roads', 'ask-deputy', { ...draft(share, 't1'), assignment: share, kind: 'final' });
    script.give('09:40', 'deputy@parks', 'agree-as-deputy', { assignment: share, draft: 'd1', textId: 't1' });
    script.give('09:45', 'executor@roads', 'submit-draft', { ...draft(share, 't1'), kind: 'final' });
    const posting = {
      assignment: share,
      draft: 'd1',
      mode: 'auto' as const,
      ...link,
      publishedAt: at('2025-09-09 10:00'),
      ...read,
    };

    expect(script.attempt('10:00', 'executor@roads', 'record-publication', posting)?.code).toBe('not-your-role');
    script.give('10:00', 'curator', 'record-publication', posting);
    expect(script.stages()).toEqual(['roads published']);
  });
});

describe('barnaul: one text for the parts of several bodies', () => {
  function collected() {
    const script = life('barnaul');
    const notice = { externalNumber: '12345', externalDeadline: at('2025-09-09 16:00'), critical: true };
    script.give('08:30', 'controller', 'receive-notice', { message, ...notice });
    script.give('08:40', 'controller', 'route', {
      ...{ bodies: ['roads', 'housing'], topic: 'Дворы', internalDeadline: at('2025-09-09 13:30') },
    });
    for (const body of ['roads', 'housing']) {
      const assignment = script.share(body);
      const part = { ...draft(assignment, `part-${body}`, `d-${body}`), assignment };
      script.give('09:00', `bodyHead@${body}`, 'confirm-competence', { assignment });
      script.give('10:00', `executor@${body}`, 'ask-deputy', { ...part, kind: 'part' });
      script.give('10:10', `deputy@${body}`, 'agree-as-deputy', { assignment, draft: `d-${body}`, textId: `part-${body}` });
      script.give('10:20', `executor@${body}`, 'submit-part', part);
    }
    return script;
  }

  test('it is of the whole case from its writing to its publication, which ends what every body has', () => {
    const script = collected();
    const whole = { assignment: null, draft: 'common' };
    script.give('10:40', 'controller', 'save-draft', { ...draft(null, 's1', 'common'), kind: 'final', what: 'consolidated' });
    script.give('11:00', 'controller', 'submit-draft', { ...draft(null, 't1', 'common'), kind: 'final', what: 'consolidated' });
    expect(script.stages()).toEqual(['roads approved', 'housing approved']);
    expect(script.case().drafts.map((one) => [one.id, one.versions.length])).toEqual([['common', 2]]);

    script.give('11:10', 'controller', 'place-reply', whole);
    script.give('12:00', 'controller', 'record-reply-return', { ...whole, reason: ref('why') });
    expect(script.stages()).toEqual(['roads approving', 'housing approving']);
    script.give('12:10', 'controller', 'submit-draft', { ...draft(null, 't2', 'common'), kind: 'final', what: 'consolidated' });
    script.give('12:20', 'controller', 'place-reply', whole);
    script.give('13:30', 'controller', 'record-publication', {
      ...{ ...whole, mode: 'auto', ...link, publishedAt: at('2025-09-09 13:30'), ...read },
    });
    expect(script.stages()).toEqual(['roads published', 'housing published']);
    expect(script.case().drafts[0]?.publication).toMatchObject({ permalink: link.permalink });
  });

  test('a part goes back to its body and to nobody else', () => {
    const script = collected();
    const assignment = script.share('housing');
    const back = { assignment, textId: 'part-housing', reason: ref('why'), reworkDeadline: at('2025-09-09 12:00') };

    expect(script.attempt('10:30', 'controller', 'return-part', { ...back, textId: 'old' })?.code).toBe('stale-draft');
    script.give('10:30', 'controller', 'return-part', back);
    expect(script.stages()).toEqual(['roads collecting', 'housing rework']);
    expect(script.runs('rework', '11:00')).toEqual(['09-09 10:30 → 09-09 12:00 running']);
  });

  test('only a text said to be the common one is of the whole case', () => {
    const script = collected();

    expect(
      script.attempt('11:00', 'controller', 'submit-draft', { ...draft(null, 't1', 'common'), kind: 'final' }),
    ).toMatchObject({
      code: 'missing-data',
      detail: 'assignment',
    });
  });

  test('the case is handed over when posting is impossible, and only after the failure was recorded', () => {
    const script = collected();
    script.give('11:00', 'controller', 'submit-draft', { ...draft(null, 't1', 'common'), kind: 'final', what: 'consolidated' });
    const told = { draft: 'common', reason: 'cannotPublish', to: 'куратор', how: 'по телефону' };

    expect(script.attempt('11:10', 'controller', 'hand-over', told)).toMatchObject({ code: 'wrong-stage', clause: '8, B8' });
    script.give('11:10', 'controller', 'report-publish-failure', { assignment: null, draft: 'common', error: ref('e') });
    script.give('11:15', 'controller', 'hand-over', told);
    expect(script.stages()).toEqual(['roads handedOver', 'housing handedOver']);
    expect(script.runs('tellFail', '12:00')).toEqual(['09-09 11:10 → 09-09 11:25 met']);
  });
});

describe('novorossiysk: registered by one, routed by another', () => {
  function registered(kind = 'incident') {
    const script = life('novorossiysk');
    script.give('09:00', 'operator', 'detect-message', { message, kind });
    script.give('09:05', 'operator', 'classify-message', { ...tags, author: { nameConfirmed: true } });
    script.give('09:10', 'operator', 'register-message', { ...tags, sedNumber: '01-17' });
    return script;
  }

  test('nobody is offered detection, classification and routing in one act', () => {
    const script = life('novorossiysk');

    expect(script.offers('operator').map((one) => one.command)).not.toContain('open-case');
    expect(script.offers('operator').map((one) => one.kind)).toEqual(['incident', 'message', 'publication']);
  });

  test('a publication does nothing until it is turned into an incident', () => {
    const script = life('novorossiysk');
    script.give('09:00', 'operator', 'detect-message', { message, kind: 'publication' });

    expect(script.attempt('09:05', 'operator', 'register-message', { ...tags, sedNumber: '1' })).toMatchObject({
      code: 'wrong-stage',
      clause: '4',
    });
    expect(script.attempt('09:05', 'operator', 'convert-message', { kind: 'poem' })?.detail).toBe('kind');
    script.give('10:00', 'operator', 'convert-message', { kind: 'incident' });
    expect(script.runs('register', '10:05')).toEqual(['09-09 10:00 → 09-09 10:30 running']);
  });

  test('increased importance is for incidents only, and never told with the classification', () => {
    const script = registered('message');

    expect(script.attempt('09:20', 'controller', 'set-importance', { importance: 'high' })).toMatchObject({
      code: 'wrong-stage',
      clause: '2, 14, 21',
    });
    const other = life('novorossiysk');
    other.give('09:00', 'operator', 'detect-message', { message, kind: 'incident' });
    const classifying = { ...tags, author: { nameConfirmed: false }, importance: 'high' };
    expect(other.attempt('09:05', 'operator', 'classify-message', classifying)).toEqual({
      code: 'unknown-value',
      clause: '4, 10.3',
      detail: 'importance',
    });
    other.give('09:05', 'operator', 'set-importance', { importance: 'high' });
    expect(other.case().importance).toBe('high');
  });

  test('the lead is named after the parts; the reply is loaded, posted, and followed up when its promise moves', () => {
    const script = registered();
    script.give('09:20', 'controller', 'route', { bodies: ['roads', 'housing'] });
    for (const body of ['roads', 'housing']) {
      const assignment = script.share(body);
      script.give('10:00', `executor@${body}`, 'submit-part', { ...draft(assignment, `p-${body}`, `d-${body}`), assignment });
    }
    const lead = script.share('housing');
    const final = { ...draft(lead, 't1', 'd-housing'), kind: 'final', resolutionKind: 'solved' };
    expect(script.attempt('10:30', 'executor@housing', 'submit-draft', final)?.code).toBe('wrong-stage');
    script.give('10:30', 'controller', 'name-lead', { assignment: lead });
    script.give('11:00', 'executor@housing', 'submit-draft', final);
    const about = { assignment: lead, draft: 'd-housing' };
    script.give('11:10', 'controller', 'approve-draft', { ...about, textId: 't1', criteria: ['10.1'] });
    script.give('11:15', 'executor@housing', 'load-reply', about);
    const posted = { mode: 'auto' as const, ...link, publishedAt: at('2025-09-09 11:20'), ...read };
    script.give('11:20', 'operator', 'record-publication', { ...about, ...posted });
    expect(script.stages()).toEqual(['roads closed', 'housing published']);

    const promise = { field: 'newTerm', newTerm: at('2025-10-15 17:00'), controllerAgreed: true as const };
    script.give('2025-09-20 11:00', 'executor@housing', 'change-term', { assignment: lead, ...promise });
    script.give('2025-09-22 10:00', 'executor@housing', 'submit-draft', {
      ...{ ...draft(lead, 't2', 'd-more'), kind: 'followUp', newTerm: promise.newTerm },
    });
    expect(script.case().state).toBe('approving');
    expect(script.runs('followUp', '2025-09-22 10:00')).toHaveLength(1);
  });
});

describe('omsk: parts approved first, terms agreed, failures of the system', () => {
  const many = { bodies: ['roads', 'housing'], lead: 'roads', order: 'parallel' as const };
  function routed(routing: Pick<CommandArgs['open-case'], 'bodies' | 'lead' | 'order'> = { bodies: ['roads'] }) {
    const script = life('omsk-regional');
    script.give('09:00', 'curator', 'open-case', { message, ...tags, importance: 'ordinary', ...routing });
    return script;
  }
  const approvedReply = (script: ReturnType<typeof life>) => {
    const share = script.share('roads');
    script.give('10:00', 'executor@roads', 'submit-draft', { ...draft(share, 't1'), kind: 'final' });
    script.give('10:10', 'curator', 'approve-draft', { assignment: share, draft: 'd1', textId: 't1' });
    return { assignment: share, draft: 'd1', ...link, publishedAt: at('2025-09-09 10:20'), ...read };
  };

  test.each([
    ['the lead', { bodies: many.bodies, order: many.order }, 'lead'],
    ['the order', { bodies: many.bodies, lead: many.lead }, 'order'],
  ])('several bodies need %s at the routing', (_, routing, missing) => {
    const script = life('omsk-regional');
    script.give('09:00', 'curator', 'detect-message', { message });
    script.give('09:01', 'curator', 'classify-message', { ...tags, importance: 'ordinary' });

    expect(script.attempt('09:05', 'curator', 'route', routing)).toEqual({
      code: 'missing-data',
      clause: '4(4), 9(1)-(2)',
      detail: missing,
    });
  });

  test('the common draft waits for the approved parts of the others', () => {
    const script = routed(many);
    const [lead, other] = [script.share('roads'), script.share('housing')];
    const common = { ...draft(lead, 't1'), kind: 'final' };
    script.give('10:00', 'executor@housing', 'submit-part', { ...draft(other, 'p1', 'd2'), assignment: other });

    expect(script.attempt('10:10', 'executor@roads', 'submit-draft', common)).toMatchObject({ code: 'wrong-stage' });
    expect(script.attempt('10:10', 'curator', 'approve-part', { assignment: other, textId: 'old' })?.code).toBe('stale-draft');
    expect(script.attempt('10:10', 'curator', 'approve-part', { assignment: lead, textId: 'p1' })).toMatchObject({
      code: 'wrong-stage',
      clause: '9(5)',
    });
    script.give('10:15', 'curator', 'approve-part', { assignment: other, textId: 'p1' });
    expect(script.attempt('10:16', 'curator', 'approve-part', { assignment: other, textId: 'p1' })?.code).toBe('wrong-stage');
    script.give('10:20', 'executor@roads', 'submit-draft', common);
    expect(script.stages()).toEqual(['roads approving', 'housing collecting']);
  });

  test('the curator may shorten a limit of the case, never lengthen it', () => {
    const routing = { message, ...tags, importance: 'ordinary', bodies: ['roads'] };
    const script = life('omsk-regional');

    expect(script.attempt('09:00', 'curator', 'open-case', { ...routing, limits: { draft: 300 } })).toEqual({
      code: 'unknown-value',
      clause: '4(3)',
      detail: 'limits.draft',
    });
    expect(script.attempt('09:00', 'curator', 'open-case', { ...routing, limits: { approval: 10 } })?.clause).toBe('4(3)');
    script.give('09:00', 'curator', 'open-case', { ...routing, limits: { draft: 60 } });
    expect(script.runs('draft', '09:10')).toEqual(['09-09 09:00 → 09-09 10:00 running']);
  });

  test('a reply posted by hand counts only after a failure was recorded, and then as the executor’s own', () => {
    const script = routed();
    const posting = approvedReply(script);

    expect(script.attempt('10:20', 'executor@roads', 'record-publication', { ...posting, mode: 'manual' })).toMatchObject({
      code: 'wrong-stage',
      clause: '7, O22',
    });
    script.give('10:20', 'executor@roads', 'report-publish-failure', {
      assignment: posting.assignment,
      draft: 'd1',
      error: ref('e'),
    });
    script.give('10:25', 'executor@roads', 'record-publication', { ...posting, mode: 'manual' });
    expect(script.newest()).toMatchObject({ type: 'reply.published', by: { role: 'executor' }, mode: 'manual' });
  });

  test('what our own insertion posted is the system’s publication, even after it had failed once', () => {
    const script = routed();
    const posting = approvedReply(script);
    const failed = { assignment: posting.assignment, draft: 'd1', error: ref('e') };
    script.give('10:15', 'executor@roads', 'report-publish-failure', failed);
    script.give('10:20', 'executor@roads', 'record-publication', { ...posting, mode: 'auto' });

    expect(script.newest()).toMatchObject({ type: 'reply.published', by: 'system', mode: 'auto' });
  });

  test('a failure of the system starts the running limits anew from its end', () => {
    const script = routed();
    script.give('10:00', 'curator', 'start-outage', { who: 'Центр', at: at('2025-09-09 09:50') });
    script.give('11:00', 'curator', 'end-outage', { at: at('2025-09-09 10:50') });

    expect(
      script
        .case()
        .events.slice(-2)
        .map((event) => event.at),
    ).toEqual([at('2025-09-09 09:50'), at('2025-09-09 10:50')]);
    expect(script.runs('draft', '11:00')).toEqual(['09-09 09:00 → 09-09 13:50 running']);
  });

  test('an agreement on measures ends the eight hours and brings in the eight working days', () => {
    const script = routed();
    const share = script.share('roads');
    script.give('09:30', 'executor@roads', 'submit-draft', { ...draft(share, 't1'), kind: 'interim', reason: ref('why') });
    script.give('09:40', 'curator', 'approve-draft', { assignment: share, draft: 'd1', textId: 't1' });
    script.give('09:45', 'executor@roads', 'record-publication', {
      ...{ assignment: share, draft: 'd1', mode: 'auto', ...link, publishedAt: at('2025-09-09 09:45'), ...read },
    });
    const agreed = { extension: 'measures', measures: ref('m') };

    expect(script.attempt('10:00', 'curator', 'agree-extension', { ...agreed, agreedTerm: at('2025-09-09 09:00') })).toEqual({
      code: 'unknown-value',
      clause: '6 ¶2',
      detail: 'agreedTerm',
    });
    script.give('10:00', 'curator', 'agree-extension', { ...agreed, agreedTerm: at('2025-09-18 12:00') });
    expect(script.runs('finalReply', '10:00')).toEqual(['09-09 09:45 → 09-18 12:00 running']);
    expect(
      script.attempt('10:10', 'curator', 'agree-extension', { extension: 'years', agreedTerm: at('2025-09-18 12:00') }),
    ).toMatchObject({
      code: 'wrong-stage',
      clause: '6 ¶2',
    });
  });
});

describe('repeats and refusals', () => {
  function repeated(replies: number) {
    const script = life('omsk-municipal');
    script.give('09:00', 'curator', 'detect-message', { message });
    const earlier = { cases: ['case-0'], sameAuthor: true, sameIssue: true, replies };
    script.give('09:05', 'curator', 'classify-message', { ...tags, importance: 'ordinary', earlier });
    return script;
  }

  test('a repeat without new arguments is refused when two replies were given, and that there are none is said', () => {
    const script = repeated(2);

    expect(script.attempt('09:10', 'curator', 'refuse-case', { ground: 'repeated' })).toEqual({
      code: 'missing-data',
      clause: '21',
      detail: 'noNewArguments',
    });
    script.give('09:10', 'curator', 'refuse-case', { ground: 'repeated', noNewArguments: true });
    expect(script.case().state).toBe('refused');
  });

  test('a repeat is answered when it is only the second', () => {
    const script = repeated(1);

    expect(script.attempt('09:10', 'curator', 'refuse-case', { ground: 'repeated', noNewArguments: true })).toMatchObject({
      code: 'ground-not-met',
      clause: '21',
    });
    expect(script.attempt('09:10', 'curator', 'refuse-case', { ground: 'bad mood' })).toMatchObject({
      code: 'unknown-value',
      clause: '21',
    });
  });

  test('a danger that was told is handed over after the refusal', () => {
    const script = life('lebyazhye');
    script.give('09:00', 'curator', 'open-case', { message, ...tags, importance: 'ordinary', bodies: ['roads', 'housing'] });
    script.give('09:10', 'curator', 'refuse-case', { ground: 'threat' });

    expect(script.stages()).toEqual(['roads refused', 'housing refused']);
    expect(script.attempt('09:20', 'curator', 'hand-over', { reason: 'danger', to: 'supervisor' })).toEqual({
      code: 'missing-data',
      clause: '22(1), 22(3), L17',
      detail: 'how',
    });
    script.give('09:20', 'curator', 'hand-over', { reason: 'danger', to: 'supervisor', how: 'по телефону' });
    expect(script.newest()?.data).toMatchObject({ to: 'same', recipient: 'supervisor', how: 'по телефону' });
  });

  test('a neutral closing needs its note and, where something is gone, the evidence', () => {
    const script = life('lebyazhye');
    script.give('09:00', 'curator', 'open-case', { message, ...tags, importance: 'ordinary', bodies: ['roads'] });

    expect(script.attempt('09:10', 'curator', 'close-case', { reason: 'duplicate' })?.detail).toBe('note');
    expect(script.attempt('09:10', 'curator', 'close-case', { reason: 'messageGone', note: ref('n') })?.detail).toBe(
      'screenshotOrLink',
    );
    expect(script.attempt('09:10', 'executor@roads', 'close-case', { reason: 'duplicate', note: ref('n') })?.code).toBe(
      'not-your-role',
    );
    script.give('09:10', 'curator', 'close-case', { reason: 'messageGone', note: ref('n'), ...link });
    expect(script.runs('draft', '2025-09-10 12:00')).toEqual(['09-09 09:00 → 09-09 11:30 void']);
  });
});

describe('termination, substitutes, another executor, reports', () => {
  function opened(bodies = ['roads', 'housing']) {
    const script = life('lebyazhye');
    script.give('09:00', 'curator', 'open-case', { message, ...tags, importance: 'social', bodies });
    return script;
  }

  test('a confirmed termination counts from the asking, on the ground that was asked for', () => {
    const script = opened(['roads']);

    expect(script.attempt('09:30', 'curator', 'terminate-case', { ground: 'accountGone' })?.code).toBe('wrong-stage');
    expect(script.attempt('09:30', 'executor@housing', 'request-termination', { ground: 'messageGone', ...link })?.code).toBe(
      'not-your-body',
    );
    script.give('09:30', 'executor@roads', 'request-termination', { ground: 'messageGone', ...link });
    expect(script.attempt('12:00', 'curator', 'terminate-case', { ground: 'accountGone' })).toEqual({
      code: 'unknown-value',
      clause: '21',
      detail: 'ground',
    });
    script.give('13:00', 'curator', 'terminate-case', { ground: 'messageGone' });
    expect(script.newest()?.data.effectiveAt).toBe(at('2025-09-09 09:30'));
    expect(script.runs('draft', '14:00')).toEqual(['09-09 09:00 → 09-09 11:30 void']);
  });

  test('a declined one leaves the limits as if nobody had asked', () => {
    const script = opened(['roads']);
    script.give('09:30', 'executor@roads', 'request-termination', { ground: 'messageGone', ...link });
    script.give('10:00', 'curator', 'decline-termination', { reason: ref('r') });

    expect(script.attempt('10:10', 'curator', 'terminate-case', { ground: 'messageGone' })?.code).toBe('wrong-stage');
    expect(script.runs('draft', '11:40')).toEqual(['09-09 09:00 → 09-09 11:30 late']);
  });

  test('where each body answers for itself a ground ends those that have not answered', () => {
    const script = opened();
    const share = script.share('roads');
    script.give('09:30', 'executor@roads', 'submit-draft', { ...draft(share, 't1'), kind: 'final' });
    script.give('09:40', 'curator', 'approve-draft', { assignment: share, draft: 'd1', textId: 't1' });
    script.give('09:45', 'executor@roads', 'record-publication', {
      ...{ assignment: share, draft: 'd1', mode: 'auto', ...link, publishedAt: at('2025-09-09 09:45'), ...read },
    });
    script.give('10:00', 'curator', 'refuse-case', { ground: 'abuse' });

    expect(script.stages()).toEqual(['roads published', 'housing refused']);
  });

  test('who takes another’s place has that person’s roles and body, and the event names both', () => {
    const script = opened();
    const assignment = script.share('housing');
    const substitute: Actor = {
      ...{ personId: 'executor@roads', roles: ['executor'], bodyId: 'roads' },
      actsFor: [{ personId: 'executor@housing', roles: ['executor'], bodyId: 'housing' }],
    };
    const saying = { assignment, comment: ref('c') };

    expect(script.attempt('09:10', { ...substitute, actsFor: [] }, 'refuse-competence', saying)?.code).toBe('not-your-body');
    expect(script.offers(substitute).filter((one) => one.command === 'refuse-competence')).toHaveLength(2);
    script.give('09:10', substitute, 'refuse-competence', saying);
    expect(script.newest()?.by).toEqual({ personId: 'executor@roads', role: 'executor', insteadOf: 'executor@housing' });
    script.give('09:20', substitute, 'refuse-competence', { assignment: script.share('roads'), comment: ref('c') });
    expect(script.newest()?.by).toEqual({ personId: 'executor@roads', role: 'executor' });
  });

  test('another executor of the body has it and the clocks go on', () => {
    const script = opened();
    const assignment = script.share('roads');
    script.give('10:00', 'executor@roads', 'reassign', { assignment, executor: 'second@roads' });

    expect(script.case().assignments.map((one) => one.executorId)).toEqual(['second@roads', 'executor@housing']);
    expect(script.runs('draft', '10:00')).toEqual(Array(2).fill('09-09 09:00 → 09-09 11:30 running'));
    expect(script.attempt('10:10', 'executor@housing', 'reassign', { assignment, executor: 'x' })?.code).toBe('not-your-body');
  });

  test('a report to those above belongs to its role, in any state, with what the clause asks for', () => {
    const script = life('novorossiysk');
    script.give('09:00', 'operator', 'detect-message', { message, kind: 'incident' });
    const report = { escalation: 'highImportance', reportedAt: at('2025-09-09 09:10') };

    expect(script.attempt('09:15', 'operator', 'report-escalation', { ...report, how: 'лично' })).toMatchObject({
      code: 'not-your-role',
      clause: '21',
    });
    expect(script.attempt('09:15', 'controller', 'report-escalation', report)).toEqual({
      code: 'missing-data',
      clause: '21',
      detail: 'how',
    });
    expect(script.attempt('09:15', 'controller', 'report-escalation', { escalation: 'moon', how: 'лично' })?.clause).toBe('21');
    script.give('09:15', 'controller', 'report-escalation', { ...report, how: 'лично' });
    expect(script.case().state).toBe('new');
  });

  test('what a regulation does not know is refused in so many words', () => {
    const script = opened();

    expect(script.attempt('09:10', 'curator', 'start-outage', { who: 'ЦУР' })).toEqual({
      code: 'not-in-regulation',
      clause: null,
      detail: 'outage.started',
    });
    expect(script.attempt('09:10', 'curator', 'return-up', { reason: ref('r') })?.code).toBe('not-in-regulation');
  });

  test('a day that has passed is not agreed on', () => {
    const script = opened(['roads']);
    const assignment = script.share('roads');
    const interim = { ...draft(assignment, 't1'), kind: 'interim', agreedDate: at('2025-09-09 10:00') - DAY };

    expect(script.attempt('10:00', 'executor@roads', 'submit-draft', interim)).toMatchObject({
      code: 'unknown-value',
      detail: 'agreedDate',
    });
  });
});

describe('omsk: several bodies', () => {
  function routed() {
    const script = life('omsk-municipal');
    script.give('09:00', 'curator', 'open-case', {
      ...{ message, ...tags, importance: 'ordinary', bodies: ['roads', 'housing', 'parks'], lead: 'parks', order: 'sequential' },
    });
    return script;
  }

  test('where another body stands opens nothing to one that has not its turn yet', () => {
    const script = routed();
    expect(script.stages()).toEqual(['roads drafting', 'housing assigned', 'parks assigned']);

    expect(script.attempt('09:10', 'executor@housing', 'answer-clarification', { text: ref('a') })?.code).toBe('wrong-stage');
    script.give('09:10', 'executor@roads', 'answer-clarification', { assignment: script.share('roads'), text: ref('a') });
  });

  test('nothing can be saved as what could never be submitted', () => {
    const script = routed();
    const own = draft(script.share('roads'), 's1');

    expect(script.attempt('09:10', 'executor@roads', 'save-draft', { ...own, kind: 'interim' })?.code).toBe('wrong-stage');
    script.give('09:10', 'executor@roads', 'save-draft', { ...own, kind: 'part' });
  });
});
