import type { ServerSpec } from '../../src-shared/domain/server.ts';
import type { Audience } from './catalog/catalog.ts';
import { definitionKey } from './registry/definition-key.ts';
import { usesProject } from './registry/references.ts';
import type { Session } from './sessions/session.ts';
import type { Instance } from './upstreams/instance.ts';
import type { ManagedServer } from './upstreams/managed-server.ts';

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

  /** The best first: a server that has an instance per session may offer each client something else. */
  forAudience(
    { spec, scope }: ManagedServer,
    { project, clientKind }: Omit<Audience, 'profile'>,
  ): string[] {
    const definition = this.ofDefinition(spec, project);
    return scope === 'session' && clientKind !== ''
      ? [`${definition}:${clientKind}`, definition]
      : [definition];
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
    return this.forAudience(server, { project, clientKind: owner?.clientKind ?? '' });
  }

  /** A server that depends on the project has one surface per project; any of them tells its kind. */
  forPeople({ spec, instances }: ManagedServer, sessions: readonly Session[]): string[] {
    const running = [...instances.values()].map(projectOf);
    const others = [this.#lastProject.get(spec), ...sessions.map(({ project }) => project)];
    const projects = [undefined, ...running, ...others];
    return projects.map((project) => this.ofDefinition(spec, project));
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

/** The project an instance was opened for, where its key says so. */
function projectOf({ key }: Instance): string | undefined {
  return key.startsWith('project:') ? key.slice('project:'.length) : undefined;
}
