import type { Host } from './host.ts';
import { isNamed } from './host.ts';
import type { ProbeSettings } from './settings.ts';
import { unreadable } from './unreadable.ts';

export const credentialPrefix = 'FAIRLEAD_PROBE_';

/** The secret of that name. Only names of the prefix are looked up: the worker has other secrets. */
export function secretNamed({ environment }: ProbeSettings, name: string): string {
  const secret = name.startsWith(credentialPrefix) ? environment[name] : undefined;
  if (secret === undefined || secret === '')
    throw unreadable(
      `The worker has no credential "${name.slice(0, 80)}". Set an environment variable of that name, which begins with ${credentialPrefix}.`,
    );
  return secret;
}

/** A credential goes to the one host that it is for: whoever configures a probe names both, and must not send the one to another. */
export function secretFor(settings: ProbeSettings, name: string, host: Host): string {
  const secret = secretNamed(settings, name);
  const home = settings.environment[`${name}_HOST`];
  if (home === undefined || !isNamed(host, home))
    throw unreadable(
      `The credential ${name} is ${home === undefined ? 'for no host yet' : `for ${home.toLowerCase()}`}, not for ${host.host}. ${name}_HOST says which host gets it.`,
    );
  return secret;
}
