import type { ServerSpec } from '../../src-shared/domain/server.ts';
import type { Audience } from './catalog/catalog.ts';
import { definitionKey } from './registry/definition-key.ts';
import { usesProject } from './registry/references.ts';
import type { Session } from './sessions/session.ts';
import type { Instance } from './upstreams/instance.ts';
import { type ManagedServer, modernPrefix } from './upstreams/managed-server.ts';

/**
 * Under which keys surfaces are cached: by definition, by the project where the definition depends
 * on it, and by the kind of client where each session has its own instance.
 */
export class SurfaceKeys {
  /** Asked on every call: a definition is looked through and hashed only once. */
  readonly #known = new WeakMap<ServerSpec, { shared: string; perProject: boolean }>();

  /** The last project that an instance of the definition ran for. */
  readonly #lastProject = new WeakMap<ServerSpec, string>();

  /** Whether the definition says `${project}`. */
  usesProject(spec: ServerSpec): boolean {
    return this.#lookUp(spec).perProject;
  }

  ofDefinition(spec: ServerSpec, project?: string): string {
    const { shared, perProject } = this.#lookUp(spec);
    return perProject && project !== undefined ? definitionKey(spec, project) : shared;
  }

  /**
   * The best first: a server that has an instance per session may offer each client something else,
   * and one that speaks both eras something else in each.
   */
  forAudience(
    server: ManagedServer,
    { project, clientKind, era }: Omit<Audience, 'profile'>,
  ): string[] {
    const definition = this.ofDefinition(server.spec, project);
    if (server.era.isDual && era === 'modern') return [modernKey(definition)];
    return server.scopeFor(era) === 'session' && clientKind !== ''
      ? [`${definition}:${clientKind}`, definition]
      : [definition];
  }

  /** Audiences of the same key see the same of these servers. */
  audienceKey(
    servers: readonly ManagedServer[],
    { profile, servers: allowed, project, clientKind, era }: Audience,
  ): string {
    const perEra = servers.some((server) => server.era.isDual);
    const perProject = servers.some(({ spec }) => this.usesProject(spec));
    const perClient = servers.some((server) => server.scopeFor(era) === 'session');
    return JSON.stringify([
      perEra ? era : '',
      profile,
      perProject ? project : '',
      perClient ? clientKind : '',
      allowed,
    ]);
  }

  /** The best first. @param owner - the one session that the instance serves. */
  forInstance(
    instance: Instance,
    server: ManagedServer | undefined,
    owner: Session | undefined,
  ): string[] {
    const project = projectOf(instance) ?? owner?.project;
    if (project !== undefined) this.#lastProject.set(instance.spec, project);
    if (!server) return [this.ofDefinition(instance.spec, project)];
    const { era } = instance;
    return this.forAudience(server, { project, clientKind: owner?.clientKind ?? '', era });
  }

  /** A server that depends on the project has one surface per project; any of them tells its kind. */
  forPeople({ spec, instances, era }: ManagedServer, sessions: readonly Session[]): string[] {
    const running = [...instances.values()].map(projectOf);
    const others = [this.#lastProject.get(spec), ...sessions.map(({ project }) => project)];
    const projects = [undefined, ...running, ...others];
    const keys = projects.map((project) => this.ofDefinition(spec, project));
    return era.isDual ? [...keys, ...keys.map(modernKey)] : keys;
  }

  #lookUp(spec: ServerSpec): { shared: string; perProject: boolean } {
    let entry = this.#known.get(spec);
    if (!entry) {
      entry = { shared: definitionKey(spec), perProject: usesProject(spec) };
      this.#known.set(spec, entry);
    }
    return entry;
  }
}

/** What a server that speaks both eras offers in the modern one. */
function modernKey(definition: string): string {
  return `${definition}:modern`;
}

/** The project an instance was opened for, where its key says so. */
function projectOf(instance: Instance): string | undefined {
  const key = instance.key.replace(modernPrefix, '');
  return key.startsWith('project:') ? key.slice('project:'.length) : undefined;
}
