import { startEngagement } from '../../start-engagement.ts';
import type { StartDependencies } from '../../start-engagement.ts';
import { Problem } from '../../problem.ts';
import { startBody } from '../forms/start-body.ts';
import type { Named } from '../forms/start-body.ts';
import type { StartFields } from '../forms/start-form-fields.ts';
import type { NameOf } from '../name-of.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import type { Said } from '../slack-web.ts';

export interface StartingDependencies extends StartDependencies {
  readonly nameOf: NameOf;
  readonly changed: (engagement: string) => void;
}

/** Starts an engagement as POST /v1/engagements does. The form's id is the key: sent again, it is the same engagement. */
export async function start(dependencies: StartingDependencies, fields: StartFields, key: string): Promise<Said> {
  const users = [...new Set(Object.values(fields.team).flat())];
  const named = new Map<string, Named>();
  for (const user of users) {
    const known = await dependencies.nameOf(user);
    if (known === undefined)
      return {
        text: markup`Nothing was started. Slack does not say the name and the confirmed address of ${user}, by which they would be written to: choose somebody else, or have them confirm it.`,
      };
    named.set(user, known);
  }
  try {
    const body = startBody(fields, (user) => named.get(user) ?? { name: '', email: '' });
    const { engagement } = await startEngagement(dependencies, body, key, new Date().toISOString());
    dependencies.changed(engagement);
    return {
      text: markup`Started: ${fields.basics.customer} is "${engagement}". /engagement show ${engagement} shows how it stands.`,
    };
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return { text: markup`Nothing was started. ${error.message}` };
    throw error;
  }
}
