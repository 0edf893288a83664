import type { EventBody } from '../engagement/events.ts';
import type { NextEngagement } from '../engagement/state.ts';
import type { Context } from './context.ts';
import { tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { followUps } from './first-cycle.ts';
import type { Wait } from './wait.ts';

/** Single project: the offer, else the smaller one, then the retainer again when the next project ends. EV-357 to EV-362, A23, A36. */
export function retentionOwes(context: Context): MessageDuty[] {
  const { state, playbook } = context;
  if (state.type !== 'single' || state.closedAt === undefined) return [];
  const { askWhom } = playbook.retention.single;
  const { upsell, downsell, retry } = state.offers;
  const ended = endedNext(context);
  return [
    ...(upsell === undefined
      ? tell(context, 'retention-offer', {
          key: 'retention/offer',
          to: [askWhom],
          at: state.closedAt,
          why: 'The project has closed: what comes next is offered',
        })
      : []),
    ...(upsell?.answer === 'no' && downsell === undefined
      ? tell(context, 'retention-downsell', {
          key: 'retention/downsell',
          to: [askWhom],
          at: upsell.at,
          why: 'No to managed services: another project is offered',
        })
      : []),
    ...(downsell?.answer === 'yes' && retry === undefined && ended?.endedAt !== undefined
      ? tell(context, 'retention-retry', {
          key: `retention/retry-${ended.id}`,
          to: [askWhom],
          at: ended.endedAt,
          values: { next: ended.id },
          why: 'The next project has ended: the retainer is offered again',
        })
      : []),
  ];
}

/** Engagements that follow this one; those that had to come before it went on are none. */
export const followers = ({ state }: Pick<Context, 'state'>): readonly NextEngagement[] =>
  state.next.filter(({ prerequisite }) => prerequisite !== true);

const endedNext = (context: Context): NextEngagement | undefined =>
  followers(context).find(
    ({ endedAt }) => endedAt !== undefined && endedAt >= (context.state.offers.downsell?.at ?? ''),
  );

export function retentionWaits(context: Context): Wait[] {
  const { state, playbook } = context;
  if (state.type !== 'single' || state.closedAt === undefined) return [];
  const { chain, single } = playbook.retention;
  const ask = (offer: string, since: string): Wait[] => [
    {
      key: `retention/${offer}-answer`,
      who: [single.askWhom],
      what: `An answer to the ${offer}`,
      answeredBy: 'answerOffer',
      items: [],
      since,
      chain,
    },
  ];
  const { upsell, downsell, retry } = state.offers;
  if (upsell === undefined) return ask('upsell', state.closedAt);
  if (upsell.answer === 'yes' || downsell?.answer === 'no' || retry !== undefined) return [];
  if (downsell === undefined) return ask('downsell', upsell.at);
  const ended = endedNext(context);
  if (ended?.endedAt !== undefined) return ask('retry', ended.endedAt);
  const [next] = followers(context);
  if (next === undefined)
    return [
      {
        key: 'retention/link',
        who: ['architect'],
        what: 'The next engagement to be started and linked',
        answeredBy: 'linkNextEngagement',
        items: [],
        since: downsell.at,
        chain: 'work',
      },
    ];
  // The end of the next project is an event, not a duration: nobody is chased for it.
  return [
    {
      key: 'retention/next',
      who: [],
      what: `The end of ${next.id}`,
      answeredBy: 'recordNextEnded',
      items: [next.id],
      since: next.linkedAt,
    },
  ];
}

/** How it came out, once nothing more is to be offered: won with the retainer, or not. Nothing is ever offered again after a no. A23. */
export function retentionOutcome({ state }: Context): string | undefined {
  const { upsell, downsell, retry } = state.offers;
  if (upsell?.answer === 'yes') return 'Converted: the customer took managed services';
  if (downsell?.answer === 'no') return 'Lost: the customer wants neither managed services nor another project';
  if (retry !== undefined)
    return retry.answer === 'yes'
      ? 'Converted: the customer took the retainer after the next project'
      : 'The next project has ended; the customer took no retainer';
  return undefined;
}

/**
 * A single engagement ends by itself when the retention path has come to its end, the first business cycle was looked at, and every follow-up
 * was told. A4.
 */
export function singleEnds(context: Context): EventBody | undefined {
  const { state } = context;
  const outcome = retentionOutcome(context);
  if (state.type !== 'single' || outcome === undefined || state.firstCycle === undefined) return undefined;
  const isFollowedUp = followUps(context).every(({ key }) => key in state.performed);
  return isFollowedUp ? { kind: 'engagementEnded', reason: outcome } : undefined;
}
