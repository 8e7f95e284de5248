import { z } from 'zod';
import { isSecretName, secretNameRule } from '../domain/secret.ts';
import { TokenName, TokenView } from '../domain/token.ts';
import { call } from './base.ts';

/** A token with its text: the credential itself. */
const TokenWithText = z.object({ token: TokenView, text: z.string() });

/** Tokens of HTTP clients. Their texts leave by `generate` and `show`; nothing else here holds one. */
export const auth = {
  /** All tokens, sorted by name. */
  list: call.output(z.array(TokenView)),
  /** Makes a token; this answer is the only one with its text, unless `key` keeps it. */
  generate: call
    .input(
      z.object({
        name: TokenName.optional(),
        ...TokenView.pick({ profile: true, servers: true, expiresAt: true }).shape,
        /** The name of a secret that is to keep the text. */
        key: z.string().refine(isSecretName, `expected ${secretNameRule}`).optional(),
      }),
    )
    /** `isAsked`: whether this hub asks HTTP clients for tokens at all. */
    .output(TokenWithText.extend({ isAsked: z.boolean() })),
  /** By id, name or key. What is open with it ends at once. */
  revoke: call.input(z.object({ token: z.string() })).output(TokenView),
  /** By id, name or key, or the only one that was kept; fails where its text was not. */
  show: call.input(z.object({ token: z.string().optional() })).output(TokenWithText),
};
