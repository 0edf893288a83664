import type { Playbook } from '../playbook/schema.ts';
import type { Letter } from '../ports/messenger.ts';
import { listed } from './listed.ts';

/** What a chapter of the playbook says about the very thing that a message is about, beyond the lines that it lists. */
export function chapterBriefs(playbook: Playbook, letter: Letter): string[] {
  switch (letter.template) {
    case 'homework-pack':
      return listed('The intake form asks for:', playbook.homework.intakeFields);
    case 'definitions-instruction':
      return listed('Words that go with them:', playbook.definitions.glossary.map(named));
    case 'gate-opened':
      return decisions(playbook, letter);
    case 'work-opened':
      return ofStep(playbook, letter);
    case 'hypercare-opened':
      return support(playbook);
    case 'maintenance-round':
    case 'maintenance-schedule':
      return redFlags(playbook, letter);
    case 'readings-asked':
      return listed(
        'What is asked:',
        playbook.metrics.filter(({ id }) => letter.items.includes(id)).map(({ name, ask }) => `${name}: ${ask}`),
      );
    case 'first-cycle':
      return [playbook.maintenance.firstCycle.question?.text ?? []].flat();
    case 'issue-routed':
      return routed(playbook, letter);
    case 'check-in-prep':
      return [...listedMetrics(letter), ...checkIn(playbook)];
    case 'check-in-brief':
      return checkIn(playbook);
    default:
      return [];
  }
}

const named = ({ name, definition }: { readonly name: string; readonly definition: string }): string =>
  `${name}: ${definition}`;

/** What there is to decide once everything is confirmed and approved. */
function decisions({ gates }: Playbook, { step }: Letter): string[] {
  if (step !== '1d' && step !== '2b' && step !== '2d' && step !== '3d') return [];
  const choices = gates[step].decisions.map(({ label, text }) => `${label}: ${text}`);
  return listed('Then it is decided:', choices);
}

/** 4b: who handles what from now on. 4d: what the debrief asks. */
function ofStep(playbook: Playbook, { step }: Letter): string[] {
  if (step === '4d') return listed('For the debrief:', playbook.debrief);
  if (step !== '4b') return [];
  const { routes, boundaries } = playbook.escalation;
  const called = (id: string): string => playbook.roles.find((role) => role.id === id)?.name ?? id;
  const lines = routes.map(
    ({ issue, to, example }) => `${issue}: ${called(to)}${example === undefined ? '' : ` ("${example}")`}`,
  );
  return [
    ...listed('Who an issue goes to from now on:', lines),
    ...boundaries.flatMap(({ role, handles }) => listed(`${called(role)} handles:`, handles)),
  ];
}

/** Why an issue goes where it goes: the row of the table, with its example; without one, it is the architect's to route. */
function routed({ escalation }: Playbook, { items: [route] }: Letter): string[] {
  const row = escalation.routes.find(({ id }) => id === route);
  if (row === undefined) return ['It falls under no row of the escalation table: decide who handles it.'];
  return [`It goes to you as: ${row.issue}${row.example === undefined ? '' : ` (such as "${row.example}")`}.`];
}

const texts = (lines: readonly { readonly text: string }[] = []): string[] => lines.map(({ text }) => text);

function support({ hypercare: { scope, sameDay } }: Playbook): string[] {
  return [
    ...listed('This is covered:', texts(scope?.in)),
    ...listed('This is work of its own, a change request:', texts(scope?.out)),
    ...(sameDay === undefined ? [] : [sameDay.text]),
  ];
}

function redFlags({ maintenance: { rounds }, metrics }: Playbook, { items }: Letter): string[] {
  const tasks = rounds.flatMap((round) => round.tasks).filter(({ id }) => items.includes(id));
  const lines = tasks.flatMap(({ id, redFlag, action }) => {
    const parts = [redFlag ?? [], action ?? []].flat();
    return parts.length === 0 ? [] : [`${id.replaceAll('-', ' ')}: ${parts.join(' ')}`];
  });
  const asked = new Set(tasks.flatMap((task) => task.metrics));
  return [
    ...listed('What to look out for, and what to do then:', lines),
    ...listed(
      'Readings to take:',
      metrics.filter(({ id }) => asked.has(id)).map(({ ask }) => ask),
    ),
  ];
}

/** The figures come with the ping, in whatever words the playbook has for it. */
const listedMetrics = ({ values }: Letter): string[] => [`How things stand:\n\n${values['metrics'] ?? '- none'}`];

function checkIn({ retention: { dedicated } }: Playbook): string[] {
  return [
    ...listed('What the check-in goes through:', dedicated.agenda),
    ...listed('Minor, done at once:', dedicated.minor),
    ...listed('Major, scoped as a project of its own:', dedicated.major),
  ];
}
