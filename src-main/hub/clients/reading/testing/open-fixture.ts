import type { Client, Target } from '../../client.ts';
import { editors } from '../../editing/index.ts';
import { clients } from '../../index.ts';
import type { HowToRead } from '../read-servers.ts';
import { switchesInFile } from '../switches/switches-in-file.ts';
import { type ExpectedFile, fixtureText } from './fixtures.ts';

const machine = { platform: 'linux', home: '/home/sam', env: {} };

/** A file of a client's, and how an import reads it where no other file has a say. */
export function openFixture(file: ExpectedFile): { content: unknown; how: HowToRead } {
  if (file.format === 'xml') throw new Error('is no file of settings');
  const client = clients.find(({ id }) => id === file.client);
  if (!client) throw new Error(`no client ${file.client}`);
  const target = targetOf(client, file);
  const reading = editors[target.format].read(fixtureText(file.client, file.file));
  if (!reading.ok) throw new Error(reading.reason);
  const { content } = reading;
  return { content, how: howToRead(client, target, content) };
}

/** As an import does, with the file itself as all that counts. */
export function howToRead(client: Client, target: Target, content: unknown): HowToRead {
  const read = client.switches?.read ?? switchesInFile(target.root);
  return {
    root: target.root,
    clientId: client.id,
    dialect: target.dialect ?? client.dialect,
    switchOf: read([{ path: target.path, content }]),
  };
}

/** The client's target for a file, by the ends of their paths. */
function targetOf(client: Client, file: ExpectedFile): Target {
  const targets = [
    ...client.targets(machine),
    ...['win32', 'darwin'].flatMap((platform) => client.targets({ ...machine, platform })),
    ...(client.projectTargets?.('/project', machine) ?? []),
  ];
  const paths = Object.values(file.installPath).map((path) => ends(path ?? '-'));
  const target =
    targets.find(({ path }) => paths.includes(ends(path))) ??
    // Files of any name in a folder.
    targets.find(({ format, scope }) => format === file.format && scope === 'project');
  if (!target) throw new Error(`no target of ${client.id} for ${paths}`);
  return target;
}

function ends(path: string): string {
  const written = path.replace(/^(~|%USERPROFILE%)/, 'sam').replace(/^<.*?>/, 'project');
  return written.split(/[\\/]/).slice(-2).join('/');
}
