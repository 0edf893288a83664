import { ApplicationFailure } from '@temporalio/common';
import { credentialPrefix } from './credential.ts';
import type { ProbeSettings } from './settings.ts';

// What a failure says is kept in the history for good, and shown to whoever looks at the engagement.
const longestMessage = 500;

/** The secrets that a message must not hold: every credential that probes may use, in whole, in its parts, and as it stands in an address. */
export function secretsIn({ environment }: ProbeSettings): readonly string[] {
  const credentials = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith(credentialPrefix) && !/_(HOSTS?|FILES)$/.test(name) && value !== undefined ? [value] : [],
  );
  return credentials.flatMap((value) => [value, ...partsOf(value)]);
}

function partsOf(credential: string): readonly string[] {
  if (credential.startsWith('{')) return textsIn(credential);
  if (!URL.canParse(credential)) return [];
  const { password } = new URL(credential);
  return [password, decoded(password)];
}

function textsIn(json: string): readonly string[] {
  try {
    const fields: unknown = JSON.parse(json);
    return Object.values(Object(fields)).filter((value) => typeof value === 'string');
  } catch {
    return [];
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The same failure, with every secret struck out of its message, and no cause: a system may answer with what it was sent. */
export function withoutSecrets(failure: ApplicationFailure, secrets: readonly string[]): ApplicationFailure {
  const message = secrets
    // Shorter ones are struck out of words in which they are none. Nobody guards a system with four letters.
    .filter((secret) => secret.length > 4)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .toSorted((one, other) => other.length - one.length)
    .reduce((text, secret) => text.replaceAll(secret, '[credential]'), failure.message)
    .slice(0, longestMessage);
  return ApplicationFailure.create({
    message,
    ...(failure.type && { type: failure.type }),
    nonRetryable: failure.nonRetryable === true,
    ...(failure.nextRetryDelay && { nextRetryDelay: failure.nextRetryDelay }),
  });
}
