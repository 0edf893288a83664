import { describe, expect, it } from 'vitest';
import { tasksOf } from '../../src/messages/slack/task-rows.ts';
import type { Stage } from '../support/play.ts';
import { given } from '../support/scenes.ts';
import { users } from './scene.ts';
import { click, submission } from './sent-by-slack.ts';
import { slackWorld } from './slack-world.ts';
import type { SlackWorld } from './slack-world.ts';

const tasksOfArchitect = (stage: Stage): string[] =>
  tasksOf({ view: stage.view, now: stage.now }, 'the-architect').map(({ key }) => key);

const doneBy = (world: SlackWorld, tasks: readonly string[], key: string, action = 'tasks-done') =>
  world.post(
    click({
      user: 'UARCHITECT',
      action,
      value: { engagement: 'acme-events', tasks },
      responseUrl: world.slack.responseUrl(key),
    }),
  );

describe('tasks are done with a click', () => {
  it('completes what the button carries, and answers a repetition kindly', async () => {
    const stage = given('2a');
    const [first = '', second = ''] = tasksOfArchitect(stage);
    const world = await slackWorld({ 'acme-events': stage }, users);
    await doneBy(world, [first], 'one');
    expect(await world.slack.answerTo('one')).toMatch(/^Done, thank you\. Acme: /);
    await doneBy(world, [first], 'again');
    expect(await world.slack.answerTo('again')).toMatch(/^Nothing was done\. .*done already/i);
    await doneBy(world, [second], 'all', 'tasks-all-done');
    expect(await world.slack.answerTo('all')).toMatch(/^Done/);
    const view = await world.engagements.view('acme-events');
    expect(Object.keys(view.openTasks.map(({ key }) => key))).not.toContain(first);
    expect(world.engagements.came[0]).toMatchObject({ kind: 'completeTasks', tasks: [first], by: 'the-architect' });
  });

  it('tells the architect of whoever is stuck, with the reason', async () => {
    const stage = given('2a');
    const tasks = tasksOfArchitect(stage).slice(0, 2);
    const world = await slackWorld({ 'acme-events': stage }, users);
    await doneBy(world, tasks, 'stuck', 'tasks-stuck');
    const metadata = await world.slack.opened();
    const sent = { user: 'UARCHITECT', callback: 'stuck', metadata };
    expect((await world.post(submission({ ...sent, text: '?' }))).text).toContain('"response_action":"errors"');
    await world.post(submission({ ...sent, text: 'No access to the CRM' }));
    expect(await world.slack.answerTo('stuck')).toContain('the architect of Acme is told: No access to the CRM');
    expect(world.engagements.came).toMatchObject([{ kind: 'reportStuck', tasks, reason: 'No access to the CRM' }]);
    const [issue] = Object.values((await world.engagements.view('acme-events')).issues);
    expect(issue?.summary).toMatch(/^Stuck with .* \(and 1 more\): No access to the CRM$/);
    expect(issue).toMatchObject({ handler: 'architect', severity: 'minor' });
    const { waits } = await world.engagements.view('acme-events');
    expect(waits.flatMap(({ heard = [] }) => heard)).toMatchObject([{ kind: 'snoozed', person: 'the-architect' }]);
  });
});

describe('a number that is asked for', () => {
  it('is read in a modal that takes nothing but a number', async () => {
    const stage = given('3c');
    const metric = stage.playbook.metrics[0]?.id ?? '';
    const world = await slackWorld({ 'acme-events': stage }, users);
    const responseUrl = world.slack.responseUrl('number');
    const value = { engagement: 'acme-events', metric };
    await world.post(click({ user: 'UARCHITECT', action: 'reading-record', value, responseUrl }));
    const sent = { user: 'UARCHITECT', callback: 'reading', metadata: await world.slack.opened() };
    for (const text of ['', 'twelve', '1,5', '12 %'])
      expect(JSON.parse((await world.post(submission({ ...sent, text }))).text)).toMatchObject({
        response_action: 'errors',
        errors: { answer: expect.stringContaining('is no number') },
      });
    expect((await world.post(submission({ ...sent, text: ' 3.5 ' }))).text).toBe('');
    expect(await world.slack.answerTo('number')).toMatch(/^Recorded: .* of Acme is 3\.5\./);
    expect(world.engagements.came).toMatchObject([{ kind: 'recordReading', metric, value: 3.5, by: 'the-architect' }]);
  });
});
