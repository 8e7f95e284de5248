import type { BundleFacts, BundleProblem } from '../../../src-shared/domain/bundle.ts';
import type { InstalledBundle } from './installed.ts';
import type { KnownBundle } from './known-bundles.ts';
import type { BundleSlot } from './read-parameters.ts';

/** What is shown of a text that its maker wrote. */
const longest = 2000;

export type Installation = Pick<
  InstalledBundle,
  'server' | 'version' | 'author' | 'digest' | 'values'
>;

interface Found {
  slots: readonly BundleSlot[];
  problems: BundleProblem[];
  installations: readonly Installation[];
}

/** What people see of a bundle before they fill it in. */
export function describeBundle(
  { digest, file, bytes, manifest, archive }: KnownBundle,
  { slots, problems, installations }: Found,
): BundleFacts {
  const { name, version, description, author, homepage, license, server, tools } = manifest;
  const files = archive.entries.filter(({ isFolder }) => !isFolder);
  return {
    bundle: digest,
    file,
    bytes,
    unpackedBytes: files.reduce((sum, entry) => sum + entry.bytes, 0),
    files: files.length,
    name,
    title: manifest.display_name ?? name,
    version,
    description: description.slice(0, longest),
    author: author.name,
    ...(homepage && /^https?:\/\//i.test(homepage) && { homepage: homepage.slice(0, longest) }),
    ...(license && { license: license.slice(0, 100) }),
    kind: server.type,
    isSigned: archive.isSigned,
    parameters: slots.map(({ parameter }) => parameter),
    tools: tools.slice(0, 200).map((tool) => ({
      name: tool.name,
      ...(tool.description && { description: tool.description.slice(0, longest) }),
    })),
    problems,
    suggestedId: serverName(name),
    installed: installations.map((one) => {
      const isSame = one.digest === digest;
      return {
        server: one.server,
        version: one.version,
        ...(one.author !== undefined && { author: one.author }),
        isSame,
        isSameAuthor: isSame || one.author === author.name,
        values: one.values,
      };
    }),
  };
}

/** A bundle's name as a server's, see `ServerId`. */
function serverName(name: string): string {
  const plain = name
    .replace(/[^a-zA-Z0-9-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 32)
    .replace(/-+$/, '');
  return plain || 'bundle';
}
