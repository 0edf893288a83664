import { doneBy, inPlace, without } from './evolver.ts';
import type { Evolvers } from './evolver.ts';

type Kinds =
  | 'tasksCompleted'
  | 'taskReopened'
  | 'testsRecorded'
  | 'termAnswered'
  | 'definitionsSigned'
  | 'methodologyChosen'
  | 'targetAgreed'
  | 'actionAssigned'
  | 'factNoted'
  | 'factJudged'
  | 'documentPublished'
  | 'meetingScheduled'
  | 'meetingHeld';

/** The work of the steps: tasks, tests, terms, facts, documents, meetings. */
export const work: Evolvers<Kinds> = {
  tasksCompleted: (state, event) => ({
    ...state,
    tasks: { ...state.tasks, ...Object.fromEntries(event.tasks.map((key) => [key, doneBy(event)])) },
    reopened: event.tasks.reduce(without, state.reopened),
  }),
  taskReopened: (state, { task, at }) => ({
    ...state,
    tasks: without(state.tasks, task),
    reopened: { ...state.reopened, [task]: at },
  }),
  testsRecorded: (state, event) => {
    const results = (ids: readonly string[], passed: boolean) =>
      ids.map((id) => [id, { ...doneBy(event), passed, attempt: event.attempt }] as const);
    return {
      ...state,
      tests: {
        ...state.tests,
        ...Object.fromEntries([...results(event.passed, true), ...results(event.failed, false)]),
      },
    };
  },
  // A document that has changed since is not what was signed.
  termAnswered: (state, event) => {
    const { term, answer, value, note } = event;
    const said = { ...(value !== undefined && { value }), ...(note !== undefined && { note }), ...inPlace(event) };
    return {
      ...state,
      signatures: [],
      terms: { ...state.terms, [term]: { ...doneBy(event), answer, ...said } },
    };
  },
  definitionsSigned: (state, event) => ({
    ...state,
    signatures: [...state.signatures, { ...doneBy(event), roles: event.roles, ...inPlace(event) }],
  }),
  methodologyChosen: (state, { methodology }) => ({ ...state, methodology }),
  targetAgreed: (state, event) => {
    const { metric, target, baseline } = event;
    const agreed = { ...doneBy(event), target, ...(baseline !== undefined && { baseline }) };
    return { ...state, targets: { ...state.targets, [metric]: agreed } };
  },
  actionAssigned: (state, event) => {
    const { action, text, owner, due } = event;
    return { ...state, actions: { ...state.actions, [action]: { ...doneBy(event), text, owner, due } } };
  },
  factNoted: (state, event) => ({
    ...state,
    facts: { ...state.facts, [event.fact]: { ...doneBy(event), text: event.text, standing: 'ASSUMED' } },
  }),
  factJudged: (state, event) => ({
    ...state,
    facts: { ...state.facts, [event.fact]: { ...doneBy(event), text: event.text, standing: event.standing } },
  }),
  documentPublished: (state, event) => {
    const { document, version, link } = event;
    return {
      ...state,
      documents: { ...state.documents, [document]: { ...doneBy(event), version, ...(link !== undefined && { link }) } },
    };
  },
  meetingScheduled: (state, { meeting, startsAt, at }) => ({
    ...state,
    meetings: { ...state.meetings, [meeting]: { ...state.meetings[meeting], at: startsAt, plannedAt: at } },
  }),
  meetingHeld: (state, { meeting, heldAt, recorded }) => ({
    ...state,
    meetings: { ...state.meetings, [meeting]: { ...state.meetings[meeting], heldAt, recorded } },
  }),
};
