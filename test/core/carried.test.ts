import { expect, it } from 'vitest';
import { addDays } from '../../src/calendar/calendar.ts';
import { carried } from '../../src/engagement/engagement.ts';
import { prompt, shelved, Stage } from '../support/play.ts';

const playbook = shelved('event-operations-platform');

const [heldOn, resumedOn] = ['2027-01-15', '2027-05-28'];

/** What happened in a year, in order; carried into a next run at the end of each of its days when asked to. */
function year(isCarriedDaily: boolean): readonly string[] {
  const stage = new Stage(playbook);
  for (let day = '2027-01-05'; day < '2028-01-05'; day = addDays(day, 1)) {
    if (day === heldOn) stage.act({ kind: 'hold', reason: 'The customer is away' });
    if (day === resumedOn) stage.act({ kind: 'resume', reason: 'They are back' });
    stage.play(prompt, `${day}T00:00:00.000Z`);
    if (isCarriedDaily)
      stage.engagement = JSON.parse(JSON.stringify(carried(stage.playbook, stage.engagement, stage.now)));
  }
  return stage.engagement.outbox.map(
    (event) => `${event.at} ${event.kind} ${event.kind === 'dutyPerformed' ? event.duty : ''}`,
  );
}

it('loses and repeats nothing when an engagement is carried into a next run every day of a year, on hold for a third of it', () => {
  const once = year(false);
  expect(once.length).toBeGreaterThan(200);
  expect(year(true)).toEqual(once);
});
