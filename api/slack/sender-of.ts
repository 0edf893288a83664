import type { Sender } from './click.ts';

interface Sent {
  readonly user: { readonly id: string; readonly team_id?: string };
  readonly team: { readonly id: string } | null;
}

/** Who sent something: the workspace that it comes from, and the one that they belong to. */
export function senderOf({ user, team }: Sent): Sender {
  const at = team?.id ?? user.team_id ?? '';
  return { user: user.id, team: at, home: user.team_id ?? at };
}
