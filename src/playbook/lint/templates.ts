import { isTemplate, placeholder, placeholdersOf } from '../../messages/placeholders.ts';
import { templateIds } from '../../messages/templates.ts';
import type { Playbook } from '../schema.ts';
import { error } from './finding.ts';
import type { Finding } from './finding.ts';
import { didYouMean } from './nearest.ts';

/** A playbook's own words: for messages that are sent, with placeholders that their letters fill in. */
export const templateFaults = ({ messages }: Playbook): Finding[] =>
  Object.entries(messages).flatMap(([id, { subject, body }]) => {
    if (!isTemplate(id)) return [error(['messages', id], `There is no message "${id}".${nearestTemplate(id)}`)];
    const known = placeholdersOf(id);
    return Object.entries({ subject, body }).flatMap(([part, text]) =>
      [...new Set([...text.matchAll(placeholder)].map(([, name = '']) => name))]
        .filter((name) => !known.includes(name))
        .map((name) =>
          error(
            ['messages', id, part],
            `"${id}" has nothing to put in the place of {${name}}.${didYouMean(name, known)} It knows ${known.map((other) => `{${other}}`).join(' ')}.`,
          ),
        ),
    );
  });

const nearestTemplate = (id: string): string =>
  didYouMean(id, templateIds) || ` Messages are: ${templateIds.join(', ')}.`;
