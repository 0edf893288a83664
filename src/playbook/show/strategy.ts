import { onlyWhere, roleName, roleNames } from '../in-words.ts';
import type { Playbook } from '../schema.ts';
import { taskLines } from './lines.ts';
import { labelled, list, listUnder, section, table } from './markdown.ts';
import type { Block } from './markdown.ts';

/** What steps 1a, 1b and 1c have that no other step has. */

export function homework(playbook: Playbook): Block[] {
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

export function prep(playbook: Playbook): Block[] {
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

export function definitions(playbook: Playbook): Block[] {
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

export function alignment({
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
