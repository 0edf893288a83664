import type { Playbook } from '../playbook/schema.ts';
import type { Letter } from '../ports/messenger.ts';
import { listed } from './listed.ts';

type Meeting = Playbook['meetings'][number];

/**
 * What somebody should know of the meetings that a message is about: how long each takes and what it goes through; whoever leads it also reads what to
 * bring, with what to leave, and what belongs before, into and after every meeting of the loop. MK-131 to MK-140, RV-134 to RV-143.
 */
export function meetingBriefs(playbook: Playbook, { template, items, step, to }: Letter): string[] {
  const meetings = meetingsOf(playbook, template, items);
  if (meetings.length === 0) return [];
  const leads = to.roles.includes('architect');
  // The kickoff's invitation has words of its own.
  const agendas = template === 'kickoff-invitation' ? [] : meetings.flatMap(agendaOf);
  const parts = leads ? meetings.flatMap((meeting) => partOf(meeting)) : [];
  return [...agendas, ...parts, ...(leads && step === '1c' ? ritual(playbook) : [])];
}

function meetingsOf(playbook: Playbook, template: Letter['template'], items: readonly string[]): Meeting[] {
  switch (template) {
    case 'step-opened':
    case 'meeting-scheduled':
      return playbook.meetings.filter(({ id }) => items.includes(id));
    case 'kickoff-invitation':
      return playbook.meetings.filter(({ id }) => id === 'kickoff');
    default:
      return [];
  }
}

function agendaOf({ name, minutes, focus, agenda, topics }: Meeting): string[] {
  const slots = agenda.map(
    ({ from, to, topic, detail }) => `${to === undefined ? `from ${from}` : `${from}-${to}`} min, ${topic}: ${detail}`,
  );
  return listed(`${name}${lastsFor(minutes)}: ${focus}`, slots.length > 0 ? slots : topics);
}

const lastsFor = (minutes: Meeting['minutes']): string => {
  if (minutes === undefined) return '';
  return minutes.min === minutes.max ? ` (${minutes.min} minutes)` : ` (${minutes.min} to ${minutes.max} minutes)`;
};

const partOf = ({ name, brings, leavesWith }: Meeting): string[] => [
  ...listed(`You bring to "${name}":`, brings),
  ...listed(`You leave "${name}" with:`, leavesWith),
];

const ritual = ({ alignment: { before, during, after } }: Playbook): string[] => [
  ...listed('Before each meeting:', before),
  ...listed('In each meeting:', during),
  ...listed('After each meeting:', after),
];
