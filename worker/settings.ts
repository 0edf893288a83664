import { resolve } from 'node:path';
import { z } from 'zod';

const setOr = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema);

const environment = z.object({
  FAIRLEAD_STATE_DIR: setOr(z.string().default('.fairlead')),
  FAIRLEAD_PLAYBOOKS: setOr(z.string().default('playbooks')),
  FAIRLEAD_SMTP_URL: setOr(
    z.url({ protocol: /^smtps?$/, error: 'such as smtp://127.0.0.1:1025' }).default('smtp://127.0.0.1:1025'),
  ),
  FAIRLEAD_MAIL_FROM: setOr(z.string().default('Fairlead <fairlead@localhost.localdomain>')),
  FAIRLEAD_PROBE_HOSTS: setOr(z.string().default('')),
  FAIRLEAD_PROBE_FILES: setOr(z.string().optional()),
  SLACK_BOT_TOKEN: setOr(z.string().optional()),
  FAIRLEAD_PUBLIC_URL: setOr(
    z.url({ protocol: /^https?$/, error: 'an address such as https://fairlead.example' }).optional(),
  ),
  FAIRLEAD_SLACK_API_URL: setOr(z.url('an address such as https://slack.com/api/').optional()),
});

export interface WorkerSettings {
  readonly stateDir: string;
  readonly playbooks: string;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly probeHosts: readonly string[];
  readonly probeFiles?: string;
  readonly slackToken?: string;
  readonly publicUrl?: string;
  readonly slackApiUrl?: string;
}

/** What the worker reads from the environment. Throws an Error whose message names each variable at fault. */
export function readWorkerSettings(env: Readonly<Record<string, string | undefined>>): WorkerSettings {
  const read = environment.safeParse(env);
  if (!read.success)
    throw new Error(read.error.issues.map(({ path, message }) => `${String(path[0])} must be ${message}.`).join('\n'));
  const values = read.data;
  return {
    stateDir: resolve(values.FAIRLEAD_STATE_DIR),
    playbooks: resolve(values.FAIRLEAD_PLAYBOOKS),
    smtpUrl: values.FAIRLEAD_SMTP_URL,
    mailFrom: values.FAIRLEAD_MAIL_FROM,
    probeHosts: values.FAIRLEAD_PROBE_HOSTS.split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    ...(values.FAIRLEAD_PROBE_FILES !== undefined && { probeFiles: resolve(values.FAIRLEAD_PROBE_FILES) }),
    ...(values.SLACK_BOT_TOKEN !== undefined && { slackToken: values.SLACK_BOT_TOKEN }),
    ...(values.FAIRLEAD_PUBLIC_URL !== undefined && { publicUrl: values.FAIRLEAD_PUBLIC_URL.replace(/\/+$/, '') }),
    ...(values.FAIRLEAD_SLACK_API_URL !== undefined && { slackApiUrl: values.FAIRLEAD_SLACK_API_URL }),
  };
}
