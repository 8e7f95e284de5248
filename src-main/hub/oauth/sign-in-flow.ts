import { randomBytes } from 'node:crypto';
import type { SignInChoice } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { type Callback, listenForCallback } from './callback-listener.ts';
import { carefulFetch } from './careful-fetch.ts';
import { checkAddress } from './check-address.ts';
import { checkIssuer } from './check-issuer.ts';
import { type Discovered, discover, type Means, scopeFor } from './discover.ts';
import { identifyClient } from './identify-client.ts';
import { type Challenge, scopesIn } from './parse-challenge.ts';
import { refusal, signInFailure } from './sign-in-failure.ts';
import { type ClientIdentity, SignInRecord } from './sign-in-record.ts';
import { readTokens } from './tokens.ts';

/** What is signed in to. */
export interface SignInTarget {
  serverId: string;
  /** Its address, references resolved. */
  url: URL;
  choice: SignInChoice | undefined;
  challenge: Challenge | undefined;
  /** What was refused for want of scopes. */
  wanted: readonly string[];
  /** The sign-in so far. */
  held: SignInRecord | undefined;
}

/** What is known of it from outside. */
export type SignInWish = Omit<SignInTarget, 'serverId' | 'wanted' | 'held'>;

export interface SignInFlow {
  /** Where the browser goes. */
  url: string;
  /** Resolves when a sign-in is kept; rejects with a LoomError where that failed or took too long. */
  done: Promise<void>;
  /**
   * For a browser on another machine, which cannot come back.
   *
   * @param address - the one that it was led to.
   * @returns `done`.
   * @throws LoomError 'usage' where it is another address; the right one is still waited for.
   */
  finish(address: string): Promise<void>;
}

export interface SignInEnds {
  /** Ends it, and all that waits for it. */
  signal: AbortSignal;
  /** Resolves when it is in use; nobody is told of a sign-in before. */
  keep(record: SignInRecord): Promise<void>;
}

/** How long a person may take in the browser. */
export const signInPatienceMs = 5 * 60_000;

/**
 * Begins to sign in (OAuth 2.1 authorization code with PKCE, as in 2026-07-28 basic/authorization):
 * finds out where, introduces Loom there, and waits on loopback for the browser to come back.
 *
 * @throws LoomError 'sign-in-failed' where the browser need not even be opened.
 */
export async function beginSignIn(target: SignInTarget, ends: SignInEnds): Promise<SignInFlow> {
  const { oauth: sdk } = await import('../mcp/sdk.ts');
  const means = { sdk, fetch: carefulFetch(target.url, ends.signal) };
  try {
    const found = await discover(target.url, target.challenge, means);
    checkIssuer(found.issuer, target.choice);
    return await openFlow({ target, found, means }, ends);
  } catch (thrown) {
    throw whyEnded(thrown, { target, means }, ends);
  }
}

interface Begun {
  target: SignInTarget;
  found: Discovered;
  means: Means;
}

async function openFlow(begun: Begun, ends: SignInEnds): Promise<SignInFlow> {
  const { target, found, means } = begun;
  const state = randomBytes(32).toString('base64url');
  const listener = await listenForCallback(state, target.choice?.redirect_port ?? 0);
  try {
    const { redirectUrl } = listener;
    const scope = scopeFor(found, {
      chosen: target.choice?.scopes,
      challenge: target.challenge,
      wanted: target.wanted,
      held: heldScopes(target, found),
    });
    const introduction = { choice: target.choice, redirectUrl, scope, server: target.url };
    const client = await identifyClient(found, introduction, means);
    const { authorizationUrl, codeVerifier } = await means.sdk.startAuthorization(
      found.authorizationServer,
      {
        ...(found.metadata && { metadata: found.metadata }),
        clientInformation: client,
        redirectUrl,
        state,
        ...(scope !== undefined && { scope }),
        ...(found.resource !== undefined && { resource: found.resource }),
      },
    );
    checkAddress(authorizationUrl, target.url);
    ends.signal.throwIfAborted();
    const asked = { client, scope, redirectUrl, codeVerifier };
    const done = complete(listener.callback, { ...begun, ...asked }, ends).finally(() =>
      listener.close(),
    );
    // Whoever began it may be gone.
    done.catch(() => {});
    return {
      url: authorizationUrl.href,
      done,
      async finish(address) {
        if (!listener.take(address)) throw notTheAddress(target.serverId, redirectUrl);
        await done;
      },
    };
  } catch (thrown) {
    listener.close();
    throw thrown;
  }
}

function notTheAddress(server: string, redirectUrl: string): LoomError {
  return new LoomError('usage', 'This is not the address that the sign-in waits for.', {
    server,
    remedy: `Copy all of the address that the browser ended at; it begins with ${redirectUrl}.`,
  });
}

/** What another issuer has granted says nothing here. */
function heldScopes({ held }: SignInTarget, { issuer }: Discovered): readonly string[] {
  return held?.issuer === issuer ? held.scopes : [];
}

interface Asked extends Begun {
  client: ClientIdentity;
  scope: string | undefined;
  redirectUrl: string;
  codeVerifier: string;
}

async function complete(
  callback: Promise<Callback>,
  asked: Asked,
  ends: SignInEnds,
): Promise<void> {
  const late = givenUp(asked.target.serverId, ends.signal);
  const { parameters, answer } = await Promise.race([callback, late]);
  try {
    await ends.keep(await redeem(parameters, asked));
    answer('signedIn');
  } catch (thrown) {
    const error = whyEnded(thrown, asked, ends);
    answer('failed', error.message);
    throw error;
  }
}

/** Whatever fails once it was given up, fails for that. */
function whyEnded(
  thrown: unknown,
  { target, means }: Pick<Begun, 'target' | 'means'>,
  { signal }: SignInEnds,
): LoomError {
  if (signal.aborted) return gaveUp(target.serverId, 'it was cancelled');
  return signInFailure(target.serverId, thrown, means.sdk);
}

function gaveUp(server: string, why: string): LoomError {
  return new LoomError('sign-in-failed', `could not sign in to server "${server}": ${why}`, {
    server,
  });
}

/** Exchanges what the browser brought for tokens. */
async function redeem(parameters: URLSearchParams, asked: Asked): Promise<SignInRecord> {
  const { target, found, means, client, scope, redirectUrl, codeVerifier } = asked;
  const { metadata } = found;
  const iss = parameters.get('iss') ?? undefined;
  // Before anything else of it is believed or shown (RFC 9207 section 2.4).
  means.sdk.validateAuthorizationResponseIssuer({
    iss,
    expectedIssuer: metadata?.issuer,
    issParameterSupported: metadata?.authorization_response_iss_parameter_supported === true,
  });
  const code = parameters.get('code');
  if (code === null) {
    const error = parameters.get('error') ?? 'nothing';
    throw new LoomError('sign-in-failed', refusal(error, parameters.get('error_description')));
  }
  const response = await means.sdk.exchangeAuthorization(found.authorizationServer, {
    ...(metadata && { metadata }),
    clientInformation: client,
    authorizationCode: code,
    ...(iss !== undefined && { iss }),
    codeVerifier,
    redirectUri: redirectUrl,
    ...(found.resource !== undefined && { resource: found.resource }),
    fetchFn: means.fetch,
  });
  return SignInRecord.parse({
    url: target.url.href,
    issuer: found.issuer,
    authorizationServer: found.authorizationServer,
    metadata,
    resource: found.resource,
    client,
    ...readTokens(response, scopesIn(scope)),
    signedInAt: Date.now(),
  });
}

/** Rejects when it took too long, or somebody ended it. */
function givenUp(server: string, signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const late = AbortSignal.timeout(signInPatienceMs);
    const fail = (why: string) => () => reject(gaveUp(server, why));
    late.addEventListener('abort', fail('nobody came back from the browser in five minutes'));
    signal.addEventListener('abort', fail('it was cancelled'));
    if (signal.aborted) fail('it was cancelled')();
  });
}
