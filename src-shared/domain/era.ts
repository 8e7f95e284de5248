import { z } from 'zod';

/**
 * How two peers speak MCP: `legacy` (up to 2025-11-25, with a handshake) or `modern` (2026-07-28 on,
 * every request by itself).
 */
export const Era = z.enum(['legacy', 'modern']);
export type Era = z.output<typeof Era>;
