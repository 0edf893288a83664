import type { Context } from './context.ts';

/** Reckons something once for a context, however often it is asked for: plan and gates look at the same lists of tasks again and again. What comes back is shared, so nobody changes it. */
export function onceFor<T>(reckon: (context: Context) => readonly T[]): (context: Context) => readonly T[] {
  const reckoned = new WeakMap<Context, readonly T[]>();
  return (context) => {
    const known = reckoned.get(context);
    if (known !== undefined) return known;
    const fresh = reckon(context);
    reckoned.set(context, fresh);
    return fresh;
  };
}
