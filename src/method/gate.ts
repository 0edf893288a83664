import type { Instant } from '../calendar/calendar.ts';
import type { Gate } from '../engagement/state.ts';
import { gateCodes } from '../playbook/codes.ts';
import type { GateCode } from '../playbook/codes.ts';
import type { Outline } from '../playbook/outline.ts';
import { assignApprovals, requiredApprovals } from './approvals.ts';
import { applicable, nameOf, rolesOf } from './context.ts';
import type { Context } from './context.ts';
import { inForce, standInFor } from './delegation.ts';
import { isNews, peopleFor, tell, tellPeople } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { changedAt, evidencesOf, lackOf } from './evidence.ts';
import type { Wait } from './wait.ts';

type GateItem = Outline['gates'][GateCode]['items'][number];
export type Decision = Outline['gates'][GateCode]['decisions'][number];

/** Where a gate stands: what is not yet so, whose approval is missing, who asked for changes. */
export interface GateStanding {
  readonly openItems: readonly string[];
  /** Items that somebody called true and that are not so, or no longer: id, what is missing, and since when if that is known. */
  readonly lacks: readonly { readonly item: string; readonly lack: string; readonly since: Instant }[];
  readonly missingApprovals: readonly (readonly string[])[];
  readonly changesAskedBy: readonly string[];
  /** Nothing is missing but the decision. */
  readonly ready: boolean;
}

export const gateItems = (context: Context, gate: GateCode): readonly GateItem[] =>
  applicable(context, context.playbook.gates[gate].items);

/** The attempt that is open at a gate, if the engagement stands there. */
export function openGate({ state }: Pick<Context, 'state'>, code: GateCode): Gate | undefined {
  const gate = state.gates[code];
  return state.step === code && gate?.decided === undefined ? gate : undefined;
}

export function standingOf(context: Context, code: GateCode, gate: Gate): GateStanding {
  const items = gateItems(context, code);
  const openItems = items.filter(({ id }) => !(id in gate.items)).map(({ id }) => id);
  const lacks = items.flatMap((item) => {
    const lack = item.id in gate.items ? lackOfItem(context, item, gate) : undefined;
    return lack === undefined ? [] : [{ item: item.id, lack, since: lackedSince(context, item) }];
  });
  const groups = requiredApprovals(context, code);
  const filled = assignApprovals(groups, gate.approvals);
  const missingApprovals = groups.filter((_, index) => filled[index] === undefined).map(({ anyOf }) => anyOf);
  const changesAskedBy = openChanges(context, code, gate).map(({ by }) => by);
  const ready = [openItems, lacks, missingApprovals, changesAskedBy].every((list) => list.length === 0);
  return { openItems, lacks, missingApprovals, changesAskedBy, ready };
}

export const approverRoles = (context: Context, code: GateCode): string[] =>
  requiredApprovals(context, code).flatMap(({ anyOf }) => anyOf);

/** An objection stands until the person approves. It leaves with whoever may not approve any more: their successor is asked instead. */
function openChanges(context: Context, code: GateCode, gate: Gate): Gate['changes'] {
  const roles = approverRoles(context, code);
  return gate.changes.filter(({ by }) => rolesOf(context, by).some((role) => roles.includes(role)));
}

/** What an item lacks. An agreement with the customer, noted when the item was confirmed, stands in for evidence where the playbook allows it. */
export function lackOfItem(context: Context, item: GateItem, gate: Gate): string | undefined {
  if (item.unlessAgreed !== undefined && gate.agreed.includes(item.id)) return undefined;
  const lacks = evidencesOf(item).flatMap((evidence) => lackOf(context, evidence, gate.freshFrom) ?? []);
  return lacks.length === 0 ? undefined : lacks.join('; ');
}

const lackedSince = (context: Context, item: GateItem): Instant =>
  evidencesOf(item).reduce((latest, evidence) => {
    const at = changedAt(context, evidence);
    return at > latest ? at : latest;
  }, '');

/**
 * Who is waited for at a gate: the architect for the items, then each approver, then the architect for the decision. What had to be done before
 * the gate could be looked at was done at `from`.
 */
export function gateWaits(context: Context, code: GateCode, from = ''): Wait[] {
  const gate = openGate(context, code);
  if (gate === undefined) return [];
  const standing = standingOf(context, code, gate);
  const untrue = [...standing.openItems, ...standing.lacks.map(({ item }) => item)];
  // The team's part runs on the team's chain: an approver's escalation would tell the architect of the architect.
  const forArchitect = { who: ['architect'], since: latest(gate, from), chain: 'work' };
  const scope = `${code}.${gate.attempt}`;
  if (openChanges(context, code, gate).some(({ answeredAt }) => answeredAt === undefined))
    return [
      {
        ...forArchitect,
        key: `${scope}/changes-${latest(gate, from)}`,
        what: `${code}: changes were asked for; what is true is confirmed again once they are made`,
        answeredBy: 'confirmGateItems',
        items: gateItems(context, code).map(({ id }) => id),
      },
    ];
  const since = standing.lacks.reduce((one, lack) => (lack.since > one ? lack.since : one), latest(gate, from));
  if (untrue.length > 0)
    return [
      {
        ...forArchitect,
        since,
        key: `${scope}/items-${since}`,
        what: `${code}: ${untrue.length} items not true yet`,
        answeredBy: 'confirmGateItems',
        items: untrue,
      },
    ];
  const approvers = approversAsked(context, code, gate, standing);
  if (approvers.length > 0) return approvers.map((roles) => approvalWait(context, code, gate, roles));
  return [
    {
      ...forArchitect,
      key: `${scope}/decision`,
      what: `${code}: the decision`,
      answeredBy: 'decideGate',
      items: context.playbook.gates[code].decisions.map(({ id }) => id),
    },
  ];
}

/** Whose approval is missing. Somebody who asked for changes approves in person, even where another could have in their place. */
function approversAsked(
  context: Context,
  code: GateCode,
  gate: Gate,
  { missingApprovals }: GateStanding,
): (readonly string[])[] {
  const roles = approverRoles(context, code);
  const objectors = openChanges(context, code, gate).map(({ by }) =>
    roles.filter((role) => rolesOf(context, by).includes(role)),
  );
  const others = missingApprovals.filter((anyOf) => !objectors.flat().some((role) => anyOf.includes(role)));
  return [...objectors, ...others];
}

/** An approver is asked once all is ready to be approved, and asked anew when it has changed; that another has approved does not start their clock anew. */
function approvalWait(context: Context, code: GateCode, gate: Gate, who: readonly string[]): Wait {
  const since = Object.values(gate.items).reduce((one, { at }) => (at > one ? at : one), gate.openedAt);
  return {
    key: `${code}.${gate.attempt}/approval-${who.join('-or-')}-${since}`,
    who,
    what: `${code}: approval`,
    answeredBy: 'approveGate',
    items: [],
    since,
    chain: context.playbook.gates[code].chain,
    template: 'approval-reminder',
    offers: { gate: code, attempt: gate.attempt },
  };
}

const latest = (gate: Gate, from: string): string =>
  [...Object.values(gate.items), ...gate.approvals, ...gate.changes, { at: from }].reduce(
    (one, { at }) => (at > one ? at : one),
    gate.openedAt,
  );

/** Tells the architect what has to be true, asks each approver once it is, and tells the team when somebody asks for changes. */
export function gateOwes(context: Context, code: GateCode): MessageDuty[] {
  const gate = openGate(context, code);
  if (gate === undefined) return [];
  const opened = tell(context, 'gate-opened', {
    key: `${code}.${gate.attempt}/opened-architect`,
    to: ['architect'],
    at: gate.openedAt,
    items: gateItems(context, code).map(({ id }) => id),
    values: { gate: code },
    why: `${code} opened: its items are to be confirmed`,
  });
  const asked = gateWaits(context, code)
    .filter(({ template }) => template === 'approval-reminder')
    .flatMap((wait) =>
      tell(context, 'approval-request', {
        key: `${wait.key}/asked`,
        to: wait.who,
        at: wait.since,
        items: gateItems(context, code).map(({ id }) => id),
        values: { gate: code },
        why: `${code} is ready to be approved`,
        offers: wait.offers,
      }),
    );
  const changes = gate.changes.flatMap(({ by, at, reason }) =>
    tell(context, 'changes-requested', {
      key: `${code}.${gate.attempt}/changes-${by}-${at}`,
      to: ['architect'],
      at,
      values: { gate: code, by: nameOf(context, by), reason },
      why: `Changes were asked for at ${code}`,
    }),
  );
  return [...opened, ...asked, ...changes];
}

/** Tells the approvers, and the architect, how the last gate was decided and why: while it is news, and not to whoever decided it. */
export function gateNews(context: Context): MessageDuty[] {
  const decided = Object.entries(context.state.gates).flatMap(([code, gate]) =>
    gate?.decided !== undefined && isGate(code) ? [{ code, gate, ...gate.decided }] : [],
  );
  return decided
    .filter(({ at }) => isNews(context, at) && decided.every((other) => other.at <= at))
    .flatMap(({ code, gate, decision, reason, at, by }) => {
      const people = peopleFor(context, ['architect', ...approverRoles(context, code)]).filter(
        (person) => standInFor(inForce(context), person) !== by,
      );
      return tellPeople(context, people, 'gate-decided', {
        key: `${code}.${gate.attempt}/decided`,
        at,
        values: { gate: code, decision, by: nameOf(context, by), ...(reason !== undefined && { reason }) },
        why: `${code} was decided: ${decision}`,
      });
    });
}

const isGate = (code: string): code is GateCode => gateCodes.some((gate) => gate === code);
