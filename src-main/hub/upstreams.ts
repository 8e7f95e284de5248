import { join } from 'node:path';
import type { ServerSpec } from '../../src-shared/domain/server.ts';
import { LoomError } from '../../src-shared/errors.ts';
import type { HubDeps } from './hub-deps.ts';
import type { HubLog } from './log.ts';
import type { RemoteSpec } from './oauth/remote-spec.ts';
import { strangersCredentials } from './oauth/strangers-credentials.ts';
import { childEnv } from './platform/child-env.ts';
import { type ChildRecord, openChildRecord } from './platform/child-record.ts';
import type { LoginEnv } from './platform/login-env.ts';
import type { Problems } from './problems.ts';
import { resolveSignIn, resolveSpec } from './registry/references.ts';
import { plainSecrets } from './secret-scan/plain-secrets.ts';
import type { Credentials } from './upstreams/credentials.ts';
import { hideInError, hideInEvents } from './upstreams/hide-in-events.ts';
import { createTransports, openLinkWith } from './upstreams/index.ts';
import type { SupervisorOptions } from './upstreams/supervisor.ts';
import { GivenSecrets } from './vault/hide-secrets.ts';
import type { Secrets } from './vault/secrets.ts';

export interface UpstreamsOptions extends Pick<HubDeps, 'paths' | 'platform' | 'env' | 'home'> {
  loginEnv(): Promise<LoginEnv>;
  secrets: Pick<Secrets, 'get'>;
  /** What authorizes requests to a server of the registry; see `SignIns`. */
  credentialsFor(serverId: string, spec: RemoteSpec): Credentials | undefined;
  problems: Problems;
  log: HubLog;
}

export interface Upstreams {
  openLink: SupervisorOptions['openLink'];
  /** As `openLink`, with secrets that come before those that are kept. */
  openLinkGiven(secrets: ReadonlyMap<string, string>): SupervisorOptions['openLink'];
  /** Takes the secrets that servers were given out of what is told of them. */
  hide(text: string): string;
  /** The secrets that servers were given. */
  given: Pick<GivenSecrets, 'all' | 'add'>;
  /** A server's address, headers and `auth`, references resolved. */
  resolveRemote(serverId: string, spec: RemoteSpec): Promise<RemoteSpec>;
  /** The children that run. */
  record: ChildRecord;
  endLeftovers(): Promise<void>;
}

/** How servers are reached: references resolved just in time, children in a minimal environment. */
export function createUpstreams({
  paths,
  platform,
  env,
  home,
  loginEnv,
  secrets,
  credentialsFor,
  problems,
  log,
}: UpstreamsOptions): Upstreams {
  const record = openChildRecord(join(paths.state, 'children.json'), (error) =>
    problems.report('children', error),
  );
  const open = openLinkWith(
    createTransports({
      record,
      async childEnv() {
        const { path, warning } = await loginEnv();
        if (warning) log.warn({}, warning);
        return childEnv({ platform, env, path });
      },
    }),
  );
  const given = new GivenSecrets();
  const { hide } = given;
  const notingAfter = (first: ReadonlyMap<string, string>): typeof secrets => ({
    async get(name) {
      const secret = first.get(name) ?? (await secrets.get(name));
      if (secret !== undefined) given.add(secret);
      return secret;
    },
  });
  const openLinkWithSecrets = (
    first: ReadonlyMap<string, string>,
    credentialsOf: UpstreamsOptions['credentialsFor'],
  ): SupervisorOptions['openLink'] => {
    const noting = notingAfter(first);
    return async (spec, project, events, options) => {
      const { serverId } = options;
      const context = { serverId, env, home, project, secrets: noting };
      const resolved = inFolder(await resolveSpec(spec, context), project ?? home);
      for (const secret of plainSecrets(spec)) given.add(secret);
      try {
        const isRemote = resolved.transport !== 'stdio';
        const credentials = isRemote ? credentialsOf(serverId, resolved) : undefined;
        return await open(resolved, hideInEvents(events, hide), { ...options, credentials });
      } catch (thrown) {
        throw thrown instanceof LoomError ? hideInError(thrown, hide) : thrown;
      }
    };
  };
  return {
    hide,
    given,
    record,
    openLink: openLinkWithSecrets(new Map(), credentialsFor),
    // Nobody signs in to what is only tried.
    openLinkGiven: (first) => openLinkWithSecrets(first, strangersCredentials),
    async resolveRemote(serverId, spec) {
      const context = { serverId, env, home, secrets: notingAfter(new Map()) };
      const resolved = await resolveSpec(spec, context);
      if (resolved.transport === 'stdio') return spec;
      return { ...resolved, auth: spec.auth && (await resolveSignIn(spec.auth, context)) };
    },
    async endLeftovers() {
      for (const { pid, command } of await record.endLeftovers()) {
        log.warn({ pid, command }, `ended ${command} (pid ${pid}), left behind by an earlier hub`);
      }
    },
  };
}

/** A child never runs in whatever folder the hub happened to be started in. */
function inFolder(spec: ServerSpec, folder: string): ServerSpec {
  return spec.transport === 'stdio' ? { ...spec, cwd: spec.cwd ?? folder } : spec;
}
