import type { StartFields } from './start-form-fields.ts';

export interface Named {
  readonly name: string;
  readonly email: string;
}

interface StartPerson extends Named {
  readonly slack?: string;
  readonly roles: string[];
}

/** The body that POST /v1/engagements takes, of a form that was filled in. Each person is called after the first of their roles. */
export function startBody(
  { basics, methodology, flags, team, customers }: StartFields,
  named: (user: string) => Named,
) {
  const people: Record<string, StartPerson> = {};
  const known = new Map<string, StartPerson>();
  const note = (key: string, role: string, person: Omit<StartPerson, 'roles'>): void => {
    const before = known.get(key);
    if (before !== undefined) {
      if (!before.roles.includes(role)) before.roles.push(role);
      return;
    }
    // A second holder of one role: "engineer-2".
    const others = Object.keys(people).filter((id) => id === role || id.startsWith(`${role}-`)).length;
    const added = { ...person, roles: [role] };
    people[others === 0 ? role : `${role}-${others + 1}`] = added;
    known.set(key, added);
  };
  for (const [role, users] of Object.entries(team))
    for (const user of users) note(user, role, { ...named(user), slack: user });
  for (const [role, those] of Object.entries(customers))
    for (const person of those) note(person.email.toLowerCase(), role, person);
  return { ...basics, flags, people, ...(methodology !== undefined && { methodology }) };
}
