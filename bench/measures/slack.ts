import { setTimeout as pause } from 'node:timers/promises';
import { requestFor } from '../../rehearsal/script.ts';
import type { Act } from '../../rehearsal/scene.ts';
import type { GateCode } from '../../src/playbook/codes.ts';
import { engagementStarter } from '../fairlead/fairlead-side.ts';
import { shelvedPlaybook, startFairleadApi, startFairleadWorker } from '../fairlead/fairlead.ts';
import type { HttpCaller } from '../fairlead/http-caller.ts';
import { script } from '../fairlead/script.ts';
import type { Figure, Measure } from '../figure.ts';
import { onMachine } from '../machine.ts';
import type { OwnMachine } from '../machine.ts';
import { median, quartiles } from '../sample.ts';
import { clicker, signingSecret } from '../slack/clicks.ts';
import type { Acknowledged, Clicked } from '../slack/clicks.ts';
import { startFarSlack } from '../slack/far-slack.ts';
import type { FarSlack } from '../slack/far-slack.ts';

/** How soon a click is acknowledged: with Temporal stopped, and when two hundred come at once; and that each is answered, and one decision comes of them. */
export const slack: Measure = {
  name: 'slack',
  figures: [
    'slackAckMedianMs',
    'slackAckWorstMs',
    'slackClicksLost',
    'slackBurstAckMedianMs',
    'slackBurstAckWorstMs',
    'slackBurstDecisions',
    'slackBurstAnswers',
  ],
  notQuick: true,
  run: ({ isQuick, say }) =>
    onMachine(say, async (machine) => {
      const office = await openOffice(machine);
      const stopped = await clickedMeanwhile(office, await office.atGate('stopped'), isQuick ? 5 : 30);
      return [...stopped, ...(await clickedAtOnce(office, await office.atGate('burst')))];
    }),
};

/** A gate that waits for somebody's approval. */
interface Gate {
  readonly engagement: string;
  readonly gate: GateCode;
}

interface Office {
  readonly machine: OwnMachine;
  readonly far: FarSlack;
  readonly click: (clicked: Clicked) => Promise<Acknowledged>;
  readonly caller: HttpCaller;
  /** Starts an engagement, and brings it to where its first approval is asked for. */
  atGate(engagement: string): Promise<Gate>;
}

/** Who is asked for that approval, in Slack. */
const approver = 'UAPPROVER';

async function openOffice(machine: OwnMachine): Promise<Office> {
  const shelved = await shelvedPlaybook();
  const acts = await script(shelved);
  const asked = acts.findIndex(({ kind }) => kind === 'approveGate');
  const approval = acts[asked];
  if (approval?.kind !== 'approveGate') throw new Error('The script has no approval');
  const { people } = requestFor(shelved.outline, 'sample', 'dedicated');
  const far = await startFarSlack({ [approver]: people[approval.by ?? '']?.email ?? '' });
  machine.started.add(() => far.stop());
  await startFairleadWorker(machine);
  const { port, caller } = await startFairleadApi(machine, [], {
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: signingSecret,
    FAIRLEAD_SLACK_API_URL: far.apiUrl,
  });
  const start = engagementStarter(caller, shelved);
  return {
    machine,
    far,
    caller,
    click: clicker(port),
    atGate: async (engagement) => {
      await start(engagement);
      for (const [index, act] of acts.slice(0, asked).entries()) await decided(caller, engagement, act, index);
      return { engagement, gate: approval.gate };
    },
  };
}

async function decided(caller: HttpCaller, engagement: string, { kind, ...body }: Act, index: number): Promise<void> {
  const route = kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const answer = await caller.post(`/v1/engagements/${engagement}/${route}`, body, `${engagement}-${index}`);
  if (answer.status !== 200) throw new Error(`${kind}: ${answer.status} ${answer.body}`);
}

/** Two hundred at once, three of four by the one who is asked, the others by people who are not. */
async function clickedAtOnce(office: Office, gate: Gate): Promise<Figure[]> {
  const keys = Array.from({ length: 200 }, (_, index) => `burst-${index}`);
  const acknowledged = await Promise.all(
    keys.map((key, index) => clicked(office, gate, { key, user: index % 4 === 3 ? `UOTHER${index}` : approver })),
  );
  await untilAnswered(office.far, keys, 120_000);
  const answered = keys.filter((key) => office.far.answers.get(key)?.length === 1).length;
  const ms = times(acknowledged);
  return [
    { name: 'slackBurstAckMedianMs', unit: 'ms', value: median(ms), spread: quartiles(ms), note: '200 clicks at once' },
    { name: 'slackBurstAckWorstMs', unit: 'ms', value: Math.max(...ms) },
    { name: 'slackBurstDecisions', unit: '', value: (await approvalsOf(office.caller, gate)).length },
    { name: 'slackBurstAnswers', unit: '', value: answered },
  ];
}

/** That a click is kept is no answer to what it asked for. */
const isFinal = (text: string): boolean => !text.startsWith('This is kept');

/** Ten a second while Temporal's process stands still. */
async function clickedMeanwhile(office: Office, gate: Gate, seconds: number): Promise<Figure[]> {
  const { machine, far } = office;
  const keys = Array.from({ length: seconds * 10 }, (_, index) => `stopped-${index}`);
  process.kill(machine.serverPids.server, 'SIGSTOP');
  const acknowledging = [];
  try {
    for (const [index, key] of keys.entries()) {
      acknowledging.push(clicked(office, gate, { key, user: index === 0 ? approver : `UMEANWHILE${index}` }));
      await pause(100);
    }
  } finally {
    process.kill(machine.serverPids.server, 'SIGCONT');
  }
  const ms = times(await Promise.all(acknowledging));
  await untilAnswered(far, keys, 180_000);
  const lost = keys.filter((key) => far.answers.get(key)?.some(isFinal) !== true).length;
  const [approval] = await approvalsOf(office.caller, gate);
  if (approval === undefined) throw new Error('The approval that was clicked while Temporal was stopped is not there');
  return [
    {
      name: 'slackAckMedianMs',
      unit: 'ms',
      value: median(ms),
      spread: quartiles(ms),
      note: `Temporal stopped for ${seconds} s, ten clicks a second`,
    },
    { name: 'slackAckWorstMs', unit: 'ms', value: Math.max(...ms) },
    { name: 'slackClicksLost', unit: '', value: lost },
  ];
}

const clicked = (
  { click, far }: Office,
  { engagement, gate }: Gate,
  { key, user }: { readonly key: string; readonly user: string },
): Promise<Acknowledged> => click({ user, value: { engagement, gate, attempt: 1 }, responseUrl: far.responseUrl(key) });

function times(acknowledged: readonly Acknowledged[]): number[] {
  const refused = acknowledged.find(({ status }) => status !== 200);
  if (refused !== undefined) throw new Error(`A click was answered with ${refused.status}`);
  return acknowledged.map(({ ms }) => ms);
}

async function untilAnswered({ answers }: FarSlack, keys: readonly string[], withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline && !keys.every((key) => answers.get(key)?.some(isFinal) === true)) await pause(50);
  // One that is answered twice shows it now.
  await pause(500);
}

interface Seen {
  readonly gates: Readonly<Partial<Record<GateCode, { readonly approvals: readonly unknown[] }>>>;
}

async function approvalsOf(caller: HttpCaller, { engagement, gate }: Gate): Promise<readonly unknown[]> {
  const view: Seen = JSON.parse((await caller.get(`/v1/engagements/${engagement}`)).body);
  return view.gates[gate]?.approvals ?? [];
}
