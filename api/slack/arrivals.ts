/** What is just coming in. What it asks for can wait: whoever clicked waits for the acknowledgement. */
export interface Arrivals {
  during<T>(act: () => Promise<T>): Promise<T>;
  /** When nothing has come in for a moment; or when that takes too long. */
  quiet(): Promise<void>;
}

/** The next request of a burst is read within this. */
const momentMs = 15;
/** However many come, what they ask for is begun by then. */
const longestMs = 1000;

export function arrivals(): Arrivals {
  let [underWay, lastAt] = [0, 0];
  const isQuiet = (): boolean => underWay === 0 && performance.now() - lastAt >= momentMs;
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    const began = performance.now();
    while (!isQuiet() && performance.now() - began < longestMs)
      await new Promise((resolve) => {
        setTimeout(resolve, momentMs);
      });
    looking = undefined;
  };
  return {
    during: async (act) => {
      underWay += 1;
      try {
        return await act();
      } finally {
        underWay -= 1;
        lastAt = performance.now();
      }
    },
    quiet: () => (isQuiet() ? Promise.resolve() : (looking ??= look())),
  };
}
