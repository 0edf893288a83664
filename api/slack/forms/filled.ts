/** A form that was sent, as Slack has it. */
export interface Filled {
  readonly id: string;
  readonly hash: string;
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly state: { readonly values: Readonly<Record<string, Readonly<Record<string, FilledField>>>> };
}

interface FilledField {
  readonly value?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_conversation?: string | null;
  readonly selected_users?: readonly string[];
  readonly selected_time?: string | null;
  readonly selected_date?: string | null;
  readonly selected_date_time?: number | null;
}

/** The value of a sentence in place of something to choose: see options.ts. Whoever chooses it has chosen nothing. */
export const nothing = '-';

/** What stands in the fields of a form; undefined in a field in which nothing stands. */
export interface Fields {
  text(name: string): string | undefined;
  chosen(name: string): string | undefined;
  /** The id of a channel. */
  channel(name: string): string | undefined;
  people(name: string): readonly string[];
  date(name: string): string | undefined;
  /** Of the day, as "18:00". */
  time(name: string): string | undefined;
  /** As an instant in UTC. */
  instant(name: string): string | undefined;
}

/** A field's block and element have one name: see views/form-parts.ts. */
export function fieldsOf({ state }: Pick<Filled, 'state'>): Fields {
  const field = (name: string): FilledField | undefined => state.values[name]?.[name];
  return {
    text: (name) => field(name)?.value?.trim() || undefined,
    chosen: (name) => {
      const value = field(name)?.selected_option?.value;
      return value === nothing ? undefined : value;
    },
    channel: (name) => field(name)?.selected_conversation ?? undefined,
    people: (name) => field(name)?.selected_users ?? [],
    date: (name) => field(name)?.selected_date ?? undefined,
    time: (name) => field(name)?.selected_time ?? undefined,
    instant: (name) => {
      const seconds = field(name)?.selected_date_time ?? undefined;
      return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();
    },
  };
}
