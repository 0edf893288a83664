import { stepCodes } from '../codes.ts';
import { chainInWords, conditionInWords, onlyWhere } from '../in-words.ts';
import type { Playbook } from '../schema.ts';
import { heading, list, listUnder, section, table } from './markdown.ts';
import type { Block } from './markdown.ts';

/** What somebody wants to know first: what it is, who takes part, what may differ, how silence is answered. */
export const front = (playbook: Playbook): Block[] => [
  heading(1, playbook.name),
  `\`${playbook.id}\` version ${playbook.version}. ${playbook.category}.`,
  playbook.deliverable,
  section(2, 'The four phases', [
    table(
      ['', 'Phase', 'Weight', 'Steps', 'What it is'],
      playbook.phases.map(({ number, name, weight, caption }) => [
        String(number),
        name,
        weight,
        stepCodes.filter((code) => code.startsWith(String(number))).join(' '),
        caption,
      ]),
    ),
    list(playbook.flow),
  ]),
  section(2, 'Who takes part', [
    table(
      ['Role', 'Side', 'Named at the start', 'Part'],
      playbook.roles.map(({ name, side, needed, part }) => [name, side, neededInWords(needed), part]),
    ),
  ]),
  section(2, 'How silence is answered', [
    list(Object.entries(playbook.chains).map(([name, chain]) => `**${name}**: ${chainInWords(playbook, chain)}`)),
  ]),
  differences(playbook),
];

const neededInWords = (needed: Playbook['roles'][number]['needed']): string =>
  typeof needed === 'boolean' ? (needed ? 'yes' : 'no') : `where ${conditionInWords(needed)}`;

const differences = ({ flags, methodologies, adaptations }: Playbook): Block =>
  section(2, 'What differs from customer to customer', [
    listUnder(
      'Asked at the start',
      flags.map(({ id, question, default: usual }) => `\`${id}\` ${question} (usually ${usual ? 'yes' : 'no'})`),
    ),
    listUnder(
      'Methodologies, of which one is chosen',
      methodologies.map(({ name, when, complexity }) => `**${name}** (${complexity}): ${when}`),
    ),
    listUnder(
      'Adaptations',
      adaptations.map(
        ({ text, when, skips }) =>
          `${text}${onlyWhere(when)}${skips.length === 0 ? '' : ` Leaves out: ${skips.join(', ')}.`}`,
      ),
    ),
  ]);
