import { describe, expect, it } from 'vitest';
import type { Stage } from '../support/play.ts';
import { daysPass, events, given, givenClosed, told } from '../support/scenes.ts';

const answer = (offer: 'upsell' | 'downsell' | 'retry', said: 'yes' | 'no' | 'project-instead') =>
  ({ kind: 'answerOffer', offer, answer: said, by: 'the-vp-marketing' }) as const;
const link = { kind: 'linkNextEngagement', engagement: 'acme-next' } as const;
const nextEnded = { kind: 'recordNextEnded', engagement: 'acme-next', by: 'engagement:acme-next' } as const;

/** The first business cycle has been looked at, so that only the offers keep the engagement open. */
function lookedBack(): Stage {
  const stage = givenClosed('single');
  stage.until('2027-03-25T12:00:00.000Z');
  stage.act({ kind: 'answerFirstCycle', onTrack: true });
  return stage;
}

describe('what a single project leads to', () => {
  it('is offered once it has closed, and not before', () => {
    expect(told(given('4d', { type: 'single' }), 'retention-offer')).toEqual([]);
    expect(given('4d', { type: 'single' }).tryAct(answer('upsell', 'yes'))).toContain('the engagement is in 4d');
    expect(told(givenClosed('single'), 'retention-offer').map(({ to }) => to)).toEqual(['the-vp-marketing']);
    expect(givenClosed().tryAct(answer('upsell', 'yes'))).toContain('this engagement is dedicated');
  });

  it('is answered by the customer who was asked, or told by the team', () => {
    const stage = givenClosed('single');
    expect(stage.tryAct({ ...answer('upsell', 'no'), by: 'the-revops' })).toContain('is for vp-marketing or the team');
    stage.act({ ...answer('upsell', 'no'), by: 'the-architect', note: 'Said on the phone' });
    expect(stage.view.offers.upsell).toMatchObject({ answer: 'no', by: 'the-architect' });
    expect(stage.tryAct(answer('upsell', 'yes'))).toContain('The upsell was answered with no on 2027-03-19');
  });

  it('is managed services, and then the engagement ends, converted', () => {
    const stage = lookedBack();
    stage.act(answer('upsell', 'yes'));
    expect(stage.view).toMatchObject({ status: 'ended', endReason: 'Converted: the customer took managed services' });
  });

  it('waits for the look back at the first business cycle, whatever was answered', () => {
    const stage = givenClosed('single');
    stage.act(answer('upsell', 'yes'));
    expect(stage.view.status).toBe('closed');
    stage.act(link);
    stage.act(nextEnded);
    expect(stage.tryAct(answer('retry', 'yes'))).toContain('a yes to the downsell');
    expect(stage.view.waits.filter(({ key }) => key.startsWith('retention'))).toEqual([]);
  });

  it('is another project after a no to managed services; after a second no nothing is offered again', () => {
    const stage = lookedBack();
    expect(stage.tryAct(answer('downsell', 'yes'))).toContain('after a no to the upsell');
    stage.act(answer('upsell', 'no'));
    expect(told(stage, 'retention-downsell')).toHaveLength(1);
    stage.act(answer('downsell', 'no'));
    expect(stage.view).toMatchObject({ status: 'ended' });
    expect(stage.view.endReason).toContain('Lost');
  });

  it('may be answered with the second option at once: no to the first, yes to the second', () => {
    const stage = givenClosed('single');
    expect(stage.tryAct(answer('downsell', 'project-instead'))).toContain('after a no to the upsell');
    const other = stage.copy();
    other.act(answer('upsell', 'no'));
    expect(other.tryAct(answer('downsell', 'project-instead'))).toContain('"project-instead" answers the upsell');
    expect(events(stage, answer('upsell', 'project-instead'))).toEqual(['offerAnswered', 'offerAnswered']);
    expect(stage.view.offers).toMatchObject({ upsell: { answer: 'no' }, downsell: { answer: 'yes' } });
    expect(told(stage, 'retention-downsell')).toEqual([]);
  });

  it('is the retainer again when the next project has ended: an event, for which nobody is chased', () => {
    const stage = lookedBack();
    stage.act(answer('upsell', 'project-instead'));
    expect(stage.view.waits).toMatchObject([{ answeredBy: 'linkNextEngagement', who: ['architect'] }]);
    stage.act({ ...link, note: 'Attribution' });
    expect(stage.view.waits).toMatchObject([{ answeredBy: 'recordNextEnded', who: [] }]);
    expect(stage.tryAct(answer('retry', 'yes'))).toContain('has ended');
    const { length } = stage.sent;
    daysPass(stage, 300);
    expect(stage.sent).toHaveLength(length);
    stage.act(nextEnded);
    expect(told(stage, 'retention-retry')).toMatchObject([{ to: 'the-vp-marketing', values: { next: 'acme-next' } }]);
    daysPass(stage, 20);
    expect(told(stage, 'reminder').at(-1)).toMatchObject({ to: 'the-vp-marketing' });
    const refused = stage.copy();
    stage.act(answer('retry', 'yes'));
    expect(stage.view.endReason).toBe('Converted: the customer took the retainer after the next project');
    refused.act(answer('retry', 'no'));
    expect(refused.view.endReason).toBe('The next project has ended; the customer took no retainer');
  });

  it('has the architect asked to link the next project, and somebody else told of their silence', () => {
    const stage = lookedBack();
    stage.act(answer('upsell', 'project-instead'));
    daysPass(stage, 14);
    expect(told(stage, 'escalation').at(-1)?.to).toBe('the-sme');
  });
});

describe('the next engagement', () => {
  it('is linked once, by the team, and is another one', () => {
    const stage = givenClosed();
    expect(stage.tryAct({ ...link, by: 'the-revops' })).toContain('is for the team');
    expect(stage.tryAct({ ...link, engagement: 'acme-events' })).toContain('does not follow itself');
    stage.act(link);
    expect(stage.tryAct(link)).toContain('acme-next is linked already');
  });

  it('says itself that its project has closed, or the team does; nobody else', () => {
    const stage = givenClosed();
    expect(stage.tryAct({ ...nextEnded, by: 'the-architect' })).toContain(
      'is not linked to this engagement. Linked: none',
    );
    expect(stage.tryAct(nextEnded)).toContain('has no role in this engagement');
    stage.act(link);
    expect(stage.tryAct({ ...nextEnded, engagement: 'acme-none', by: 'the-architect' })).toContain('Linked: acme-next');
    stage.act({ ...link, engagement: 'acme-third' });
    expect(stage.tryAct({ ...nextEnded, by: 'engagement:acme-third' })).toContain('has no role in this engagement');
    expect(stage.tryAct({ ...nextEnded, by: 'the-revops' })).toContain('is for the team');
    expect(stage.tryAct({ kind: 'noteFact', fact: 'x', text: 'y', by: 'engagement:acme-next' })).toContain('no role');
    stage.act(nextEnded);
    stage.act({ ...nextEnded, engagement: 'acme-third', by: 'the-architect' });
    expect(stage.tryAct(nextEnded)).toContain('acme-next ended on 2027-03-19 already');
    expect(stage.view.next.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
  });
});
