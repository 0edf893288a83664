import { condition, proxyActivities, setHandler } from '@temporalio/workflow';
import { approve, roles } from './messages.ts';
import type { FloorActivities, FloorInput } from './messages.ts';

const { work } = proxyActivities<FloorActivities>({ startToCloseTimeout: '1m' });

/** The least that does an engagement's work: gates one after the other, each with two steps of work, a deadline, and approvals by two roles. */
export async function floor({ gates }: FloorInput): Promise<number> {
  const given = new Set<string>();
  setHandler(
    approve,
    ({ gate, role }) => {
      given.add(`${gate}/${role}`);
      return given.size;
    },
    {
      validator: ({ gate, role }) => {
        if (given.has(`${gate}/${role}`)) throw new Error('Approved already');
      },
    },
  );
  for (let gate = 0; gate < gates; gate += 1)
    await Promise.all([
      work({ gate, step: 1 }),
      work({ gate, step: 2 }),
      condition(() => roles.every((role) => given.has(`${gate}/${role}`)), '7 days'),
    ]);
  return given.size;
}
