import { z } from 'zod';
import { bare, fieldsOf, isRecord } from './shape.ts';
import type { Shape } from './shape.ts';

/**
 * A value with fillers in place of whatever does not fit its schema, so that the rest of a faulty playbook can be looked at. What is said about
 * a filler is nobody's fault: whoever reads the findings leaves those out that stand where the schema found fault.
 */
export function mend(shape: Shape, value: unknown): unknown {
  if (fits(shape, value)) return value;
  const mended = mendInside(bare(shape), value);
  if (fits(shape, mended)) return mended;
  return fits(shape, undefined) ? undefined : filler(bare(shape));
}

const fits = (shape: Shape, value: unknown): boolean => z.safeParse(shape, value).success;

function mendInside(shape: Shape, value: unknown): unknown {
  if (shape instanceof z.ZodObject && isRecord(value))
    return objectOf(shape, (name, field) => mend(field, value[name]));
  if (shape instanceof z.ZodArray && Array.isArray(value))
    return value.map((entry: unknown) => mend(shape.element, entry));
  if (shape instanceof z.ZodRecord && isRecord(value))
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => fits(shape.keyType, key))
        .map(([key, entry]) => [key, mend(shape.valueType, entry)]),
    );
  return value;
}

/** The plainest value that fits. */
function filler(shape: Shape): unknown {
  if (shape instanceof z.ZodObject) return objectOf(shape, (_, field) => mend(field, undefined));
  if (shape instanceof z.ZodUnion) return shape.options.map((option) => filler(bare(option)))[0];
  if (shape instanceof z.ZodArray) {
    const entry = filler(bare(shape.element));
    return plainest(
      shape,
      [0, 1, 2, 4].map((length) => Array.from({ length }, () => entry)),
    );
  }
  if (shape instanceof z.ZodEnum) return shape.options[0];
  if (shape instanceof z.ZodLiteral) return shape.value;
  return plainest(shape, [{}, 'placeholder', '0.0.0', false, 1, 5, 0]);
}

const plainest = (shape: Shape, candidates: readonly unknown[]): unknown =>
  candidates.find((candidate) => fits(shape, candidate));

const objectOf = (shape: Shape, valueOf: (name: string, field: Shape) => unknown): Record<string, unknown> =>
  Object.fromEntries(
    fieldsOf(shape)
      .map(([name, field]) => [name, valueOf(name, field)] as const)
      .filter(([, value]) => value !== undefined),
  );
