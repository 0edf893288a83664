import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { engagementOnServer } from '../../rehearsal/engagement-on-server.ts';
import { live } from '../../rehearsal/live.ts';
import { prompt } from './play.ts';
import { recordingActivities } from './recording-activities.ts';
import { engagementInput, outline, started } from './started.ts';
import { realTemporal } from './temporal.ts';

// Run by hand, with the name of a new file: recorded histories are only ever added.
const [name] = process.argv.slice(2);
if (name === undefined) throw new Error('Name the history, such as event-operations-0.2.0');
const temporal = await realTemporal();
await temporal.worker(recordingActivities());
const id = await started(temporal.client, engagementInput('recorded'));
await live(engagementOnServer(temporal.client, id), {
  playbook: outline,
  temper: prompt,
  until: new Date(Date.now() + 366 * 86_400_000).toISOString(),
  enough: ({ checkIn }) => checkIn.number > 1,
});
const history = await temporal.client.workflow.getHandle(id).fetchHistory();
await writeFile(`test/histories/${name}.json.gz`, gzipSync(historyToJSON(history), { level: 9 }), {
  flag: 'wx',
});
await temporal.stop();
