/** Reckons something once for an object that never changes, however often it is asked for, and for as long as somebody has that object. What comes back is shared, so nobody changes it. */
export function onceFor<Given extends object, Value>(reckon: (given: Given) => Value): (given: Given) => Value {
  const reckoned = new WeakMap<Given, { readonly value: Value }>();
  return (given) => {
    const known = reckoned.get(given) ?? { value: reckon(given) };
    reckoned.set(given, known);
    return known.value;
  };
}

/** The same for each of the few things that are asked about such an object. */
export function onceForEach<Given extends object, Key, Value>(
  reckon: (given: Given, key: Key) => Value,
): (given: Given, key: Key) => Value {
  const reckonedFor = onceFor((_given: Given) => new Map<Key, { readonly value: Value }>());
  return (given, key) => {
    const reckoned = reckonedFor(given);
    const known = reckoned.get(key) ?? { value: reckon(given, key) };
    reckoned.set(key, known);
    return known.value;
  };
}
