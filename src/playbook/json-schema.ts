import { z } from 'zod';
import { placeholdersOf } from '../messages/placeholders.ts';
import { templateIds } from '../messages/templates.ts';
import { playbookSchema } from './schema.ts';

/** JSON Schema (draft 2020-12) of what a person writes, for editors to complete from and to explain fields with. As text, ready to be kept in a file. */
export function jsonSchema(): string {
  const schema = z.toJSONSchema(playbookSchema, { io: 'input', target: 'draft-2020-12' });
  const written = {
    ...schema,
    properties: { ...schema.properties, messages },
    title: 'Fairlead playbook',
    description: 'One SOP as data. docs/playbooks.md explains every field.',
  };
  return `${JSON.stringify(written, undefined, 2)}\n`;
}

/** Which messages there are is the method's to say: an editor offers them by name, with the placeholders that each knows. */
const messages = {
  type: 'object',
  description: "The playbook's own words for messages, by template.",
  properties: Object.fromEntries(
    templateIds.map((id) => [
      id,
      {
        $ref: '#/$defs/message',
        description: `Knows ${placeholdersOf(id)
          .map((name) => `{${name}}`)
          .join(' ')}.`,
      },
    ]),
  ),
  additionalProperties: false,
};
