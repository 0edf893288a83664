import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { engagementOnServer } from '../../rehearsal/engagement-on-server.ts';
import { live } from '../../rehearsal/live.ts';
import { isRehearsed, rehearsedBy, rehearsedDays } from '../../rehearsal/script.ts';
import { outlineOf } from '../../src/playbook/outline.ts';
import { shelved } from './play.ts';
import { recordingActivities } from './recording-activities.ts';
import { engagementInput, started } from './started.ts';
import { realTemporal } from './temporal.ts';

// Run by hand: a playbook, the type of the engagement, and a version of ours. Recorded histories are only ever added.
const [id, type, version] = process.argv.slice(2);
if (id === undefined || version === undefined || (type !== 'single' && type !== 'dedicated'))
  throw new Error('Say which, such as: event-operations-platform dedicated 0.2.0');
const playbook = shelved(id);
const outline = outlineOf(playbook);
const temporal = await realTemporal();
await temporal.worker(recordingActivities());
const workflow = await started(
  temporal.client,
  engagementInput('recorded', { type }, new Date().toISOString(), playbook),
);
const engagement = engagementOnServer(temporal.client, workflow);
await live(engagement, {
  playbook: outline,
  temper: rehearsedBy(outline),
  until: new Date(Date.now() + rehearsedDays * 86_400_000).toISOString(),
  enough: (view) => isRehearsed(view) || view.checkIn.number > 1,
  // What comes first, or next, ends at once.
  onWaitless: async ({ next }) => {
    const other = next.find(({ endedAt }) => endedAt === undefined)?.id;
    if (other === undefined) return false;
    await engagement.act({ kind: 'recordNextEnded', engagement: other, by: `engagement:${other}` });
    return true;
  },
});
const history = await temporal.client.workflow.getHandle(workflow).fetchHistory();
await writeFile(`test/histories/${id}.${type}.${version}.json.gz`, gzipSync(historyToJSON(history), { level: 9 }), {
  flag: 'wx',
});
await temporal.stop();
