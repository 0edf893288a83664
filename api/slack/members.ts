import type { View } from '../../src/engagement/view.ts';
import type { Sender } from './click.ts';
import type { SlackMembers } from '../../stores/slack-members.ts';

/** Somebody of the workspace who may be one of the people of an engagement. */
export interface Member {
  readonly user: string;
  readonly email?: string;
}

/** Who somebody in Slack is, or why nothing is done for them. Rejects with Later while Slack cannot be asked. */
export type Recognise = (sender: Sender) => Promise<Member | { readonly refused: string }>;

/** Only active users of the workspace that Fairlead is installed in: asked of Slack, and known for a day. */
export function recognising(members: SlackMembers): Recognise {
  return async ({ user, team, home }) => {
    const workspace = await members.workspace();
    if (team !== workspace || home !== workspace) return { refused: elsewhere };
    const { team: belongsTo, isActive, email } = await members.member(user);
    if (belongsTo !== workspace) return { refused: elsewhere };
    if (!isActive) return { refused: 'This Slack account is not active any more, so nothing was done.' };
    return { user, ...(email !== undefined && { email }) };
  };
}

const elsewhere =
  'Sorry, you belong to another Slack workspace than Fairlead, so nothing was done. Please answer by mail, or ask the architect.';

/** The person of an engagement that a member is: by Slack id, else, for whom none is noted, by e-mail address. */
export function personOf({ people }: Pick<View, 'people'>, { user, email }: Member): string | undefined {
  const everybody = Object.entries(people);
  const [byId] = everybody.find(([, person]) => person.slack === user) ?? [];
  if (byId !== undefined || email === undefined) return byId;
  const [byEmail] =
    everybody.find(([, person]) => person.slack === undefined && person.email.toLowerCase() === email.toLowerCase()) ??
    [];
  return byEmail;
}
