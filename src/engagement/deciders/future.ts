import { addDays, businessDaysAfter, dateOf } from '../../calendar/calendar.ts';
import { checkInOn, quarterDay } from '../../method/check-in.ts';
import { dayOf } from '../../method/context.ts';
import { followers } from '../../method/retention.ts';
import type { EventBody } from '../events.ts';
import { named, refuse } from '../rejection.ts';
import type { Context } from '../../method/context.ts';
import type { Rejection } from '../rejection.ts';
import type { Offer } from '../state.ts';
import { forRolesOrTeam, forTeam, onBusinessDay } from './decider.ts';
import type { Deciders } from './decider.ts';

type Kinds =
  | 'answerOffer'
  | 'linkNextEngagement'
  | 'recordNextEnded'
  | 'moveCheckIn'
  | 'decideCheckInOwner'
  | 'recordCheckIn'
  | 'answerFirstCycle';

/** What comes after: offers, the next engagement, check-ins, the first business cycle. */
export const future: Deciders<Kinds> = {
  answerOffer: (context, { offer, answer, by, note }) => {
    const refusal =
      notOffered(context, offer) ??
      forRolesOrTeam(context, by, [context.playbook.retention.single.askWhom], 'Answering an offer');
    if (refusal !== undefined) return refusal;
    const remark = note === undefined ? {} : { note };
    if (answer !== 'project-instead') return [{ kind: 'offerAnswered', offer, answer, ...remark }];
    // The script offers both at once: choosing the second is a no to the first and a yes to the second. A36.
    if (offer !== 'upsell')
      return refuse('invalid', `"project-instead" answers the upsell; the ${offer} is answered with yes or no.`);
    return [
      { kind: 'offerAnswered', offer: 'upsell', answer: 'no', ...remark },
      { kind: 'offerAnswered', offer: 'downsell', answer: 'yes' },
    ];
  },

  linkNextEngagement: (context, { engagement, by, note }) => {
    if (isLinked(context, engagement)) return refuse('conflict', `${engagement} is linked already.`);
    if (engagement === context.state.id) return followsItself;
    // While a gate waits for another project to be done first, what is linked is that one.
    const prerequisite = context.state.status === 'held' && context.state.holds.at(-1)?.scopes !== undefined;
    return (
      forTeam(context, by, 'Linking an engagement') ?? [
        {
          kind: 'nextEngagementLinked',
          engagement,
          ...(prerequisite && { prerequisite }),
          ...(note !== undefined && { note }),
        },
      ]
    );
  },

  recordNextEnded: (context, { engagement, by }) => {
    const next = context.state.next.find(({ id }) => id === engagement);
    // It says itself that it followed this one: that links it, if nobody has.
    if (next === undefined && by === `engagement:${engagement}` && engagement !== context.state.id)
      return [
        { kind: 'nextEngagementLinked', engagement },
        { kind: 'nextEngagementEnded', engagement },
      ];
    if (next === undefined)
      return refuse(
        'not-there',
        `${engagement} is not linked to this engagement. Linked: ${named(context.state.next.map(({ id }) => id))}.`,
      );
    if (next.endedAt !== undefined)
      return refuse('conflict', `${engagement} ended on ${dayOf(context, next.endedAt)} already.`);
    const refusal =
      by === `engagement:${engagement}` ? undefined : forTeam(context, by, 'Recording that a project ended');
    return refusal ?? [{ kind: 'nextEngagementEnded', engagement }];
  },

  moveCheckIn: (context, { on, by }) => {
    const planned = checkInOn(context);
    if (planned === undefined) return noCheckIn(context);
    if (on === planned) return refuse('conflict', `The check-in is on ${on} already.`);
    if (on < dateOf(context.now, context.state.calendar)) return refuse('invalid', `${on} is past.`);
    return (
      onBusinessDay(context, on) ??
      forTeam(context, by, 'Moving a check-in') ?? [{ kind: 'checkInMoved', number: context.state.checkIn.number, on }]
    );
  },

  decideCheckInOwner: (context, { owner, by }) => {
    if (checkInOn(context) === undefined) return noCheckIn(context);
    if (context.state.checkIn.owner === owner) return refuse('conflict', `The ${owner} runs this check-in already.`);
    return (
      forTeam(context, by, 'Deciding who runs the check-in') ?? [
        { kind: 'checkInOwnerDecided', number: context.state.checkIn.number, owner },
      ]
    );
  },

  recordCheckIn: (context, { outcome, by, note, nextEngagement }) => {
    const on = checkInOn(context);
    const { goLiveOn } = context.state;
    if (on === undefined || goLiveOn === undefined) return noCheckIn(context);
    if (on > dateOf(context.now, context.state.calendar))
      return refuse('conflict', `The check-in is on ${on}. Move it, if it was held earlier.`);
    // Major is a project of its own, from Phase 1: scoped, and linked.
    if (outcome === 'major' && nextEngagement === undefined)
      return refuse('invalid', 'A major outcome is scoped as a next engagement: say which, in "nextEngagement".');
    if (outcome !== 'major' && nextEngagement !== undefined)
      return refuse('invalid', `Only a major outcome scopes a next engagement; this one is "${outcome}".`);
    if (nextEngagement === context.state.id) return followsItself;
    // Minor is a tweak, done by the architect: it is written down as one, so that it is done.
    if (outcome === 'minor' && note === undefined)
      return refuse('invalid', 'Say what is to be tweaked, in "note": it becomes an action of the architect.');
    const refusal = forTeam(context, by, 'Recording a check-in');
    if (refusal !== undefined) return refusal;
    const { number } = context.state.checkIn;
    const last = context.playbook.retention.dedicated.repeats === 'once';
    const plannedOn = quarterDay(context, goLiveOn);
    const held: EventBody = {
      kind: 'checkInHeld',
      number,
      outcome,
      plannedOn,
      last,
      ...(note !== undefined && { note }),
    };
    return [
      held,
      ...(outcome === 'minor' && note !== undefined ? [tweak(context, number, note)] : []),
      ...(nextEngagement === undefined || isLinked(context, nextEngagement)
        ? []
        : [{ kind: 'nextEngagementLinked', engagement: nextEngagement } as const]),
    ];
  },

  answerFirstCycle: (context, { onTrack, because, by, note }) => {
    const { fromDays, question } = context.playbook.maintenance.firstCycle;
    const kinds = question?.ifNot.map(({ id }) => id) ?? [];
    const { goLiveOn, calendar } = context.state;
    if (goLiveOn === undefined)
      return refuse('conflict', 'The first business cycle begins at go-live, which has no date yet.');
    if (addDays(goLiveOn, fromDays) > dateOf(context.now, calendar))
      return refuse(
        'conflict',
        `The first business cycle is looked back at from ${addDays(goLiveOn, fromDays)} on, ${fromDays} days after go-live.`,
      );
    if (context.state.firstCycle !== undefined)
      return refuse(
        'conflict',
        `The first business cycle was looked at on ${dayOf(context, context.state.firstCycle.at)}.`,
      );
    if (!onTrack && kinds.length > 0 && (because === undefined || !kinds.includes(because)))
      return refuse('invalid', `If not on track, say what kind of issue it is: ${named(kinds)}, in "because".`);
    return (
      forTeam(context, by, 'Answering for the first business cycle') ?? [
        {
          kind: 'firstCycleAnswered',
          onTrack,
          ...(because !== undefined && { because }),
          ...(note !== undefined && { note }),
        },
      ]
    );
  },
};

/** What a minor outcome asks of the architect, within two weeks. EV-371, MK-351, RV-375. */
const tweak = ({ state, now }: Context, number: number, text: string): EventBody => ({
  kind: 'actionAssigned',
  action: `check-in-${number}-tweak`,
  text,
  owner: 'architect',
  due: dateOf(businessDaysAfter(now, 10, state.calendar), state.calendar),
});

const isLinked = ({ state }: Context, engagement: string): boolean => state.next.some(({ id }) => id === engagement);
const followsItself = refuse('invalid', 'An engagement does not follow itself.');

const noCheckIn = ({ state }: Context): Rejection =>
  refuse(
    'conflict',
    state.type === 'single'
      ? 'A single project has no refinement check-in.'
      : 'No check-in is planned: go-live has no date, or no more check-ins follow.',
  );

/** Offers come one after the other: upsell, if no downsell, and the retry when the next project has ended. Never again after an answer. */
function notOffered({ state }: Context, offer: Offer): Rejection | undefined {
  if (state.type !== 'single')
    return refuse('conflict', 'Offers are made at the end of a single project; this engagement is dedicated.');
  if (state.closedAt === undefined)
    return refuse('conflict', `Offers are made when the project has closed; the engagement is in ${state.step}.`);
  if (state.offers[offer] !== undefined)
    return refuse(
      'conflict',
      `The ${offer} was answered with ${state.offers[offer].answer} on ${dayOf({ state }, state.offers[offer].at)}.`,
    );
  if (offer === 'downsell' && state.offers.upsell?.answer !== 'no')
    return refuse('conflict', 'The downsell is offered after a no to the upsell.');
  if (
    offer === 'retry' &&
    (state.offers.downsell?.answer !== 'yes' || !followers({ state }).some(({ endedAt }) => endedAt !== undefined))
  )
    return refuse('conflict', 'The retainer is offered again when the next project, a yes to the downsell, has ended.');
  return undefined;
}
