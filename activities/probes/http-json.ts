import { aggregated } from './aggregate.ts';
import { secretFor } from './credential.ts';
import { exchange } from './exchange.ts';
import type { Answer } from './exchange.ts';
import { allowedUrl, hostOf } from './host.ts';
import { jsonOf, kindInWords } from './json-answer.ts';
import type { Json } from './json-answer.ts';
import { foundAt, foundBy } from './json-path.ts';
import { probeKind } from './kind.ts';
import { httpJson as schema } from '../../src/probes/schema/http-json.ts';
import type { HttpJson } from '../../src/probes/schema/http-json.ts';
import { unreadable } from './unreadable.ts';

/** One number in the JSON that a system answers with. The credential goes with it as a bearer token. */
export const httpJson = probeKind({
  schema,
  withinMs: 15_000,
  read: async (configuration, { settings, inTurn }) => {
    const target = allowedUrl(settings, configuration.url);
    const { credential } = configuration;
    const token = credential === undefined ? undefined : secretFor(settings, credential, hostOf(target));
    const headers = { accept: 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) };
    const answer = await inTurn(
      { host: target.host, ...(credential !== undefined && { account: credential }) },
      (signal) => exchange(settings, target, { headers }, signal),
    );
    mustBeOk(answer, target);
    return { value: numberIn(jsonOf(answer.body, target.host), configuration, target.host), source: target.host };
  },
});

function mustBeOk({ status }: Answer, { host }: URL): void {
  if (status !== 200)
    throw unreadable(
      `${host} answers ${status} instead of 200. Look at the probe's address and credential; redirects are not followed.`,
    );
}

function numberIn(answer: Json, { select, aggregate }: HttpJson, host: string): number {
  const found = select.startsWith('$') ? foundBy(select, answer) : [foundAt(select, answer)];
  const [first] = found;
  // What is counted need be no number.
  if (aggregate === 'count' && select.startsWith('$')) return found.length;
  if (aggregate === undefined && found.length > 1)
    throw unreadable(
      `${host} answers, but "${select}" finds ${found.length} values where one is read. Narrow it down, or say how one number is made of them ("aggregate").`,
    );
  const numbers = found.filter((value) => typeof value === 'number');
  const value = numbers.length === found.length ? aggregated(aggregate ?? 'last', numbers) : undefined;
  if (value === undefined)
    throw unreadable(
      `${host} answers, but at "${select}" there is no number (found ${kindInWords(found.find((one) => typeof one !== 'number') ?? first)}). Mend the probe's "select".`,
    );
  return value;
}
