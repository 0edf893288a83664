import { resolve } from 'node:path';
import { z } from 'zod';
import { Unready } from './unready.ts';

export { Unready } from './unready.ts';

/** Where everything that runs on one machine listens, and where it keeps what must survive a restart. */
export type LocalSettings = {
  /** Absolute. Holds the database, the cached server, its log and the inbox. */
  readonly stateDir: string;
  readonly playbooks: string;
  /** The bearer token of the API; when it is not set, one is made and kept in the state folder. */
  readonly apiToken?: string;
  readonly apiPort: number;
  readonly temporalPort: number;
  readonly uiPort: number;
  readonly smtpPort: number;
  readonly inboxPort: number;
  /** A server that somebody else runs; when set, none is started here. */
  readonly temporalAddress?: string;
  /** The Temporal CLI that somebody has installed; when set, none is looked for. */
  readonly temporalCli?: string;
};

const portWords = 'a port number from 1 to 65535';
const addressWords = 'host:port, such as 127.0.0.1:7233';
const folderWords = 'the path of a folder';

// An empty variable means "not set", as people write it in .env files.
const setOr = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema);
const portOr = (port: number) =>
  setOr(
    z
      .string()
      .regex(/^\d{1,5}$/, portWords)
      .transform(Number)
      .pipe(z.number().min(1, portWords).max(65_535, portWords))
      .default(port),
  );

const environment = z.object({
  FAIRLEAD_STATE_DIR: setOr(
    z
      .string()
      .refine((path) => !path.includes('\0'), folderWords)
      .default('.fairlead'),
  ),
  FAIRLEAD_PLAYBOOKS: setOr(z.string().default('playbooks')),
  FAIRLEAD_API_TOKEN: setOr(z.string().min(16, 'at least 16 characters').optional()),
  FAIRLEAD_API_PORT: portOr(3000),
  FAIRLEAD_TEMPORAL_PORT: portOr(7233),
  FAIRLEAD_UI_PORT: portOr(8233),
  FAIRLEAD_SMTP_PORT: portOr(1025),
  FAIRLEAD_INBOX_PORT: portOr(8025),
  TEMPORAL_ADDRESS: setOr(
    z
      .string()
      .regex(/^\S+:\d{1,5}$/, addressWords)
      .optional(),
  ),
  FAIRLEAD_TEMPORAL_CLI: setOr(z.string().optional()),
});

/** Reads the settings of a machine. Throws Unready, one sentence a variable, when a value cannot be used. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): LocalSettings {
  const read = environment.safeParse(env);
  if (!read.success) throw new Unready(read.error.issues.map((issue) => fault(issue, env)).join('\n'));
  const values = read.data;
  refuseSharedPorts(values);
  return {
    stateDir: resolve(values.FAIRLEAD_STATE_DIR),
    playbooks: resolve(values.FAIRLEAD_PLAYBOOKS),
    ...(values.FAIRLEAD_API_TOKEN !== undefined && { apiToken: values.FAIRLEAD_API_TOKEN }),
    apiPort: values.FAIRLEAD_API_PORT,
    temporalPort: values.FAIRLEAD_TEMPORAL_PORT,
    uiPort: values.FAIRLEAD_UI_PORT,
    smtpPort: values.FAIRLEAD_SMTP_PORT,
    inboxPort: values.FAIRLEAD_INBOX_PORT,
    ...(values.TEMPORAL_ADDRESS !== undefined && { temporalAddress: values.TEMPORAL_ADDRESS }),
    ...(values.FAIRLEAD_TEMPORAL_CLI !== undefined && { temporalCli: resolve(values.FAIRLEAD_TEMPORAL_CLI) }),
  };
}

function fault({ path, message }: z.core.$ZodIssue, env: Readonly<Record<string, string | undefined>>): string {
  const name = String(path[0]);
  // A secret is not shown, however wrong it is.
  const found = name.endsWith('_TOKEN') ? '' : `is set to ${JSON.stringify(env[name])}, but `;
  return `${name} ${found}must be ${message}.`;
}

// Two listeners on one port would only show as "taken" later, by ourselves, which no one would guess.
function refuseSharedPorts(values: z.infer<typeof environment>): void {
  const owner = new Map<number, string>();
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'number') continue;
    const other = owner.get(value);
    if (other !== undefined)
      throw new Unready(`${other} and ${name} are both ${value}, but each must be a port of its own.`);
    owner.set(value, name);
  }
}
