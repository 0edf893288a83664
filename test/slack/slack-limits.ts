import { z } from 'zod';

const shown = z.object({ type: z.string().optional(), text: z.string(), verbatim: z.boolean().optional() });
const choice = z.object({ text: shown, value: z.string() });
const element = z.object({
  action_id: z.string().optional(),
  text: z.union([shown, z.string()]).optional(),
  value: z.string().optional(),
  url: z.string().optional(),
  options: z.array(choice).optional(),
  initial_option: choice.optional(),
  initial_value: z.string().optional(),
  max_length: z.number().optional(),
  confirm: z.object({ title: shown, text: shown, confirm: shown, deny: shown }).optional(),
});
const block = z.object({
  type: z.enum(['header', 'section', 'context', 'actions', 'input']),
  text: shown.optional(),
  accessory: element.optional(),
  elements: z.array(element).optional(),
  label: shown.optional(),
  hint: shown.optional(),
  element: element.optional(),
  block_id: z.string().optional(),
});

type Block = z.infer<typeof block>;
type Element = z.infer<typeof element>;

/** All that Slack would refuse in blocks: https://docs.slack.dev/reference/block-kit. Its own numbers, not those of the code. */
export function beyondLimits(blocks: readonly object[], most = 50): string[] {
  const count = blocks.length === 0 || blocks.length > most ? [`${blocks.length} blocks`] : [];
  return [...count, ...z.array(block).parse(blocks).flatMap(faultsOf)];
}

function faultsOf({
  type,
  text,
  accessory,
  elements = [],
  label,
  hint,
  element: field,
  block_id: id,
}: Block): string[] {
  const faults = elements.flatMap((one) => faultsOfElement(type, one));
  switch (type) {
    case 'header':
      return long('header', text?.text, 150);
    case 'section':
      return [
        ...long('section', text?.text, 3000),
        ...(text?.verbatim === true ? [] : ['a section that is not verbatim']),
        ...(accessory === undefined ? [] : faultsOfElement(type, accessory)),
      ];
    case 'actions':
      return elements.length === 0 || elements.length > 25 ? [`${elements.length} buttons`] : faults;
    case 'context':
      return elements.length === 0 || elements.length > 10 ? [`${elements.length} remarks`] : faults;
    case 'input':
      return [
        ...long('label', label?.text, 2000),
        ...(hint === undefined ? [] : long('hint', hint.text, 2000)),
        ...long('block_id', id, 255),
        ...(field === undefined ? ['an input without an element'] : faultsOfField(field)),
      ];
  }
}

/** What is filled in: https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
function faultsOfField({
  options,
  initial_option: first,
  initial_value: written = '',
  max_length: most = 3000,
}: Element) {
  const among = first === undefined || options === undefined ? [] : options.map((one) => JSON.stringify(one));
  return [
    ...(options !== undefined && (options.length === 0 || options.length > 100) ? [`${options.length} options`] : []),
    ...[...(options ?? []), ...(first === undefined ? [] : [first])].flatMap(({ text, value }) => [
      ...long('option', text.text, 75),
      ...long('value of an option', value, 150),
    ]),
    ...(among.length > 0 && !among.includes(JSON.stringify(first)) ? ['an initial option that is none'] : []),
    ...(written.length > most ? [`${written.length} characters in a field of ${most}`] : []),
    ...(most > 3000 ? [`a field of ${most} characters`] : []),
  ];
}

function faultsOfElement(type: Block['type'], { text, value, url, action_id: action, confirm }: Element): string[] {
  if (type === 'context') return long('remark', typeof text === 'string' ? text : text?.text, 3000);
  return [
    ...long('button', typeof text === 'string' ? text : text?.text, 75),
    ...(value === undefined ? [] : long('value', value, 2000)),
    ...(url === undefined ? [] : long('url', url, 3000)),
    ...long('action_id', action, 255),
    ...(confirm === undefined
      ? []
      : [
          ...long('title of a confirmation', confirm.title.text, 100),
          ...long('confirmation', confirm.text.text, 300),
          ...long('confirming button', confirm.confirm.text, 30),
          ...long('denying button', confirm.deny.text, 30),
        ]),
  ];
}

const long = (what: string, text: string | undefined, most: number): string[] =>
  text === undefined || text.length === 0 || text.length > most ? [`a ${what} of ${text?.length ?? 0} characters`] : [];
