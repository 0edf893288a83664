import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calendarOf, calendarText } from '../../rehearsal/calendar.ts';
import { lifeInMemory } from '../../rehearsal/life-in-memory.ts';
import { disappointments } from '../../rehearsal/script.ts';
import type { EngagementType } from '../../src/engagement/state.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';

const shelf = await openShelf(resolve('playbooks'));
const lives = shelf.ids.flatMap((id) => (['dedicated', 'single'] as const).map((type) => ({ id, type })));

it('every playbook is on the shelf', () => {
  expect(shelf.faults).toEqual([]);
  expect(shelf.ids).toEqual(['event-operations-platform', 'marketing-reporting-pack', 'revenue-intelligence']);
});

// Who is told what, and when: a change of a playbook or of the method shows here as a difference that a person reviews. `npx vitest run test/rehearsal -u`
// writes them anew.
describe.each<{ readonly id: string; readonly type: EngagementType }>(lives)(
  'the life of $id, $type',
  ({ id, type }) => {
    const shelved = shelf.latest(id);
    if (shelved === undefined) throw new Error(`${id} is not on the shelf`);

    it('comes out as its SOP has it, with the calendar that was reviewed', async () => {
      const life = await lifeInMemory(shelved.playbook, shelved.pin, type);
      expect(disappointments(shelved.outline, life)).toEqual([]);
      const calendar = calendarText(calendarOf(life.sent, life.view.calendar));
      await expect(calendar).toMatchFileSnapshot(resolve(`rehearsal/calendars/${id}.${type}.txt`));
    });
  },
);
