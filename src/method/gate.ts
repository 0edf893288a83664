import type { Gate } from '../engagement/state.ts';
import type { GateCode } from '../playbook/codes.ts';
import type { Outline } from '../playbook/outline.ts';
import { assignApprovals, requiredApprovals } from './approvals.ts';
import { applicable, attemptOf } from './context.ts';
import type { Context } from './context.ts';
import { tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { lackOf } from './evidence.ts';
import type { Wait } from './wait.ts';

type GateItem = Outline['gates'][GateCode]['items'][number];
export type Decision = Outline['gates'][GateCode]['decisions'][number];

/** Where a gate stands: what is not yet so, whose approval is missing, who asked for changes. */
export interface GateStanding {
  readonly openItems: readonly string[];
  /** Items that somebody called true and that are not so, or no longer: id and what is missing. */
  readonly lacks: readonly { readonly item: string; readonly lack: string }[];
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
    return lack === undefined ? [] : [{ item: item.id, lack }];
  });
  const groups = requiredApprovals(context, code);
  const filled = assignApprovals(groups, gate.approvals);
  const missingApprovals = groups.filter((_, index) => filled[index] === undefined).map(({ anyOf }) => anyOf);
  const changesAskedBy = gate.changes.map(({ by }) => by);
  const ready = [openItems, lacks, missingApprovals, changesAskedBy].every((list) => list.length === 0);
  return { openItems, lacks, missingApprovals, changesAskedBy, ready };
}

/** What an item lacks. An agreement with the customer, noted when the item was confirmed, stands in for evidence where the playbook allows it. */
export function lackOfItem(context: Context, item: GateItem, gate: Gate): string | undefined {
  if (item.evidence === undefined || (item.unlessAgreed !== undefined && gate.agreed.includes(item.id)))
    return undefined;
  return lackOf(context, item.evidence, gate.freshFrom);
}

/**
 * Who is waited for at a gate: the architect for the items, then each approver, then the architect for the decision. What had to be done before
 * the gate could be looked at was done at `from`.
 */
export function gateWaits(context: Context, code: GateCode, from = ''): Wait[] {
  const gate = openGate(context, code);
  if (gate === undefined) return [];
  const standing = standingOf(context, code, gate);
  const { chain } = context.playbook.gates[code];
  const base = { since: latest(gate, from), chain };
  const untrue = [...standing.openItems, ...standing.lacks.map(({ item }) => item)];
  const scope = `${code}.${gate.attempt}`;
  if (standing.changesAskedBy.length > 0) {
    return [
      {
        ...base,
        key: `${scope}/changes-${gate.changes.length}`,
        who: ['architect'],
        what: `${code}: changes were asked for`,
        answeredBy: 'requestChanges',
        items: [],
      },
    ];
  }
  if (untrue.length > 0) {
    const done = Object.keys(gate.items).length;
    return [
      {
        ...base,
        key: `${scope}/items-after-${done}`,
        who: ['architect'],
        what: `${code}: ${untrue.length} items not true yet`,
        answeredBy: 'confirmGateItems',
        items: untrue,
      },
    ];
  }
  if (standing.missingApprovals.length > 0) {
    // An approver is asked once all is ready to be approved, and that clock does not start anew when somebody else approves.
    const since = Object.values(gate.items).reduce((one, { at }) => (at > one ? at : one), gate.openedAt);
    return standing.missingApprovals.map((anyOf) => ({
      key: `${scope}/approval-${anyOf.join('-or-')}`,
      who: anyOf,
      what: `${code}: approval`,
      answeredBy: 'approveGate',
      items: [],
      since,
      chain,
      template: 'approval-reminder' as const,
    }));
  }
  return [
    {
      ...base,
      key: `${scope}/decision`,
      who: ['architect'],
      what: `${code}: the decision`,
      answeredBy: 'decideGate',
      items: context.playbook.gates[code].decisions.map(({ id }) => id),
    },
  ];
}

const latest = (gate: Gate, from: string): string =>
  [...Object.values(gate.items), ...gate.approvals, ...gate.changes, { at: from }].reduce(
    (one, { at }) => (at > one ? at : one),
    gate.openedAt,
  );

/** Asks each approver once everything is ready to be approved, and tells the team when somebody asks for changes. */
export function gateOwes(context: Context, code: GateCode): MessageDuty[] {
  const gate = openGate(context, code);
  if (gate === undefined) return [];
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
      }),
    );
  const changes = gate.changes.flatMap(({ by, at, reason }) =>
    tell(context, 'changes-requested', {
      key: `${code}.${gate.attempt}/changes-${by}-${at}`,
      to: ['architect'],
      at,
      values: { gate: code, by, reason },
      why: `Changes were asked for at ${code}`,
    }),
  );
  return [...asked, ...changes];
}

/** Tells the approvers, and the architect, how the last gate was decided. */
export function gateNews(context: Context): MessageDuty[] {
  return Object.entries(context.state.gates).flatMap(([code, gate]) => {
    if (gate?.decided === undefined || !isGate(code) || gate.attempt !== attemptOf(context, code)) return [];
    const { decision, at } = gate.decided;
    const to = [...new Set(['architect', ...requiredApprovals(context, code).flatMap(({ anyOf }) => anyOf)])];
    return tell(context, 'gate-decided', {
      key: `${code}.${gate.attempt}/decided`,
      to,
      at,
      values: { gate: code, decision },
      why: `${code} was decided: ${decision}`,
    });
  });
}

const isGate = (code: string): code is GateCode => code === '1d' || code === '2b' || code === '2d' || code === '3d';
