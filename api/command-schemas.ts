import { z } from 'zod';
import { isDate, isInstant } from '../src/calendar/calendar.ts';
import { commandFields } from '../src/engagement/command-fields.ts';
import type { CommandField, CommandKind } from '../src/engagement/command-fields.ts';
import { isCommandKind } from '../src/engagement/read-command.ts';
import { probeConfiguration } from '../src/probes/schema.ts';
import { id } from './texts.ts';

export const commandKinds: readonly CommandKind[] = Object.keys(commandFields).filter(isCommandKind);

/** The last part of a command's route: `approveGate` is at `/approve-gate`. */
export const routeOf = (kind: CommandKind): string => kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The body of a command over HTTP, from the same table that the workflow's guard reads: its fields, and who sends it. */
export function commandSchema(kind: CommandKind): z.ZodObject {
  const specs: Readonly<Record<string, CommandField>> = commandFields[kind];
  const fields = Object.entries(specs).map(([name, spec]) => {
    const schema = schemaOf(spec).meta({ description: spec.about });
    return [name, spec.optional ? schema.optional() : schema] as const;
  });
  const by = z
    .string()
    .min(1, 'the id of a person')
    .max(120, 'the id of a person')
    .meta({ description: 'The id of the person in this engagement who sends it.' });
  return z
    .strictObject({ ...Object.fromEntries(fields), by })
    .meta({ id: `${kind[0]?.toUpperCase()}${kind.slice(1)}` });
}

const words = 'a text of 1 to 4000 characters';
const text = z.string().min(1, words).max(4000, words);

function schemaOf(spec: CommandField): z.ZodType {
  switch (spec.is) {
    case 'number':
      return z.number();
    case 'boolean':
      return z.boolean();
    case 'list':
      return z
        .array(z.string().min(1, 'a text of 1 to 200 characters').max(200, 'a text of 1 to 200 characters'))
        .min(1)
        .max(300);
    case 'choice':
      return z.enum(spec.of ?? []);
    case 'id':
      return id;
    case 'date':
      return z.string().refine(isDate, 'a date such as 2027-02-23');
    case 'instant':
      return z.string().refine(isInstant, 'an instant with its offset, such as 2027-02-23T09:00:00Z');
    case 'email':
      return z.email('an e-mail address');
    case 'source':
      return probeConfiguration;
    case 'text':
      return text;
  }
}
