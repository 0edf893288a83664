import { steps } from '../../method/steps.ts';
import { gateCodes, stepCodes } from '../codes.ts';
import type { GateCode, StepCode } from '../codes.ts';
import { onlyWhere, roleName, roleNames } from '../in-words.ts';
import type { Playbook } from '../schema.ts';
import { gate } from './gate.ts';
import { taskLines } from './lines.ts';
import { labelled, list, listUnder, section, table } from './markdown.ts';
import type { Block } from './markdown.ts';
import { meetings } from './meetings.ts';

/** The four phases, step by step. */
export const phases = (playbook: Playbook): Block[] =>
  playbook.phases.map(({ number, name, focus, goal, output, gateCriteria, percent, notes }) =>
    section(2, `Phase ${number}: ${name}`, [
      focus,
      list([`**Goal**: ${goal}`, `**Output**: ${output}`, `**Left when**: ${gateCriteria}`]),
      list([...percent.map(({ range, context }) => `${range.min}-${range.max} %: ${context}`), ...notes]),
      ...stepCodes.filter((code) => code.startsWith(String(number))).map((code) => step(playbook, code)),
    ]),
  );

const isGate = (code: StepCode): code is GateCode => gateCodes.some((other) => other === code);

const step = (playbook: Playbook, code: StepCode): Block => {
  const { purpose, input, output } = playbook.steps[code] ?? {};
  return section(3, `${code} ${steps[code].name}`, [
    purpose ?? (playbook.steps[code] === undefined ? 'As the method has it.' : undefined),
    labelled('Begins with', input),
    labelled('Ends with', output),
    listUnder(
      'Watch out',
      playbook.gotchas
        .filter((gotcha) => gotcha.step === code)
        .map(({ text, tell }) => `${text} *(said to: ${roleName(playbook, tell)})*`),
    ),
    ...own(playbook, code),
    ...meetings(playbook, code),
    ...groups(playbook, code),
    isGate(code) ? gate(playbook, code) : undefined,
  ]);
};

const groups = (playbook: Playbook, code: StepCode): Block[] =>
  (playbook.tasks[code] ?? []).map(({ title, owner, tasks }) =>
    section(4, `${title} (${roleName(playbook, owner)})`, [list(taskLines(playbook, tasks))]),
  );

/** What a step has that no other has. */
function own(playbook: Playbook, code: StepCode): Block[] {
  switch (code) {
    case '1a':
      return [...homework(playbook), ...prep(playbook)];
    case '1b':
      return [
        ...definitions(playbook),
        section(4, 'Homework from the kickoff', [list(taskLines(playbook, playbook.homework.afterKickoff))]),
      ];
    case '1c':
      return alignment(playbook);
    case '2c':
      return build(playbook);
    case '2d':
      return tests(playbook);
    case '3c':
      return hypercare(playbook);
    default:
      return [];
  }
}

function homework(playbook: Playbook): Block[] {
  const { owner, chain, sends, intakeFields, items } = playbook.homework;
  const lines = items.map(
    (item, index) =>
      `${taskLines(playbook, items)[index] ?? ''}${item.blocks === undefined ? '' : ` **Blocks ${item.blocks}.**`}`,
  );
  return [
    section(4, `Track A: homework of the customer (${roleName(playbook, owner)}, chain "${chain}")`, [
      list(lines),
      listUnder(
        'The customer gets',
        sends.map(({ name, purpose, format }) => `**${name}** (${format}): ${purpose}`),
      ),
      listUnder('The intake form asks', intakeFields),
    ]),
  ];
}

function prep(playbook: Playbook): Block[] {
  const { owner, chain, days, tasks, facts } = playbook.prep;
  return [
    section(4, `Track B: prep (${roleName(playbook, owner)}, ${days.min}-${days.max} days, chain "${chain}")`, [
      list(taskLines(playbook, tasks)),
      listUnder(
        'Facts, ASSUMED until they are confirmed',
        facts.map(({ text, from }) => `${text} *(from ${from})*`),
      ),
    ]),
  ];
}

function definitions(playbook: Playbook): Block[] {
  const { instruction, signers, signatures, terms, glossary } = playbook.definitions;
  const signed = signatures.map(({ anyOf, when }) => `${roleNames(playbook, anyOf, 'or')}${onlyWhere(when)}`);
  return [
    section(4, 'Definitions', [
      instruction,
      labelled('Answered by', roleNames(playbook, signers)),
      labelled('Signed by', signed.length === 0 ? undefined : signed.join('; ')),
      list(
        terms.map(({ name, definition, typical, value }) =>
          [
            `**${name}**: ${definition}`,
            typical === undefined ? '' : ` Usually: ${typical}`,
            value === undefined
              ? ''
              : ` *Needs a value*: ${value.question} ${value.options.map((option) => `"${option}"`).join(' or ')}`,
          ].join(''),
        ),
      ),
      listUnder(
        'Other words',
        glossary.map(({ name, definition }) => `**${name}**: ${definition}`),
      ),
    ]),
  ];
}

function alignment({
  alignment: { chain, allConfirmed, before, during, after, timeline },
  successCriteria,
  metrics,
}: Playbook): Block[] {
  return [
    section(4, 'The alignment loop', [
      `Silence is answered on the chain "${chain}".${allConfirmed ? ' The step is left only once every fact is CONFIRMED.' : ''}`,
      listUnder('Before each meeting', before),
      listUnder('In each meeting', during),
      listUnder('After each meeting', after),
      table(
        ['Milestone', 'When'],
        timeline.map(({ milestone, timing }) => [milestone, timing]),
      ),
    ]),
    successCriteria === undefined
      ? undefined
      : section(4, `Success criteria: ${successCriteria.minimum} to ${successCriteria.maximum}`, [
          successCriteria.text,
          list(successCriteria.metrics.map((id) => metrics.find((metric) => metric.id === id)?.name ?? id)),
        ]),
  ];
}

const build = (playbook: Playbook): Block[] =>
  playbook.build.map(({ name, owner, after, waitDays, tasks }, index) =>
    section(4, `Component ${index + 1}: ${name} (${roleName(playbook, owner)})`, [
      after.length === 0
        ? undefined
        : `After ${after.map((id) => playbook.build.find((one) => one.id === id)?.name ?? id).join(', ')}${waitDays === undefined ? '' : `, and ${waitDays} days later`}.`,
      list(taskLines(playbook, tasks)),
    ]),
  );

const tests = (playbook: Playbook): Block[] => [
  section(4, 'Tests', [
    playbook.tests.vehicle,
    listUnder(`Technical (${roleName(playbook, playbook.tests.owner)})`, taskLines(playbook, playbook.tests.team)),
    listUnder(
      `By the customer (${roleName(playbook, playbook.tests.customerOwner)})`,
      taskLines(playbook, playbook.tests.customer),
    ),
  ]),
];

function hypercare(playbook: Playbook): Block[] {
  const { days, cycle, officeHours, extension, watches, asks, scope, sameDay, chain } = playbook.hypercare;
  const names = watches.map((id) => playbook.metrics.find((metric) => metric.id === id)?.name ?? id);
  return [
    section(4, 'Hypercare', [
      list([
        `It lasts ${days} days from go-live at least, and until ${cycle.minimum} × ${cycle.name} is complete. ${cycle.text}`,
        `Office hours: ${officeHours.minutes} minutes every ${officeHours.everyDays} days${officeHours.times === undefined ? '' : `, ${officeHours.times} times`}, with ${roleNames(playbook, officeHours.audience)}. ${officeHours.text}`,
        `Extended ${extension.kind === 'days-given' ? 'by days that are given then' : `by the fix and ${extension.cycles} more`}: ${extension.text}`,
        `Silence is answered on the chain "${chain}".`,
        ...(sameDay === undefined ? [] : [`Same day: ${sameDay.text}`]),
        ...(names.length === 0
          ? []
          : [
              `Watched: ${names.join(', ')}${asks === undefined ? '' : `; ${roleName(playbook, asks.of)} is asked every ${asks.everyDays} days`}`,
            ]),
      ]),
      listUnder('In scope', scope?.in.map(({ text }) => text) ?? []),
      listUnder('A change request, not an issue', scope?.out.map(({ text }) => text) ?? []),
    ]),
  ];
}
