import { describe, expect, it } from 'vitest';
import { begun, evolve } from '../../src/engagement/evolve.ts';
import { isSpokenOf, placeLine } from '../../src/messages/slack/place-line.ts';
import { outlineOf } from '../../src/playbook/outline.ts';
import { prompt, shelved } from '../support/play.ts';
import type { Stage } from '../support/play.ts';
import { daysPass, given, givenClosed, playbook } from '../support/scenes.ts';
import { atGate } from './scene.ts';

const marketing = shelved('marketing-reporting-pack');

/** What is said of an engagement since an event, by topic. */
function linesOf({ engagement }: Stage, since = 0, book = playbook): string[] {
  const [first, ...rest] = engagement.outbox;
  if (first?.kind !== 'engagementStarted') throw new Error('The journal is not whole');
  let state = begun(first);
  const outline = outlineOf(book);
  return rest.flatMap((event) => {
    const line =
      event.seq > since && isSpokenOf(event) ? placeLine({ playbook: book, outline }, state, event) : undefined;
    state = evolve(state, event);
    return line === undefined ? [] : [`[${line.topic}] ${line.text}`];
  });
}

const headOf = ({ engagement }: Stage): number => engagement.state.journal.seq;
const heard = (stage: Stage, since: number, book = playbook): string =>
  linesOf(stage, since, book)
    .map((line) => line.replaceAll(/ \(\w{3} \d+ \w{3} \d{4}\)/g, ''))
    .join('\n');

describe('what all hear of an engagement', () => {
  it('is its way through the SOP, from the first reminder to the second check-in', async () => {
    const stage = givenClosed();
    stage.play({ ...prompt, startNext: () => 'acme-next' }, '2027-09-30T12:00:00.000Z');
    await expect(`${linesOf(stage).join('\n')}\n`).toMatchFileSnapshot('place-lines/a-life.txt');
  });

  it('is silence, reminder after reminder, and who is told of it', () => {
    const stage = given('2a');
    const before = headOf(stage);
    daysPass(stage, 12);
    const said = heard(stage, before);
    expect(said).toMatch(/\[2a\.1\] \*Still waiting: .*\*\nArchitect \(The architect\), since Thu /);
    expect(said).toMatch(/\*Nothing heard from Architect \(The architect\): .*\*\nTold: The /);
  });

  it('is what goes wrong, and that it is put right', () => {
    const stage = givenClosed();
    const before = headOf(stage);
    stage.act({ kind: 'reportIssue', summary: 'Forms lose registrations', severity: 'critical' });
    stage.act({ kind: 'resolveIssue', issue: 'issue-1', note: 'A field was renamed' });
    stage.act({ kind: 'recordReading', metric: 'duplicate-rate', value: 12 });
    stage.act({ kind: 'recordReading', metric: 'duplicate-rate', value: 1 });
    const at = stage.now;
    expect(heard(stage, before).replaceAll(at, 'now').split('\n')).toEqual([
      '[issue/issue-1] *Critical issue issue-1*',
      'Forms lose registrations',
      '[issue/issue-1] *Issue issue-1 is resolved*',
      'Forms lose registrations',
      'A field was renamed',
      '[red-flag/trigger-duplicates-rising-now] *Red flag: Duplicates*',
      '12 % (the line: &gt; 10 % (trigger))',
      '[red-flag/trigger-duplicates-rising-now] *No red flag any more: Duplicates*',
    ]);
  });

  it('is holds, people, and the end', () => {
    const stage = given('2a');
    const before = headOf(stage);
    stage.act({ kind: 'hold', reason: 'A freeze' });
    stage.act({ kind: 'resume', reason: 'It is over' });
    stage.act({ kind: 'delegate', to: 'the-engineer', until: '2027-03-01', note: 'On leave' });
    stage.act({ kind: 'delegate' });
    stage.note({ kind: 'personNotInSlack', person: 'the-engineer', reason: 'Nobody there has this address' });
    stage.act({ kind: 'endEngagement', reason: 'The customer withdrew' });
    expect(heard(stage, before).split('\n')).toEqual([
      '[hold-1] *On hold*',
      'A freeze',
      'Nobody is reminded of anything until it goes on.',
      '[hold-1] *Going on*',
      'It is over',
      '[people] *The engineer answers for The architect until Mon 1 Mar 2027*',
      'On leave',
      '[people] *The architect answers in person again*',
      '[people] *The engineer is not found in Slack, and is written to by mail meanwhile*',
      'Nobody there has this address',
      '[end] *The engagement has ended*',
      'The customer withdrew',
    ]);
  });

  it('is what the customer says to offers, to change requests, and for whom somebody approves', () => {
    const single = givenClosed('single');
    const before = headOf(single);
    single.act({ kind: 'answerOffer', offer: 'upsell', answer: 'no', note: 'Too dear', by: 'the-vp-marketing' });
    expect(heard(single, before)).toContain('[retention] *The upsell: the customer says no*\nToo dear');

    const cared = given('3c', { book: marketing });
    const since = headOf(cared);
    const asks = { kind: 'reportIssue', severity: 'minor', by: 'the-architect' } as const;
    cared.act({ ...asks, summary: 'A second dashboard', scope: marketing.hypercare.scope?.out[0]?.id ?? '' });
    cared.act({ kind: 'answerChangeRequest', request: 'change-1', answer: 'declined', note: 'Next year' });
    expect(heard(cared, since, marketing)).toMatch(
      /\[change-request\/change-1\] \*The architect asks for something that support does not cover \(change-1\)\*\nA second dashboard\n.*\n[\s\S]*Change request change-1 was declined\*\nA second dashboard\nNext year/,
    );

    const gate = atGate('2b');
    gate.act({ kind: 'delegate', to: 'the-architect', until: '2027-03-01', by: 'the-engineer' });
    const asked = headOf(gate);
    gate.act({ kind: 'requestChanges', gate: '2b', reason: 'A limit is missing', by: 'the-architect' });
    expect(heard(gate, asked)).toContain(
      '[2b.1] *The architect (for The engineer) asks for changes at 2b Engineering Handoff*\nA limit is missing',
    );
  });
});
