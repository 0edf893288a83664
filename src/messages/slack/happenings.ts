import { dateInWords } from '../../calendar/calendar.ts';
import type { EventBodyOf, EventKind, JournalEvent } from '../../engagement/events.ts';
import type { State } from '../../engagement/state.ts';
import { valueInWords } from '../../health/rule.ts';
import type { Playbook } from '../../playbook/schema.ts';
import { nameIn, textOf } from '../texts.ts';
import { dayInWords, gateName, personName } from './engagement-words.ts';

/** What happened, for all who work on an engagement: plain text, not yet escaped. */
export interface Happening {
  /** What it is about, as the first parts of messages' keys say it; see topicOf. */
  readonly topic: string;
  readonly subject: string;
  readonly body: readonly string[];
}

/** The engagement just before something happened, and who did it. */
interface Scene {
  readonly playbook: Playbook;
  readonly state: State;
  readonly event: JournalEvent;
}

type Said = { readonly [Kind in EventKind]?: (scene: Scene, event: EventBodyOf<Kind>) => Happening };

/** Flags, issues, check-ins and decisions, whoever else is written to about them. */
const said: Said = {
  gateApproved: (scene, { gate, note }) =>
    told(gateTopic(scene, gate), `${gateName(gate)} was approved by ${actor(scene)}`, note),
  changesRequested: (scene, { gate, reason }) =>
    told(gateTopic(scene, gate), `${actor(scene)} asks for changes at ${gateName(gate)}`, reason),
  gateDecided: (scene, { gate, decision, reason }) => {
    const label = scene.playbook.gates[gate].decisions.find(({ id }) => id === decision)?.label ?? decision;
    return told(gateTopic(scene, gate), `${gateName(gate)} was decided: ${label}`, `By ${actor(scene)}`, reason);
  },
  definitionsSigned: (scene, { note }) => told('definitions', `The definitions were signed by ${actor(scene)}`, note),
  held: ({ state }, { reason }) =>
    told(`hold-${state.holds.length + 1}`, 'On hold', reason, 'Nobody is reminded of anything until it goes on.'),
  resumed: ({ state }, { reason }) => told(`hold-${state.holds.length}`, 'Going on', reason),
  goLiveSet: (_, { on }) => told('go-live', `Go-live is on ${dateInWords(on)}`),
  hypercareExtended: (_, { reason }) => told('3c', 'Hypercare goes on', reason),
  redFlagRaised: ({ playbook, event }, { flag, metric, rule, value }) => {
    const unit = playbook.metrics.find(({ id }) => id === metric)?.unit ?? 'count';
    return told(
      `red-flag/${flag}-${event.at}`,
      `Red flag: ${nameIn(playbook, metric)}`,
      `${valueInWords(value, unit)} (the line: ${rule})`,
    );
  },
  redFlagCleared: ({ playbook, state }, { flag }) => {
    const raised = state.redFlags[flag];
    return told(
      `red-flag/${flag}-${raised?.since ?? ''}`,
      `No red flag any more: ${nameIn(playbook, raised?.metric ?? flag)}`,
    );
  },
  issueReported: (_, { issue, summary, severity }) =>
    told(`issue/${issue}`, `${capital(severity)} issue ${issue}`, summary),
  issueResolved: ({ state }, { issue, note }) =>
    told(`issue/${issue}`, `Issue ${issue} is resolved`, state.issues[issue]?.summary, note),
  changeRequested: (scene, { request, summary, scope }) =>
    told(
      `change-request/${request}`,
      `${actor(scene)} asks for something that support does not cover (${request})`,
      summary,
      textOf(scene.playbook, scope),
    ),
  changeRequestAnswered: ({ state }, { request, answer, note }) =>
    told(
      `change-request/${request}`,
      `Change request ${request} was ${answer}`,
      state.changeRequests[request]?.summary,
      note,
    ),
  offerAnswered: (_, { offer, answer, note }) => told('retention', `The ${offer}: the customer says ${answer}`, note),
  checkInOwnerDecided: (_, { number, owner }) =>
    told(`check-in-${number}`, `The ${owner === 'sme' ? 'SME' : 'architect'} runs check-in ${number}`),
  checkInHeld: (_, { number, outcome, note }) =>
    told(`check-in-${number}`, `Check-in ${number} was held. It led to: ${outcome}`, note),
  delegated: ({ state }, { person, to, until, note }) =>
    told(
      'people',
      `${personName(state, to)} answers for ${personName(state, person)} until ${dayInWords(state, until)}`,
      note,
    ),
  delegationEnded: ({ state }, { person }) => told('people', `${personName(state, person)} answers in person again`),
  personNotInSlack: ({ state }, { person, reason }) =>
    told('people', `${personName(state, person)} is not found in Slack, and is written to by mail meanwhile`, reason),
  engagementClosed: () => told('4d', 'The project is complete'),
  engagementEnded: (_, { reason }) => told('end', 'The engagement has ended', reason),
};

export const told = (topic: string, subject: string, ...body: readonly (string | undefined)[]): Happening => ({
  topic,
  subject,
  body: body.filter((text): text is string => text !== undefined && text !== ''),
});

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const gateTopic = ({ state }: Scene, gate: EventBodyOf<'gateDecided'>['gate']): string =>
  `${gate}.${state.gates[gate]?.attempt ?? 1}`;

/** Who did it, and in whose place. */
function actor({ state, event }: Scene): string {
  const by = event.by === undefined ? 'nobody in person' : personName(state, event.by);
  const principal = 'onBehalfOf' in event ? event.onBehalfOf : undefined;
  return principal === undefined ? by : `${by} (for ${personName(state, principal)})`;
}

/** What is said of an event; nothing, of most. The table is typed kind by kind; that the kind of the event selects its own line is said once, here. */
export function happeningOf<Kind extends EventKind>(
  playbook: Playbook,
  state: State,
  event: JournalEvent & EventBodyOf<Kind>,
): Happening | undefined {
  const say: Said[Kind] = said[event.kind];
  return say?.({ playbook, state, event }, event);
}

export const isHappening = ({ kind }: JournalEvent): boolean => kind in said;
