import { z } from 'zod';

/**
 * How two peers speak MCP: `legacy` (up to 2025-11-25, with a handshake) or `modern` (2026-07-28 on,
 * every request by itself).
 */
export const Era = z.enum(['legacy', 'modern']);
export type Era = z.output<typeof Era>;

/** How a server can be spoken to; `dual`: as the client does. */
export const EraVerdict = z.enum([...Era.options, 'dual']);
export type EraVerdict = z.output<typeof EraVerdict>;
