import { Router } from 'express';

/** As far as clocks may be apart. */
const mostS = 300;

/** Bolt refuses requests that are old; one that is from the future, and could be sent again for as long, is refused before it. */
export function notFromTheFuture(endpoint: string, receiver: Router): Router {
  const router = Router();
  router.post(endpoint, (request, response, next) => {
    const sentAt = Number(request.get('x-slack-request-timestamp'));
    if (sentAt - Date.now() / 1000 > mostS) response.status(401).end();
    else next();
  });
  router.use(receiver);
  return router;
}
