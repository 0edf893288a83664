import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonSchema } from '../src/playbook/json-schema.ts';
import type { Said } from './sentence.ts';

/** The JSON Schema of playbooks: printed, or written to where editors look for it. */
export async function schema(folder: string, isWritten: boolean): Promise<Said> {
  if (!isWritten) return { text: jsonSchema().trimEnd(), code: 0 };
  const file = join(folder, 'playbook.schema.json');
  await writeFile(file, jsonSchema());
  return { text: `${file} is written.`, code: 0 };
}
