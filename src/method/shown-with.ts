import type { GateOffering } from '../engagement/state.ts';
import type { Shown } from '../ports/messenger.ts';
import { actionIn } from './actions.ts';
import { nameOf } from './context.ts';
import type { Context } from './context.ts';
import type { MessageDuty } from './duty.ts';
import { evidencesOf } from './evidence.ts';
import { gateItems, openGate, standingOf } from './gate.ts';

/** What of the engagement shows with what a message offers, or with what of it is done; nothing, where there is nothing to show. */
export function shownWith(
  context: Context,
  { offers, done = [], items }: Pick<MessageDuty, 'offers' | 'done' | 'items'>,
): Shown {
  if (offers !== undefined && 'gate' in offers) return atGate(context, offers, items);
  const keys = [...(offers?.tasks ?? []), ...done.flatMap((line) => ('task' in line ? line.task : []))];
  const actions = keys.flatMap((key) => {
    const action = actionIn(key);
    const text = action === undefined ? undefined : context.state.actions[action]?.text;
    return action === undefined || text === undefined ? [] : [[action, text] as const];
  });
  return {
    ...(actions.length > 0 && { actions: Object.fromEntries(actions) }),
    ...(done.length > 0 && { done }),
  };
}

function atGate(context: Context, { gate: code, attempt }: GateOffering, items: readonly string[]): Shown {
  const gate = openGate(context, code);
  if (gate?.attempt !== attempt) return {};
  const { openItems, lacks } = standingOf(context, code, gate);
  const lacking = Object.fromEntries([
    ...openItems.map((item) => [item, ''] as const),
    ...lacks.map(({ item, lack }) => [item, lack] as const),
  ]);
  const approvals = gate.approvals.map(({ by, at }) => ({ by: nameOf(context, by), at }));
  const links = linksOf(context, code);
  return {
    ...(items.length === 0 && { checklist: gateItems(context, code).map(({ id }) => id) }),
    ...(approvals.length > 0 && { approvals }),
    ...(Object.keys(lacking).length > 0 && { lacks: lacking }),
    ...(Object.keys(links).length > 0 && { links }),
  };
}

/** The documents that the gate's items rest on, those of them that somebody published with a link. */
function linksOf(context: Context, code: GateOffering['gate']): Readonly<Record<string, string>> {
  const { document } = context.playbook.definitions;
  const documents = gateItems(context, code).flatMap((item) =>
    evidencesOf(item).flatMap((evidence) => {
      if ('documents' in evidence) return evidence.documents;
      return 'terms' in evidence || 'definitions' in evidence ? [document] : [];
    }),
  );
  return Object.fromEntries(
    documents.flatMap((id) => {
      const link = context.state.documents[id]?.link;
      return link === undefined ? [] : [[id, link] as const];
    }),
  );
}
