import { attemptOf } from './context.ts';
import type { Context } from './context.ts';
import { unpassedTests } from './evidence.ts';
import { gateOwes, gateWaits } from './gate.ts';
import { tell } from './duty.ts';
import type { Step } from './step.ts';
import type { Wait } from './wait.ts';

/** The tests of the team and of the customer, then the sign-off. A failure loops to the build, and all is tested afresh. EV-218 to EV-248. */
export const qaSignOff: Step = {
  code: '2d',
  name: 'QA / Test + Sign-Off',
  owes: (context) => [...testsOpened(context), ...customerTestsOpened(context), ...gateOwes(context, '2d')],
  waits: (context) => {
    const testing = testWaits(context);
    return testing.length > 0 ? testing : gateWaits(context, '2d', lastTested(context));
  },
  tasks: () => [],
  leftWhen: () => false,
};

const scope = (context: Context): string => `2d.${attemptOf(context, '2d')}`;

const testsOpened = (context: Context): ReturnType<Step['owes']> =>
  tell(context, 'work-opened', {
    key: `${scope(context)}/opened-tests`,
    to: [context.playbook.tests.owner],
    at: context.state.stepSince,
    items: unpassedTests(context, 'team'),
    why: '2d opened: the tests are run',
  });

/** The customer tests what the team has passed, and hears when that is so. */
function customerTestsOpened(context: Context): ReturnType<Step['owes']> {
  const items = unpassedTests(context, 'customer');
  if (items.length === 0 || unpassedTests(context, 'team').length > 0) return [];
  return tell(context, 'work-opened', {
    key: `${scope(context)}/opened-customer-tests`,
    to: [context.playbook.tests.customerOwner],
    at: lastTested(context),
    items,
    why: 'The technical tests have passed: the customer tests',
  });
}

const lastTested = ({ state }: Context): string =>
  Object.values(state.tests).reduce((one, { at }) => (at > one ? at : one), state.stepSince);

/** Failed tests wait for the architect to decide; tests not run yet wait for those who run them. The customer tests what the team has passed. */
function testWaits(context: Context): Wait[] {
  const { owner, customerOwner } = context.playbook.tests;
  const attempt = attemptOf(context, '2d');
  const run = (id: string): boolean => context.state.tests[id]?.attempt === attempt;
  const [team, customer] = [unpassedTests(context, 'team'), unpassedTests(context, 'customer')];
  const failed = [...team, ...customer].filter(run);
  const since = lastTested(context);
  if (failed.length > 0)
    return [
      {
        key: `${scope(context)}/failed-${failed.length}`,
        who: ['architect'],
        what: '2d: tests failed, to be decided',
        answeredBy: 'decideGate',
        items: failed,
        since,
        chain: 'work',
      },
    ];
  if (team.length > 0)
    return [
      {
        key: `${scope(context)}/team-${team.length}`,
        who: [owner],
        what: '2d: technical tests',
        answeredBy: 'recordTests',
        items: team,
        since,
        chain: 'work',
      },
    ];
  if (customer.length === 0) return [];
  return [
    {
      key: `${scope(context)}/customer-${customer.length}`,
      who: [customerOwner],
      what: '2d: customer tests',
      answeredBy: 'recordTests',
      items: customer,
      since,
      chain: context.playbook.gates['2d'].chain,
    },
  ];
}
