const dayMs = 24 * 3_600_000;

/** For how many milliseconds a system asks to be left alone, at most a day: in seconds, or until a date (RFC 9110, 10.2.3). */
export function waitMsOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const waitMs = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
  return waitMs > 0 ? Math.min(waitMs, dayMs) : undefined;
}
