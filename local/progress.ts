/** Says that a long step has begun, and every few seconds how long it has taken, until it is done. */
export async function withProgress<T>(
  what: string,
  say: (line: string) => void,
  step: () => Promise<T>,
  everyMs = 5_000,
): Promise<T> {
  const began = Date.now();
  say(`${what} …`);
  const ticks = setInterval(() => say(`${what} … ${Math.round((Date.now() - began) / 1000)} s`), everyMs);
  try {
    return await step();
  } finally {
    clearInterval(ticks);
  }
}
