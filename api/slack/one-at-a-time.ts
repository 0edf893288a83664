/** Acts for many, for each of them one act after the other. Asked for while one is under way, it is done once more, however often it is asked for. */
export interface OneAtATime {
  /** When it is done, with what it was asked for. */
  again(whom: string): Promise<void>;
  /** When nothing is under way any more. */
  done(): Promise<void>;
}

/** `act` never rejects. */
export function oneAtATime(act: (whom: string) => Promise<void>): OneAtATime {
  const running = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();
  const begin = (whom: string): Promise<void> => {
    const now = act(whom).finally(() => running.delete(whom));
    running.set(whom, now);
    return now;
  };
  return {
    again: (whom) => {
      const now = running.get(whom);
      if (now === undefined) return begin(whom);
      const queued =
        next.get(whom) ??
        now.then(() => {
          next.delete(whom);
          return begin(whom);
        });
      next.set(whom, queued);
      return queued;
    },
    done: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}
