import type { View } from '../src/engagement/view.ts';
import type { Standing } from '../src/messages/slack/engagement-words.ts';
import type { Shelf } from '../stores/playbook-shelf.ts';

/** A view with what it takes to put it into words: its playbook, when that is on the shelf, and the time. */
export function standingIn(shelf: Shelf, view: View): Standing {
  const playbook = shelf.byDigest(view.playbook.digest)?.playbook;
  return { view, now: new Date().toISOString(), ...(playbook !== undefined && { playbook }) };
}
