/** Servers in .mcpb files: what a bundle says of itself, and how it is added. */
export const bundles = {
  choose: 'Choose a file',
  another: 'Choose another file',
  hint: 'A .mcpb file, as makers of servers offer it for download; it can also be dropped here. Nothing of it runs before you have seen the command.',
  notBundle: (file: string) => `${file} is no bundle: its name does not end in .mcpb.`,
  reading: 'Reading the bundle…',
  about: 'About the bundle',
  author: 'Says it is by',
  file: 'File',
  files: (count: number, text: string) => (count === 1 ? '1 file' : `${text} files`),
  size: (packed: string, files: string, unpacked: string) =>
    `${packed}; ${files}, ${unpacked} unpacked`,
  signature: 'Signature',
  signed: 'There is one. Loom does not verify it.',
  unsigned: 'Not signed',
  runsWith: 'Runs with',
  kinds: { node: 'Node.js', python: 'Python', binary: 'a program of its own', uv: 'uv (Python)' },
  license: 'Licence',
  homepage: 'Homepage',
  claims: (tools: string) => `It says that it has ${tools}`,
  platform: (platforms: string, here: string) =>
    `Its maker says that it runs on ${platforms}. This is ${here}, so it cannot be added.`,
  missingProgram: (program: string) =>
    `There is no ${program} on your PATH: the server cannot start before that is installed.`,
  programVersion: (program: string, wanted: string, found: string) =>
    `It wants ${program} ${wanted}, and ${found} is here. It may not work.`,
  secretInArguments: (label: string) =>
    `${label} goes into the arguments of its command, which every user of this machine can read while it runs.`,
  missingFile: (file: string) => `The file that it starts, ${file}, is not in the bundle.`,
  target: 'What to do with it',
  renew: (server: string, version: string) => `Take the place of ${server} (version ${version})`,
  anew: (server: string) => `Set up ${server} anew (the same bundle)`,
  asNew: 'Add another server',
  otherAuthors: 'Other makers',
  otherAuthor: ({ server, before, now }: { server: string; before: string; now: string }) =>
    `Another bundle of this name is installed as ${server}, and says it is by ${before}; this one says ${now}. Let it take that place only if you know that both are of one maker.`,
  unknownAuthor: (server: string) =>
    `A bundle of this name is installed as ${server}; Loom does not know who made that one. Let this one take its place only if you know that both are of one maker.`,
  unpacked: 'It is unpacked into',
  replaces: (version: string) =>
    `It takes the place of version ${version}; what you have set about the server stays.`,
  replace: 'Replace and allow it to run',
  filesGo: 'What its bundle was unpacked into goes in ten minutes.',
};
