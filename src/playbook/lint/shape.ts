import { z } from 'zod';

/** A schema of zod, as it is found when walking through another. */
export type Shape = z.core.$ZodType;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is left of a schema once "may be absent" is taken off. */
export function bare(shape: Shape): Shape {
  return shape instanceof z.ZodOptional || shape instanceof z.ZodDefault ? bare(shape.unwrap()) : shape;
}

/** The schemas of the fields of an object by name; those of every branch, where there are several. */
export function fieldsOf(shape: Shape): readonly (readonly [name: string, field: Shape])[] {
  const inner = bare(shape);
  if (inner instanceof z.ZodObject) return Object.entries(inner.shape);
  return inner instanceof z.ZodUnion ? inner.options.flatMap(fieldsOf) : [];
}

/** The schemas that hold at a path. */
export function shapesAt(shape: Shape, path: readonly (string | number)[]): readonly Shape[] {
  const [key, ...rest] = path;
  return key === undefined ? [shape] : childrenAt(shape, key).flatMap((child) => shapesAt(child, rest));
}

function childrenAt(shape: Shape, key: string | number): readonly Shape[] {
  const inner = bare(shape);
  if (inner instanceof z.ZodArray) return typeof key === 'number' ? [inner.element] : [];
  if (inner instanceof z.ZodRecord) return [inner.valueType];
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => childrenAt(option, key));
  return fieldsOf(inner).flatMap(([name, field]) => (name === String(key) ? [field] : []));
}

/** The words that a field offers. */
export const valuesOf = (shape: Shape): string[] => {
  const inner = bare(shape);
  if (inner instanceof z.ZodEnum) return inner.options.map(String);
  return inner instanceof z.ZodLiteral ? [String(inner.value)] : [];
};
