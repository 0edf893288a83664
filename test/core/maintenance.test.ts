import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../src/calendar/calendar.ts';
import { carried, stored } from '../../src/engagement/engagement.ts';
import { given, givenClosed, told } from '../support/scenes.ts';

const wanted = (round: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${round}-${index + 1}`);

describe('maintenance', () => {
  it('is the architect’s from 4b on, when the engagement is dedicated', () => {
    expect(given('4b').engagement.state.maintenanceSince).toBeUndefined();
    const stage = given('4c');
    expect(stage.engagement.outbox.find(({ kind }) => kind === 'maintenanceOwned')).toMatchObject({
      owner: 'architect',
    });
    stage.until('2027-04-20T12:00:00.000Z');
    expect(told(stage, 'maintenance-round')).toMatchObject([{ to: 'the-architect', values: { round: 'monthly' } }]);
  });

  it('is the customer’s from 4c on, when the project is single, and asks nothing of the team', () => {
    expect(given('4c', { type: 'single' }).engagement.state.maintenanceSince).toBeUndefined();
    const stage = given('4d', { type: 'single' });
    expect(stage.engagement.outbox.find(({ kind }) => kind === 'maintenanceOwned')).toMatchObject({
      owner: 'marketing-ops',
    });
    expect(told(stage, 'maintenance-schedule').map(({ to }) => to)).toEqual(['the-marketing-ops']);
    stage.until('2027-10-20T12:00:00.000Z');
    expect(told(stage, 'maintenance-round')).toEqual([]);
  });

  it('comes monthly, quarterly and half-yearly since the handoff, without drifting, and is chased', () => {
    const stage = givenClosed();
    stage.until('2027-10-01T12:00:00.000Z');
    const days = (round: string): string[] =>
      told(stage, 'maintenance-round')
        .filter(({ values }) => values['round'] === round)
        .map(({ sentAt }) => sentAt.slice(0, 10));
    // 17 March is the handoff; 17 April and 17 July are Saturdays.
    expect(days('monthly')).toEqual([
      '2027-04-19',
      '2027-05-17',
      '2027-06-17',
      '2027-07-19',
      '2027-08-17',
      '2027-09-17',
    ]);
    expect(days('quarterly')).toEqual(['2027-06-17', '2027-09-17']);
    expect(days('half-yearly')).toEqual(['2027-09-17']);
    expect(told(stage, 'escalation').at(-1)?.to).toBe('the-sme');
  });

  it('is done with readings taken since the round began, or with a note why there are none', () => {
    const stage = givenClosed();
    stage.act({ kind: 'recordReading', metric: 'sync-failures', value: 0 });
    stage.until('2027-04-20T12:00:00.000Z');
    const done = { kind: 'completeTasks', tasks: ['monthly-1/sync-health'] } as const;
    expect(stage.tryAct(done)).toContain(
      'registration-to-crm-minutes, sync-failures and sync-failure-rate have not been read since this round',
    );
    stage.act({ kind: 'recordReading', metric: 'registration-to-crm-minutes', value: 4 });
    expect(stage.tryAct(done)).toContain('sync-failures and sync-failure-rate have not been read');
    stage.act({ kind: 'recordReading', metric: 'sync-failure-rate', value: 0 });
    stage.act({ kind: 'recordReading', metric: 'sync-failures', value: 0 });
    expect(stage.tryAct(done)).toBeUndefined();
    expect(stage.tryAct({ kind: 'completeTasks', tasks: ['monthly-1/dashboard-accuracy'] })).toContain(
      'count-discrepancy has not been read',
    );
    expect(
      stage.tryAct({ kind: 'completeTasks', tasks: ['monthly-1/email-audit'], note: 'No event this month' }),
    ).toBeUndefined();
  });

  it('has the metrics that a probe can read, read as a round begins', () => {
    const stage = givenClosed();
    stage.act({
      kind: 'configureProbe',
      metric: 'sync-failures',
      source: { kind: 'http-json', url: 'https://crm.example/failures', select: '/count' },
      everyDays: 366,
    });
    stage.until('2027-05-25T12:00:00.000Z');
    const read = stage.sent.flatMap(({ at, duty }) =>
      duty.kind === 'probe' ? [`${duty.key} ${at.slice(0, 10)}`] : [],
    );
    const round = told(stage, 'maintenance-round').filter(({ values }) => values['round'] === 'monthly');
    for (const { values, sentAt } of round)
      expect(read).toContain(`probe/sync-failures-monthly-${values['number']} ${sentAt.slice(0, 10)}`);
  });

  it('comes for five years, none missing and none twice, carried into a new run every month, in a small state', () => {
    const stage = givenClosed();
    const began = stage.view.maintenanceSince?.slice(0, 10) ?? '';
    for (let month = 1; month <= 60; month += 1) {
      stage.until(`${addDays(addMonths(began, month), 6)}T12:00:00.000Z`);
      const open = stage.view.openTasks.filter(({ step, optional }) => step === 'aftercare' && !optional);
      if (open.length > 0) stage.act({ kind: 'completeTasks', tasks: open.map(({ key }) => key), note: 'All is well' });
      if (stage.view.waits.some(({ answeredBy }) => answeredBy === 'recordCheckIn'))
        stage.act({ kind: 'recordCheckIn', outcome: 'nothing' });
      if (stage.view.waits.some(({ answeredBy }) => answeredBy === 'answerFirstCycle'))
        stage.act({ kind: 'answerFirstCycle', onTrack: true });
      stage.engagement = carried(
        stage.playbook,
        stored(stage.engagement, stage.engagement.state.journal.seq),
        stage.now,
      );
    }
    const rounds = told(stage, 'maintenance-round').map(({ values }) => `${values['round']}-${values['number']}`);
    expect(rounds.filter((round) => round.startsWith('monthly'))).toEqual(wanted('monthly', 60));
    expect(rounds.filter((round) => round.startsWith('quarterly'))).toEqual(wanted('quarterly', 20));
    expect(rounds.filter((round) => round.startsWith('half-yearly'))).toEqual(wanted('half-yearly', 10));
    expect(JSON.stringify(stage.engagement.state).length).toBeLessThan(200_000);
  });

  it('is not announced again to a new architect when its round is done', () => {
    const stage = givenClosed();
    stage.until('2027-04-20T12:00:00.000Z');
    const open = stage.view.openTasks.filter(({ key }) => key.startsWith('monthly-1/'));
    stage.act({ kind: 'completeTasks', tasks: open.map(({ key }) => key), note: 'All is well' });
    stage.act({
      kind: 'assignPerson',
      person: 'sam',
      name: 'Sam Sample',
      email: 'sam@team.example',
      roles: ['architect'],
      insteadOf: 'the-architect',
    });
    expect(told(stage, 'maintenance-round').map(({ to }) => to)).toEqual(['the-architect']);
  });
});
