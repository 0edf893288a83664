import type { ConnectionLike } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

type IndexedValueType = temporal.api.enums.v1.IndexedValueType;
export type SearchAttributeType = 'Keyword' | 'KeywordList' | 'Int' | 'Datetime' | 'Text' | 'Bool' | 'Double';

/** What engagements are filtered by, and of what type each is. */
export type SearchAttributes = Readonly<Record<string, SearchAttributeType>>;

// The values of the server's enum: the generated code cannot be imported by name from ESM.
const numbers: Readonly<Record<SearchAttributeType, IndexedValueType>> = {
  Text: 1,
  Keyword: 2,
  Int: 3,
  Double: 4,
  Bool: 5,
  Datetime: 6,
  KeywordList: 7,
};

/** Registers those that a namespace lacks; may be called again and by many at once. Throws when one is registered with another type. */
export async function registerSearchAttributes(
  connection: ConnectionLike,
  namespace: string,
  searchAttributes: SearchAttributes,
): Promise<void> {
  const lacking = await lackingOf(connection, namespace, searchAttributes);
  if (Object.keys(lacking).length === 0) return;
  try {
    await addSearchAttributes(connection, namespace, lacking);
  } catch (error) {
    // Somebody else may have registered them between the look and the call.
    if (Object.keys(await lackingOf(connection, namespace, searchAttributes)).length > 0) throw error;
  }
}

/** Registers search attributes without looking first, as a server takes it that cannot list them. */
export async function addSearchAttributes(
  connection: ConnectionLike,
  namespace: string,
  searchAttributes: SearchAttributes,
): Promise<void> {
  const typed = Object.fromEntries(Object.entries(searchAttributes).map(([name, type]) => [name, numbers[type]]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: typed });
}

async function lackingOf(
  connection: ConnectionLike,
  namespace: string,
  wanted: SearchAttributes,
): Promise<Record<string, SearchAttributeType>> {
  const { customAttributes: known } = await connection.operatorService.listSearchAttributes({ namespace });
  const lacking: Record<string, SearchAttributeType> = {};
  for (const [name, type] of Object.entries(wanted)) {
    const registered = known[name];
    if (registered === undefined) lacking[name] = type;
    else if (registered !== numbers[type])
      throw new Error(
        `the search attribute ${name} of the namespace ${namespace} is registered as ${wordFor(registered)}, but must be ${type}: remove it there, or start with a new database`,
      );
  }
  return lacking;
}

const wordFor = (registered: IndexedValueType): string =>
  Object.entries(numbers).find(([, number]) => number === registered)?.[0] ?? `type ${registered}`;
