/** Something that must be there before Fairlead can start is not: the message alone tells a person what, where, why, and what to do. */
export class Unready extends Error {
  override readonly name = 'Unready';
}
