import { z } from 'zod';
import { playbookSchema } from './schema.ts';

/** JSON Schema (draft 2020-12) of what a person writes, for editors to complete from and to explain fields with. As text, ready to be kept in a file. */
export function jsonSchema(): string {
  const schema = z.toJSONSchema(playbookSchema, { io: 'input', target: 'draft-2020-12' });
  const named = { ...schema, title: 'Fairlead playbook', description: 'One SOP as data. See docs/playbooks.md.' };
  return `${JSON.stringify(named, undefined, 2)}\n`;
}
