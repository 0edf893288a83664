import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
import type { ErrorRequestHandler, Express, RequestHandler, Router } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import type { Logger } from 'pino';
import { openApi } from './openapi.ts';
import { engagementPage } from './pages/engagement-page.ts';
import { Problem, sendProblem } from './problem.ts';
import { routes } from './routes.ts';
import type { RoutesDependencies } from './routes.ts';

export interface AppDependencies extends RoutesDependencies {
  readonly token: string;
  readonly log: Logger;
  /** What Slack calls. Before anything that reads bodies: its signature is over the body as it was sent. */
  readonly slack?: Router;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The HTTP API: authenticate, check, send, answer. What may be done is decided elsewhere. */
export function createApp(dependencies: AppDependencies): Express {
  const { engagements, shelf, token, log } = dependencies;
  const document = openApi();
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet());
  app.use(
    pinoHttp({
      logger: log,
      // No headers: tokens and signatures are in them.
      wrapSerializers: false,
      serializers: {
        req: ({ id, method, url, socket }: IncomingMessage) => ({ id, method, url, from: socket.remoteAddress }),
        res: ({ statusCode: status }: ServerResponse) => ({ status }),
      },
      autoLogging: { ignore: ({ url }) => url === '/healthz' || url === '/readyz' },
    }),
  );
  app.get('/healthz', (_, response) => void response.json({ status: 'up' }));
  app.get('/readyz', async (_, response) => {
    const [temporal, playbooks] = [await engagements.isReady(), shelf.ids.length > 0];
    response.status(temporal && playbooks ? 200 : 503).json({ temporal, playbooks });
  });
  app.get('/openapi.json', (_, response) => void response.json(document));
  if (dependencies.slack !== undefined) app.use(dependencies.slack);
  app.use(engagementPage({ engagements, shelf, token }));
  app.use('/v1', bearer(token), onlyJson, express.json({ limit: '256kb', strict: true }), routes(dependencies));
  app.use((request) => {
    throw new Problem(
      404,
      'not-there',
      `There is nothing at ${request.method} ${request.path}. GET /openapi.json lists what there is.`,
    );
  });
  app.use(problems(log));
  return app;
}

const digest = (text: string): Uint8Array => createHash('sha256').update(text).digest();

function bearer(token: string): RequestHandler {
  const expected = digest(`Bearer ${token}`);
  return (request, _, next) => {
    if (!timingSafeEqual(digest(request.get('authorization') ?? ''), expected))
      throw new Problem(
        401,
        'unauthenticated',
        'Send the API token as "Authorization: Bearer …". It is in the file api-token of the state folder.',
      );
    next();
  };
}

const onlyJson: RequestHandler = (request, _, next) => {
  if (request.method === 'POST' && request.is('application/json') === false)
    throw new Problem(415, 'unsupported', 'Send JSON, as Content-Type: application/json.');
  next();
};

function problems(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = asProblem(error);
    if (problem.status === 500) log.error({ err: error }, 'A request failed');
    sendProblem(response, problem);
  };
}

/** What Express and its body parser throw carries a `type` or a `status`. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { type, status, message } = isRecord(error) ? error : {};
  if (type === 'entity.too.large')
    return new Problem(413, 'too-large', 'The body has more than 256 kB. Nothing was done.');
  if (type === 'entity.parse.failed')
    return new Problem(400, 'invalid', `The body is no JSON: ${String(message)}. Nothing was done.`);
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Problem(status, 'invalid', `The request cannot be read: ${String(message)}`);
  return new Problem(
    500,
    'internal',
    'Something went wrong on our side; it is in the log. Send the same request with the same Idempotency-Key again.',
  );
}
