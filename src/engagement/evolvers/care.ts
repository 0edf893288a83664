import { withReading } from '../../health/series.ts';
import { doneBy, without } from './evolver.ts';
import type { Evolvers } from './evolver.ts';

type Kinds =
  | 'probeConfigured'
  | 'readingRecorded'
  | 'redFlagRaised'
  | 'redFlagCleared'
  | 'issueReported'
  | 'issueResolved'
  | 'changeRequested'
  | 'changeRequestAnswered'
  | 'maintenanceOwned'
  | 'firstCycleAnswered'
  | 'offerAnswered'
  | 'nextEngagementLinked'
  | 'nextEngagementEnded'
  | 'checkInMoved'
  | 'checkInOwnerDecided'
  | 'checkInHeld';

/** Care after delivery: readings and what they raise, issues, maintenance, offers, check-ins. */
export const care: Evolvers<Kinds> = {
  probeConfigured: (state, { metric, source, everyDays, owner, at }) => ({
    ...state,
    probes: {
      ...state.probes,
      [metric]: { source, everyDays, since: at, ...(owner !== undefined && { owner }) },
    },
  }),
  readingRecorded: (state, { metric, value, takenAt, source }) => ({
    ...state,
    readings: { ...state.readings, [metric]: withReading(state.readings[metric], { at: takenAt, value }, source) },
  }),
  redFlagRaised: (state, { flag, metric, rule, value, tell, evidence, at }) => ({
    ...state,
    redFlags: { ...state.redFlags, [flag]: { metric, rule, value, tell, evidence, since: at } },
  }),
  redFlagCleared: (state, { flag }) => ({ ...state, redFlags: without(state.redFlags, flag) }),
  issueReported: (state, { issue, summary, severity, handler, route, dueOn, at, by }) => {
    const reported = {
      summary,
      severity,
      handler,
      reportedAt: at,
      by: by ?? '',
      ...(route !== undefined && { route }),
      ...(dueOn !== undefined && { dueOn }),
    };
    return { ...state, issues: { ...state.issues, [issue]: reported } };
  },
  issueResolved: (state, { issue, at }) => {
    const open = state.issues[issue];
    return open === undefined ? state : { ...state, issues: { ...state.issues, [issue]: { ...open, resolvedAt: at } } };
  },
  changeRequested: (state, { request, summary, scope, at, by }) => ({
    ...state,
    changeRequests: { ...state.changeRequests, [request]: { summary, scope, requestedAt: at, by: by ?? '' } },
  }),
  changeRequestAnswered: (state, event) => {
    const asked = state.changeRequests[event.request];
    const answered = { ...doneBy(event), answer: event.answer };
    return asked === undefined
      ? state
      : { ...state, changeRequests: { ...state.changeRequests, [event.request]: { ...asked, answered } } };
  },
  maintenanceOwned: (state, { at }) => ({ ...state, maintenanceSince: at }),
  firstCycleAnswered: (state, event) => ({
    ...state,
    firstCycle: {
      ...doneBy(event),
      onTrack: event.onTrack,
      ...(event.because !== undefined && { because: event.because }),
    },
  }),
  offerAnswered: (state, event) => ({
    ...state,
    offers: { ...state.offers, [event.offer]: { ...doneBy(event), answer: event.answer } },
  }),
  nextEngagementLinked: (state, { engagement, prerequisite, at }) => ({
    ...state,
    next: [...state.next, { id: engagement, linkedAt: at, ...(prerequisite === true && { prerequisite }) }],
  }),
  nextEngagementEnded: (state, { engagement, at }) => ({
    ...state,
    next: state.next.map((next) => (next.id === engagement ? { ...next, endedAt: at } : next)),
  }),
  checkInMoved: (state, { on, at }) => ({ ...state, checkIn: { ...state.checkIn, movedTo: on, movedAt: at } }),
  checkInOwnerDecided: (state, { owner, at }) => ({
    ...state,
    checkIn: { ...state.checkIn, owner, ownerDecidedAt: at },
  }),
  // The next one is reckoned from go-live again, wherever this one was moved to.
  checkInHeld: (state, event) => ({
    ...state,
    checkIn: {
      number: event.number + 1,
      last: { ...doneBy(event), outcome: event.outcome, plannedOn: event.plannedOn },
      ...(event.last && { over: true }),
    },
  }),
};
