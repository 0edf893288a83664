export const topics = ['Gates', 'People', 'Dates and figures', 'Order', 'Work', 'Texts'] as const;

/** One thing that changed, in a sentence. */
export interface Change {
  readonly topic: (typeof topics)[number];
  readonly words: string;
}
