import type { MessageDuty } from '../../src/method/duty.ts';
import { letterOf } from '../../src/method/letter-of.ts';
import type { TemplateId } from '../../src/messages/templates.ts';
import type { Letter } from '../../src/ports/messenger.ts';
import type { Stage } from './play.ts';
import { told } from './scenes.ts';

/** The last message of a kind to somebody, as if it had gone out in Slack: as the workflow notes that. */
export function placed(stage: Stage, template: TemplateId, to: string, ref = 'D1/1798.1'): MessageDuty {
  const message = told(stage, template).findLast((duty) => duty.to === to);
  if (message === undefined) throw new Error(`No ${template} went to ${to}`);
  if (message.offers === undefined) throw new Error(`${message.key} offers nothing`);
  const { key, offers } = message;
  stage.note({ kind: 'dutyPerformed', duty: key, what: template, to, via: 'slack', placed: { ref, to, ...offers } });
  return message;
}

/** What has been put in the place of messages, in order; each is noted as shown, as the workflow notes it. */
export function edits(stage: Stage): readonly (MessageDuty & { readonly sentAt: string })[] {
  const all = stage.sent.flatMap(({ at, duty }) =>
    duty.kind === 'message' && duty.edits !== undefined ? [{ ...duty, sentAt: at }] : [],
  );
  for (const { key, template, edits: edit } of all)
    if (edit?.settles !== undefined && edit.settles in stage.engagement.state.surfaces)
      stage.note({ kind: 'dutyPerformed', duty: key, what: template, settles: edit.settles });
  return all;
}

/** The letter of a message, as it was when it went out. */
export function letterFor(stage: Stage, { key }: MessageDuty): Letter {
  const sent = stage.sent.findLast(({ duty }) => duty.key === key);
  if (sent?.duty.kind !== 'message') throw new Error(`${key} was not sent`);
  const letter = letterOf({ playbook: stage.playbook, state: sent.state, now: sent.at }, sent.duty);
  if (letter === undefined) throw new Error(`Nobody is ${sent.duty.to}`);
  return letter;
}
