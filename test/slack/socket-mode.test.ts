import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSlack } from '../../api/slack/open-slack.ts';
import { openChanges } from '../../stores/changes.ts';
import { openKeyUses } from '../../stores/key-uses.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { openSlackInbox } from '../../stores/slack-inbox.ts';
import { openSlackPlaces } from '../../stores/slack-places.ts';
import { memoryEngagements } from './memory-engagements.ts';
import { atGate, users } from './scene.ts';
import { click } from './sent-by-slack.ts';
import { slackServer } from './slack-server.ts';
import { socketServer } from './socket-server.ts';

const log = pino({ level: 'silent' });

async function connected(over: {
  readonly signingSecret?: string;
  readonly appToken?: string;
  readonly channel?: string;
}) {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-socket-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const sockets = await socketServer();
  const web = await slackServer(users, sockets.url);
  const engagements = memoryEngagements({ 'acme-events': atGate('2b') });
  const slack = openSlack({
    botToken: 'xoxb-made-up',
    apiUrl: web.apiUrl,
    membersFile: join(folder, 'slack-members.json'),
    homesFile: join(folder, 'slack-homes.json'),
    keys: openKeyUses(join(folder, 'keys')),
    changes: openChanges(join(folder, 'changes')),
    places: openSlackPlaces(join(folder, 'slack-threads')),
    inbox: openSlackInbox(join(folder, 'slack-inbox')),
    shelf: await openShelf('playbooks'),
    engagements,
    log,
    ...over,
  });
  onTestFinished(async () => slack.stop());
  return { slack, sockets, web, engagements };
}

describe('Socket Mode, where Slack cannot reach us', () => {
  it('takes clicks as over HTTP: kept, acknowledged, applied once, answered', async () => {
    const { slack, sockets, web, engagements } = await connected({ appToken: 'xapp-made-up' });
    expect(slack.router).toBeUndefined();
    await slack.start();
    const value = { engagement: 'acme-events', gate: '2b', attempt: 1 };
    const request = click({ user: 'UENGINEER', action: 'gate-approve', value, responseUrl: web.responseUrl('socket') });
    const payload: object = JSON.parse(new URLSearchParams(request.body).get('payload') ?? '{}');
    expect(await sockets.send('interactive', payload)).toEqual({});
    await sockets.send('interactive', payload, 1);
    expect(await web.answerTo('socket')).toContain('Noted: you approve 2b');
    expect((await engagements.view('acme-events')).gates['2b']?.approvals).toHaveLength(1);
    expect(new Set(engagements.came.map(({ commandId }) => commandId)).size).toBe(1);
  });

  it('is not used where there is a signing secret; without either nobody answers from Slack, and what happens is said in channels all the same', async () => {
    const signed = await connected({ appToken: 'xapp-made-up', signingSecret: 'made-up-secret' });
    expect(signed.slack.router).toBeDefined();
    await signed.slack.start();
    expect(signed.web.called('apps.connections.open')).toEqual([]);
    const { slack, web } = await connected({ channel: 'C1' });
    expect(slack.router).toBeUndefined();
    await slack.start();
    slack.changed('acme-events');
    await vi.waitFor(() => expect(web.called('chat.postMessage').at(-1)?.fields['channel']).toBe('C1'), 5000);
    expect(web.called('apps.connections.open')).toEqual([]);
  });
});
