import { describe, expect, it } from 'vitest';
import { dateOf, daysBetween } from '../../src/calendar/calendar.ts';
import { firstForgery } from '../../src/engagement/journal.ts';
import { foldJournal } from '../../src/engagement/evolve.ts';
import { forecast } from '../../src/engagement/forecast.ts';
import { prompt, shelved, Stage } from '../support/play.ts';

const playbook = shelved('event-operations-platform');
const inAYear = '2028-01-10T12:00:00.000Z';

describe('a dedicated engagement', () => {
  const stage = new Stage(playbook);
  stage.play(prompt, inAYear);

  it('comes to aftercare, and stays there', () => {
    expect(stage.view).toMatchObject({ step: 'aftercare', status: 'closed' });
  });

  it('builds a second time after a failed test, with fresh approvals', () => {
    expect(stage.view.attempts['2c']).toBe(2);
    expect(stage.view.gates['2d']?.attempt).toBe(2);
    expect(stage.view.gates['2d']?.approvals).toHaveLength(1);
  });

  it('comes back every quarter after go-live, and is prepared 14 days before', () => {
    const pings = stage.sent.flatMap(({ at, duty }) =>
      duty.kind === 'message' && duty.template === 'check-in-prep' ? [[at, duty.values['on'] ?? ''] as const] : [],
    );
    expect(pings.length).toBeGreaterThanOrEqual(3);
    for (const [at, on] of pings) expect(daysBetween(dateOf(at, stage.view.calendar), on)).toBe(14);
  });

  it('keeps a journal that folds to its state, and that nobody can change unseen', () => {
    const { outbox, state } = stage.engagement;
    expect(firstForgery(outbox)).toBeUndefined();
    expect(foldJournal(outbox)).toEqual(state);
    const forged = outbox.map((event) => (event.kind === 'gateApproved' ? { ...event, by: 'somebody-else' } : event));
    expect(firstForgery(forged)).toBe(outbox.find(({ kind }) => kind === 'gateApproved')?.seq);
  });

  it('sends nothing twice', () => {
    const keys = stage.sent.map(({ duty }) => duty.key);
    expect(keys).toHaveLength(new Set(keys).size);
  });

  it('knows what it will send if nobody acts', () => {
    const ahead = forecast(stage.playbook, stage.engagement, stage.now, '2028-06-01T12:00:00.000Z');
    expect(ahead.some(({ duty }) => duty.kind === 'message' && duty.template === 'check-in-prep')).toBe(true);
  });
});

describe('a single engagement', () => {
  it('offers managed services, then a project, then managed services again when the next project has ended', () => {
    const stage = new Stage(playbook, { type: 'single' });
    stage.play({ ...prompt, startNext: () => 'acme-next' }, inAYear, ({ next }) => next.length > 0);
    expect(stage.view.offers).toMatchObject({ upsell: { answer: 'no' }, downsell: { answer: 'yes' } });
    const told = () => stage.sent.filter(({ duty }) => duty.kind === 'message' && duty.template === 'retention-retry');
    expect(told()).toEqual([]);
    stage.act({ kind: 'recordNextEnded', engagement: 'acme-next', by: 'engagement:acme-next' });
    expect(told().length).toBeGreaterThan(0);
    stage.play(prompt, inAYear, ({ offers }) => offers.retry !== undefined);
    expect(stage.view.offers.retry?.answer).toBe('yes');
  });

  it('has no check-in', () => {
    const stage = new Stage(playbook, { type: 'single' });
    stage.play(prompt, inAYear);
    expect(stage.view.checkIn.on).toBeUndefined();
  });
});
