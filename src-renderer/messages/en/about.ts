/** Which Loom this is, where its things lie, and on whose work it stands. */
export const about = {
  what: 'Every MCP client reaches every MCP server through one hub on this machine.',
  version: 'Version',
  versionName: 'version',
  host: 'Runs as',
  hosts: { headless: 'headless hub', desktop: 'desktop app' },
  process: 'Process',
  pid: (pid: string) => `pid ${pid}, started`,
  node: 'Node',
  files: {
    title: 'Files and folders',
    aside: 'All that Loom keeps lies here.',
    registry: 'Servers',
    config: 'Settings',
    state: 'State: caches, calls, logs',
    socket: 'Local socket',
    http: 'Endpoint',
    nameOf: (what: string) => `path of ${what}`,
  },
  documents: {
    title: 'Documents',
    aside: 'In Loom’s folder.',
    list: [
      { file: 'README.md', about: 'what Loom does, and a tour of five minutes' },
      { file: 'ARCHITECTURE.md', about: 'how it is built, and where to add what' },
      { file: 'docs/clients.md', about: 'every client that Loom writes for, with its traps' },
      { file: 'docs/fidelity.md', about: 'what clients and servers may notice of the hub' },
      { file: 'docs/conformance.md', about: 'results of the official conformance suites' },
      { file: 'docs/openapi.json', about: 'the hub’s own API, as OpenAPI' },
    ],
  },
  licences: {
    title: 'Licences',
    aside: 'Loom is free software under the MIT licence; so is most of what it is built with.',
  },
};
