import type { Context } from '../../method/context.ts';
import { actsFor, ownRoles } from '../../method/delegation.ts';
import type { Approval } from '../state.ts';

/** In whose place somebody answers for some roles, as an event notes it: nothing when they do so by own right. */
export function inPlaceOf(context: Context, by: string, roles: readonly string[]): { readonly onBehalfOf?: string } {
  const onBehalfOf = actsFor(context, by, roles);
  return onBehalfOf === undefined ? {} : { onBehalfOf };
}

/** By own right, what somebody holds; in the place of another, what that one holds. Never both: a person fills one place. */
export const rolesCounted = (context: Context, by: string, onBehalfOf = by): readonly string[] =>
  ownRoles(context.state.people, onBehalfOf);

/** What counts already of somebody, or of whom they answer for, whichever of the two gave it. */
export const givenBefore = (given: readonly Approval[], by: string, onBehalfOf = by): Approval | undefined =>
  given.find((one) => [by, onBehalfOf].some((person) => person === one.by || person === one.onBehalfOf));

/** "Ben for Dan has", "Ben has". */
export const inWords = ({ by, onBehalfOf }: Approval): string =>
  onBehalfOf === undefined ? `${by} has` : `${by}, in the place of ${onBehalfOf}, has`;
