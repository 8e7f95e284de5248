import type { ConfigFormat } from '../../../../src-shared/domain/client.ts';
import type { Accepts, Client, Dialect, JsonObject, KeyPath, Target } from '../client.ts';
import { clients } from '../index.ts';
import { machines, projects } from './machines.ts';

/** A way in which some file of a client is written; files that differ in their place only are one. */
export interface WrittenShape {
  /** Of the first target that is written so. */
  id: string;
  client: Client;
  format: ConfigFormat;
  root: readonly string[];
  container: Target['container'];
  dialect: Dialect;
  accepts: Accepts;
}

/** Every way in which Loom writes, of every client, on every system. */
export function writtenShapes(): WrittenShape[] {
  const shapes = new Map<string, WrittenShape>();
  for (const client of clients) {
    for (const target of targetsOf(client)) {
      const { id, format, root, container, dialect, accepts } = target;
      if (target.write === 'never') continue;
      const shape: WrittenShape = {
        ...{ id, client, format, root, container },
        dialect: dialect ?? client.dialect,
        accepts: accepts ?? client.accepts,
      };
      const sample = shape.dialect.stdio(proxyEntry('x'));
      const key = JSON.stringify([client.id, format, root, container, sample]);
      if (!shapes.has(key)) shapes.set(key, shape);
    }
  }
  return [...shapes.values()];
}

function targetsOf(client: Client): Target[] {
  return (['linux', 'darwin', 'win32'] as const).flatMap((system) => [
    ...client.targets(machines[system]),
    ...(client.projectTargets?.(projects[system], machines[system]) ?? []),
  ]);
}

/** Where an entry of that name stands in such a file. */
export function entryPath({ root, container }: WrittenShape, name: string): KeyPath {
  return [...root, container === 'list' ? { named: name } : name];
}

/** Loom's entries: over stdio, and over HTTP where the file takes it. */
export function loomEntries({ dialect }: WrittenShape, name: string): JsonObject[] {
  const url = 'http://127.0.0.1:4747/mcp';
  const http = dialect.http?.({ name, transport: 'http', url, headers: { 'X-From': 'loom' } });
  return [dialect.stdio(proxyEntry(name)), ...(http ? [http] : [])];
}

function proxyEntry(name: string) {
  const args = ['proxy', '--client', 'some-client'];
  return { name, command: '/home/ada/.local/share/loom/bin/loom', args, env: {} };
}
