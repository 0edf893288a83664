import { join } from 'node:path';
import { openChanges } from '../../stores/changes.ts';
import { openSlackInbox } from '../../stores/slack-inbox.ts';
import { openSlackPlaces } from '../../stores/slack-places.ts';
import { Unready } from '../../stores/unready.ts';
import { slackChannelId } from '../start-schema.ts';
import { openSlack } from './open-slack.ts';
import type { Slack, SlackDependencies } from './open-slack.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Slack as the environment has it (docs/slack.md); an empty setting is none. Undefined without a token. Throws Unready. */
export function slackFrom(
  environment: Environment,
  stateDir: string,
  rest: Pick<SlackDependencies, 'engagements' | 'shelf' | 'keys' | 'log'>,
): Slack | undefined {
  const given = (name: string): string | undefined => environment[name] || undefined;
  const [botToken, signingSecret, appToken] = ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN'].map(given);
  const apiUrl = given('FAIRLEAD_SLACK_API_URL');
  const publicUrl = given('FAIRLEAD_PUBLIC_URL')?.replace(/\/+$/, '');
  if (botToken === undefined) return undefined;
  const channel = slackChannelId.optional().safeParse(given('FAIRLEAD_SLACK_CHANNEL'));
  if (!channel.success)
    throw new Unready('FAIRLEAD_SLACK_CHANNEL must be the id of a Slack channel, such as C012AB3CD.');
  return openSlack({
    botToken,
    ...(signingSecret !== undefined && { signingSecret }),
    ...(appToken !== undefined && { appToken }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(apiUrl !== undefined && { apiUrl }),
    membersFile: join(stateDir, 'slack-members.json'),
    homesFile: join(stateDir, 'slack-homes.json'),
    changes: openChanges(join(stateDir, 'changes')),
    places: openSlackPlaces(join(stateDir, 'slack-threads')),
    ...(channel.data !== undefined && { channel: channel.data }),
    inbox: openSlackInbox(join(stateDir, 'slack-inbox')),
    ...rest,
  });
}
