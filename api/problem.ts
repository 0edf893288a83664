import type { Response } from 'express';
import type { FieldFault, Rejection } from '../src/engagement/rejection.ts';

/** What went wrong, as RFC 9457 says it. `reason` names the kind, stable for programs; `detail` is for people. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly reason: string;
  readonly errors: readonly FieldFault[] | undefined;
  readonly retryAfterS: number | undefined;

  constructor(
    status: number,
    reason: string,
    detail: string,
    more: { readonly errors?: readonly FieldFault[]; readonly retryAfterS?: number } = {},
  ) {
    super(detail);
    this.status = status;
    this.reason = reason;
    this.errors = more.errors;
    this.retryAfterS = more.retryAfterS;
  }
}

const statusOf = { invalid: 400, 'not-allowed': 403, 'not-there': 404, conflict: 409, reused: 409 } as const;

/** A refusal of the core, in the SOP's words. */
export const refused = ({ rejected, message, faults }: Rejection): Problem =>
  new Problem(statusOf[rejected], rejected, message, faults === undefined ? {} : { errors: faults });

export const invalid = (errors: readonly FieldFault[]): Problem =>
  new Problem(
    400,
    'invalid',
    `Nothing was done: ${errors.map(({ field, message }) => `${field}: ${message}`).join(' ')}`,
    { errors },
  );

export const unknownEngagement = (id: string): Problem =>
  new Problem(404, 'not-there', `There is no engagement "${id}". GET /v1/engagements lists them.`);

export const away = (what = 'Temporal does not answer'): Problem =>
  new Problem(
    503,
    'unavailable',
    `${what}. Nothing was refused: send the same request with the same Idempotency-Key again.`,
    {
      retryAfterS: 5,
    },
  );

/** Temporal is there, but nobody performs what the engagement asks for. */
export const unattended = (id: string): Problem =>
  away(
    `No worker looks after "${id}": Temporal answers, but nobody takes its work. Start a worker (npm start, or npm run worker)`,
  );

export const unanswered = (id: string): Problem =>
  away(`The worker that looks after "${id}" has not answered in time: it is busy, or has just gone`);

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  500: 'Internal error',
  503: 'Unavailable',
};

export function sendProblem(response: Response, { status, reason, message, errors, retryAfterS }: Problem): void {
  if (retryAfterS !== undefined) response.setHeader('Retry-After', String(retryAfterS));
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `/problems/${reason}`,
        title: titles[status] ?? 'Problem',
        status,
        detail: message,
        ...(errors !== undefined && { errors }),
      }),
    );
}
