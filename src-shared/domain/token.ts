/**
 * Tokens that clients present to the hub over HTTP: what people see of them, and how their text is
 * made. The checksum lets scanners of leaked credentials, and the hub, tell one from any other text.
 */
import { z } from 'zod';

/** Up to how many servers a token may be limited to. */
const mostServers = 100;

/** What a token is called, for people. */
export const TokenName = z
  .string()
  .regex(
    /^[\p{L}\p{N}](?:[\p{L}\p{N} ._@-]{0,62}[\p{L}\p{N}])?$/u,
    'expected 1 to 64 letters, digits, spaces and "._@-", the first and last a letter or digit',
  );

/** A token without its text. Times are milliseconds since the epoch. */
export const TokenView = z.object({
  /** For good: no other token ever has it. */
  id: z.string(),
  name: TokenName,
  /** The profile that its holder sees; any that the client names where undefined. */
  profile: z.string().optional(),
  /** The only servers that its holder sees; all of the profile where undefined. */
  servers: z.array(z.string()).min(1).max(mostServers).optional(),
  createdAt: z.number(),
  expiresAt: z.number().optional(),
  lastUsedAt: z.number().optional(),
  /** The secret that keeps its text, where it was made to be shown again. */
  key: z.string().optional(),
});
export type TokenView = z.output<typeof TokenView>;

const prefix = 'loom_';
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 32 bytes and a CRC32 in base 62. */
const secretLength = 43;
const checksumLength = 6;
const pattern = new RegExp(
  `^${prefix}([0-9A-Za-z]{${secretLength}})([0-9A-Za-z]{${checksumLength}})$`,
);

/**
 * The text of a token: `loom_`, 43 characters for the random bytes, 6 for their checksum.
 *
 * @param random - 32 of them.
 */
export function tokenText(random: Uint8Array): string {
  const number = random.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const secret = base62(number, secretLength);
  return `${prefix}${secret}${checksumOf(secret)}`;
}

/** Whether a text is a token, of this hub or another: its form and its checksum. */
export function isTokenText(text: string): boolean {
  const [, secret, checksum] = pattern.exec(text) ?? [];
  return secret !== undefined && checksumOf(secret) === checksum;
}

function checksumOf(secret: string): string {
  return base62(BigInt(crc32(secret)), checksumLength);
}

function base62(number: bigint, length: number): string {
  let text = '';
  for (let rest = number; text.length < length; rest /= 62n) {
    text = `${digits[Number(rest % 62n)]}${text}`;
  }
  return text;
}

/** CRC-32 as zip has it, of a text in ASCII. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let index = 0; index < text.length; index += 1) {
    crc ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const unitMs = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
} as const;
const longestMs = 10 * unitMs.y;

/** A token's lifetime as people write it, `12h`, `30d`, `1y`, in milliseconds; at most ten years. */
export function parseLifetime(text: string): number | undefined {
  const [, count, unit] = /^(\d+)([smhdwy])$/.exec(text.trim()) ?? [];
  const ms = Number(count) * unitMs[unit as keyof typeof unitMs];
  return ms > 0 && ms <= longestMs ? ms : undefined;
}
