import { z } from 'zod';

const shown = z.object({ type: z.string().optional(), text: z.string(), verbatim: z.boolean().optional() });
const element = z.object({
  action_id: z.string().optional(),
  text: z.union([shown, z.string()]).optional(),
  value: z.string().optional(),
  options: z.array(z.object({ text: shown, value: z.string() })).optional(),
  url: z.string().optional(),
});
const block = z.object({
  type: z.enum(['header', 'section', 'context', 'actions', 'input']),
  text: shown.optional(),
  accessory: element.optional(),
  elements: z.array(element).optional(),
  label: shown.optional(),
  hint: shown.optional(),
  element: element.optional(),
});

type Block = z.infer<typeof block>;

/** All that Slack would refuse in blocks: https://docs.slack.dev/reference/block-kit. Its own numbers, not those of the code. */
export function beyondLimits(blocks: readonly object[], most = 50): string[] {
  const count = blocks.length === 0 || blocks.length > most ? [`${blocks.length} blocks`] : [];
  return [...count, ...z.array(block).parse(blocks).flatMap(faultsOf)];
}

function faultsOf({ type, text, accessory, elements = [], label, hint, element: asked }: Block): string[] {
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
        ...faultsOfOptions(asked),
      ];
  }
}

function faultsOfElement(
  type: Block['type'],
  { text, value, url, action_id: action }: z.infer<typeof element>,
): string[] {
  if (type === 'context') return long('remark', typeof text === 'string' ? text : text?.text, 3000);
  return [
    ...long('button', typeof text === 'string' ? text : text?.text, 75),
    ...(value === undefined ? [] : long('value', value, 2000)),
    ...(url === undefined ? [] : long('url', url, 3000)),
    ...long('action_id', action, 255),
  ];
}

function faultsOfOptions({ options }: z.infer<typeof element> = {}): string[] {
  if (options === undefined) return [];
  return [
    ...(options.length === 0 || options.length > 100 ? [`${options.length} options`] : []),
    ...options.flatMap(({ text, value }) => [...long('option', text.text, 75), ...long('option value', value, 150)]),
  ];
}

const long = (what: string, text: string | undefined, most: number): string[] =>
  text === undefined || text.length === 0 || text.length > most ? [`a ${what} of ${text?.length ?? 0} characters`] : [];
