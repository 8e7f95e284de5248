import type { z } from 'zod';

/**
 * A section that may be left out or stand there with nothing in it (`env:`, all of its lines
 * commented out): both mean `empty`.
 */
export function orEmpty<Schema extends z.ZodType>(schema: Schema, empty: z.input<Schema>) {
  return schema
    .nullish()
    .transform((value): z.output<Schema> => (value ?? schema.parse(empty)) as z.output<Schema>);
}
