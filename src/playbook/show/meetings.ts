import type { StepCode } from '../codes.ts';
import { onlyWhere, roleName } from '../in-words.ts';
import type { Playbook } from '../schema.ts';
import { labelled, listUnder, section, table } from './markdown.ts';
import type { Block } from './markdown.ts';

type Meeting = Playbook['meetings'][number];

/** The meetings of a step, in their order, each with its agenda. */
export const meetings = (playbook: Playbook, step: StepCode): Block[] =>
  playbook.meetings.filter((meeting) => meeting.step === step).map((meeting) => shown(playbook, meeting));

const shown = (playbook: Playbook, meeting: Meeting): Block =>
  section(4, `Meeting: ${meeting.name}${onlyWhere(meeting.when)}`, [
    [meeting.focus, ...facts(playbook, meeting)].join(' '),
    labelled(
      'Who',
      meeting.attendees.map(({ role, when }) => `${roleName(playbook, role)}${onlyWhere(when)}`).join(', '),
    ),
    table(
      ['Minutes', 'Topic', 'What is done'],
      meeting.agenda.map(({ from, to, topic, detail }) => [
        to === undefined ? `from ${from}` : `${from}-${to}`,
        topic,
        detail,
      ]),
    ),
    listUnder('What must come up', meeting.topics),
    listUnder('We bring', meeting.brings),
    listUnder('We leave with', meeting.leavesWith),
    labelled('Outcome', meeting.output),
  ]);

function facts(playbook: Playbook, { minutes, timing, after, optional, recorded }: Meeting): string[] {
  const names = after.map((id) => playbook.meetings.find((meeting) => meeting.id === id)?.name ?? id);
  return [
    minutes === undefined
      ? []
      : [minutes.min === minutes.max ? `${minutes.max} minutes.` : `${minutes.min}-${minutes.max} minutes.`],
    timing === undefined ? [] : [`${timing}.`],
    names.length === 0 ? [] : [`After ${names.join(', ')}.`],
    optional === true ? ['Optional.'] : [],
    recorded === true ? ['It is recorded.'] : [],
  ].flat();
}
