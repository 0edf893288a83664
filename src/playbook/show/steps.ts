import { steps } from '../../method/steps.ts';
import { gateCodes, stepCodes } from '../codes.ts';
import type { GateCode, StepCode } from '../codes.ts';
import { roleName } from '../in-words.ts';
import type { Playbook } from '../schema.ts';
import { build, hypercare, tests } from './delivery.ts';
import { gate } from './gate.ts';
import { taskLines } from './lines.ts';
import { labelled, list, listUnder, section } from './markdown.ts';
import type { Block } from './markdown.ts';
import { meetings } from './meetings.ts';
import { alignment, definitions, homework, prep } from './strategy.ts';

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
