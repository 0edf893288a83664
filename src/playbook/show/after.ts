import { onlyWhere, roleName, roleNames, thresholdInWords } from '../in-words.ts';
import type { Playbook } from '../schema.ts';
import { taskLines } from './lines.ts';
import { labelled, list, listUnder, quote, section, table } from './markdown.ts';
import type { Block } from './markdown.ts';

/** What comes after the project, and what is looked up: figures, routes, documents, scripts. */
export const after = (playbook: Playbook): Block[] => [
  maintenance(playbook),
  retention(playbook),
  figures(playbook),
  escalation(playbook),
  documents(playbook),
  scripts(playbook),
  section(2, 'Debrief', [list(playbook.debrief)]),
  section(2, 'Background', [list(playbook.context), list(playbook.references)]),
];

function maintenance(playbook: Playbook): Block {
  const { owner, rounds, firstCycle, followUps, triggers, chain } = playbook.maintenance;
  return section(2, 'Maintenance', [
    `In a single project ${roleName(playbook, owner.single)} owns it, in a dedicated engagement ${roleName(playbook, owner.dedicated)}. Silence is answered on the chain "${chain}".`,
    ...rounds.map(({ id, everyMonths, tasks }) =>
      section(3, `${id}: every ${everyMonths === 1 ? 'month' : `${everyMonths} months`}`, [
        list(
          tasks.map(
            ({ redFlag, action }, index) =>
              `${taskLines(playbook, tasks)[index] ?? ''}${redFlag === undefined ? '' : ` **Red flag**: ${redFlag}`}${action === undefined ? '' : ` **Then**: ${action}`}`,
          ),
        ),
      ]),
    ),
    section(
      3,
      `After the first business cycle: ${firstCycle.fromDays}-${firstCycle.toDays} days after go-live (${roleName(playbook, firstCycle.owner)})`,
      [
        list(taskLines(playbook, firstCycle.tasks)),
        labelled('The key question', firstCycle.question?.text),
        listUnder('If not', firstCycle.question?.ifNot.map(({ text }) => text) ?? []),
      ],
    ),
    listUnder(
      'Follow-ups',
      followUps.map(
        ({ afterDays, owner: who, text }) => `${afterDays} days after go-live, ${roleName(playbook, who)}: ${text}`,
      ),
    ),
    section(3, 'What brings the team back', [
      table(
        ['Trigger', 'Threshold', 'Response', 'Who'],
        triggers.map(({ name, threshold, response, responder }) => [
          name,
          threshold,
          response,
          roleName(playbook, responder),
        ]),
      ),
    ]),
  ]);
}

function retention(playbook: Playbook): Block {
  const { chain, single, dedicated } = playbook.retention;
  const { upsell, downsell, retry } = single;
  return section(2, 'How it goes on', [
    `Silence is answered on the chain "${chain}".`,
    section(3, `A single project: ${roleName(playbook, single.askWhom)} is asked`, [
      list(
        [
          `**${upsell.name}**: ${upsell.text}`,
          `After a no, **${downsell.name}**: ${downsell.text}${downsell.examples.length === 0 ? '' : ` Such as: ${downsell.examples.join('; ')}.`}`,
          `Once more: ${retry.text}`,
        ],
        '1.',
      ),
    ]),
    section(
      3,
      `A dedicated engagement: a check-in every ${dedicated.everyMonths} months${dedicated.repeats === 'once' ? ', once' : ''}`,
      [
        `With ${roleNames(playbook, dedicated.audience)}; prepared ${dedicated.prepDaysBefore} days before.`,
        listUnder('Prep', taskLines(playbook, dedicated.prep)),
        listUnder('Agenda', dedicated.agenda),
        listUnder('Adjusted at once', dedicated.minor),
        listUnder('A project of its own', dedicated.major),
      ],
    ),
  ]);
}

const figures = (playbook: Playbook): Block =>
  section(2, 'What is measured', [
    table(
      ['Metric', 'Question', 'Target', 'Red flags'],
      playbook.metrics.map(({ name, ask, unit, target, redFlags }) => [
        `${name} (${unit})`,
        ask,
        target === undefined ? '' : thresholdInWords(target, unit),
        redFlags
          .map(
            ({ rule, stages, tell }) =>
              `${thresholdInWords(rule, unit)} (${stages.join(', ')}): tell ${roleNames(playbook, tell)}`,
          )
          .join('; '),
      ]),
    ),
  ]);

const escalation = (playbook: Playbook): Block =>
  section(2, 'Whom to call', [
    table(
      ['Issue', 'Goes to', 'Such as'],
      playbook.escalation.routes.map(({ issue, to, example }) => [issue, roleName(playbook, to), example ?? '']),
    ),
    ...playbook.escalation.boundaries.map(({ role, handles }) =>
      listUnder(`${roleName(playbook, role)} handles alone`, handles),
    ),
  ]);

const documents = (playbook: Playbook): Block =>
  section(2, 'Documents', [
    table(
      ['Document', 'Kind', 'What it is for', 'Final when', 'Approved by', 'Used in'],
      playbook.documents.map(({ name, kind, purpose, completeWhen, approvers, usedIn, when }) => [
        `${name}${onlyWhere(when)}`,
        kind,
        purpose,
        completeWhen ?? '',
        approvers.map(({ role, when: only }) => `${roleName(playbook, role)}${onlyWhere(only)}`).join(', '),
        usedIn.join(' '),
      ]),
    ),
  ]);

const scripts = ({ messages }: Playbook): Block =>
  section(
    2,
    'Messages in words of its own',
    Object.entries(messages).map(([id, { subject, body }]) => section(3, id, [quote(`${subject}\n\n${body}`)])),
  );
