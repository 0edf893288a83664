/** Acts in lanes: in one lane one after the other, in the order in which they came. An act never rejects. */
export interface Lanes {
  /** Nothing when an act of this name is under way or waits already. */
  add(lane: string, name: string, act: () => Promise<void>): void;
  has(name: string): boolean;
  /** When all that were added are done. */
  done(): Promise<void>;
}

export function lanes(): Lanes {
  const last = new Map<string, Promise<void>>();
  const known = new Set<string>();
  return {
    add: (lane, name, act) => {
      if (known.has(name)) return;
      known.add(name);
      const mine = (last.get(lane) ?? Promise.resolve()).then(act).finally(() => {
        known.delete(name);
        if (last.get(lane) === mine) last.delete(lane);
      });
      last.set(lane, mine);
    },
    has: (name) => known.has(name),
    done: async () => {
      await Promise.all(last.values());
    },
  };
}
