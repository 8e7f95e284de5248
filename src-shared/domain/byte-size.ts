import { z } from 'zod';

const unitBytes = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 } as const;
const pattern = /^(\d+(?:\.\d+)?)\s*(B|KB|MB|GB)$/i;
const expected = 'expected a size such as "64KB" or "128MB"';

/** A number of bytes as people write it, `64KB`, `128MB` (powers of 1024); parsed to bytes. */
export const ByteSize = z
  .union([z.string(), z.number()], expected)
  .transform((value, context): number => {
    const match = pattern.exec(String(value).trim());
    if (match) {
      const unit = String(match[2]).toUpperCase() as keyof typeof unitBytes;
      return Math.round(Number(match[1]) * unitBytes[unit]);
    }
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });

/** Bytes in the largest unit that divides them: 131072 is `128KB`. */
export function formatByteSize(bytes: number): string {
  for (const unit of ['GB', 'MB', 'KB'] as const) {
    if (bytes > 0 && bytes % unitBytes[unit] === 0) return `${bytes / unitBytes[unit]}${unit}`;
  }
  return `${bytes}B`;
}
