/** What is noted as a number: the place in one of these. */
export const outcomes = ['ok', 'tool-error', 'error', 'cancelled'] as const;
export const kinds = ['tool', 'prompt', 'resource', 'other'] as const;
/**
 * How much of a row is kept: all, or all but payloads (as config.yaml wants it, or because there is
 * no room for more).
 */
export const details = ['all', 'no-payloads', 'hurried'] as const;
