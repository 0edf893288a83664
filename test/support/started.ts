import type { Client } from '@temporalio/client';
import type { Instant } from '../../src/calendar/calendar.ts';
import { addDays, businessDayFrom } from '../../src/calendar/calendar.ts';
import { startBody } from '../../src/engagement/start.ts';
import type { StartRequest } from '../../src/engagement/start.ts';
import { outlineOf } from '../../src/playbook/outline.ts';
import type { Outline } from '../../src/playbook/outline.ts';
import type { Playbook } from '../../src/playbook/schema.ts';
import type { EngagementInput } from '../../workflows/messages.ts';
import { taskQueue, workflowType } from '../../workflows/messages.ts';
import { pinOf, request, shelved } from './play.ts';

const events = shelved('event-operations-platform');
export const outline: Outline = outlineOf(events);

/** What an engagement begins with, of the event operations playbook unless another is given: a kickoff in about a week from `now`. */
export function engagementInput(
  id: string,
  over: Partial<StartRequest> = {},
  now: Instant = new Date().toISOString(),
  playbook: Playbook = events,
): EngagementInput {
  const decides = outlineOf(playbook);
  const asked = request(decides, { engagement: id, ...over });
  const kickoffOn = businessDayFrom(addDays(now.slice(0, 10), 8), asked.calendar);
  const kickoffAt = over.kickoffAt ?? `${kickoffOn}T14:00:00.000Z`;
  const begin = startBody(decides, pinOf(playbook), { ...asked, kickoffAt });
  return { playbook: decides, begin };
}

/** Starts an engagement; its id is the workflow's. */
export async function started(client: Client, input: EngagementInput): Promise<string> {
  const id = 'kind' in input.begin ? input.begin.engagement : input.begin.state.id;
  await client.workflow.start(workflowType, { taskQueue, workflowId: id, args: [input] });
  return id;
}
