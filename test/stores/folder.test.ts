import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { apiToken } from '../../stores/api-token.ts';
import { openSlackOutbox } from '../../stores/slack-outbox.ts';
import { tempDir } from '../local/temp-dir.ts';

const message = (id: string, at: string, engagement: string) => ({
  id,
  at,
  engagement,
  key: id,
  to: '@x',
  text: id,
  blocks: [],
});

it('makes one token, whoever asks first, that only its owner can read', async () => {
  const folder = await tempDir();
  const [one, other] = await Promise.all([apiToken(folder), apiToken(folder)]);
  expect(one).toBe(other);
  expect(one).toMatch(/^[\w-]{43}$/);
  expect((await stat(join(folder, 'api-token'))).mode & 0o777).toBe(0o600);
});

it('shows the newest Slack message first, and each once', async () => {
  const outbox = openSlackOutbox(await tempDir());
  await outbox.put(message('first', '2027-01-04T09:00:00.000Z', 'acme'));
  await outbox.put(message('second', '2027-01-05T09:00:00.000Z', 'other'));
  await outbox.put(message('first', '2027-01-04T09:00:00.000Z', 'acme'));
  expect((await outbox.list({ limit: 9 })).map(({ id }) => id)).toEqual(['second', 'first']);
  expect(await outbox.list({ limit: 9, engagement: 'acme' })).toHaveLength(1);
  expect(await outbox.list({ limit: 1 })).toHaveLength(1);
});
