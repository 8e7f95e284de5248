/** Clients that run without an account: Loom is tried with each of them, in a home of its own. */
export interface RealClient {
  /** As in Loom's registry of clients. */
  id: string;
  /** On npm, and the exact version. */
  npm: string;
  version: string;
  /** Its command, in the package's `.bin`. */
  command: string;
  /** Shows its servers. */
  list: readonly string[];
  /** What `list` says of a server that it connected to; undefined where `list` does not connect. */
  connected?: RegExp;
  /** Adds a server of its own. */
  add(name: string, program: string, argument: string): readonly string[];
  /** A file that it needs first, below the home folder. */
  before?: { file: string; text: string };
}

const afterDashes =
  (...words: string[]) =>
  (name: string, program: string, argument: string) => [
    'mcp',
    'add',
    ...words,
    name,
    '--',
    program,
    argument,
  ];

const list = ['mcp', 'list'];

export const realClients: readonly RealClient[] = [
  {
    id: 'claude-code',
    npm: '@anthropic-ai/claude-code',
    version: '2.1.328',
    command: 'claude',
    list,
    connected: /loom: .*Connected/,
    add: afterDashes('-s', 'user'),
  },
  {
    id: 'codex',
    npm: '@openai/codex',
    version: '0.169.0',
    command: 'codex',
    list,
    add: afterDashes(),
  },
  {
    id: 'gemini-cli',
    npm: '@google/gemini-cli',
    version: '0.61.0',
    command: 'gemini',
    list,
    connected: /loom: .*Connected/,
    add: (name, program, argument) => ['mcp', 'add', '-s', 'user', name, program, argument],
    // In a folder that nobody has called trusted it starts no server at all.
    before: {
      file: '.gemini/settings.json',
      text: '{\n  // mine\n  "security": { "folderTrust": { "enabled": false } }\n}\n',
    },
  },
  {
    id: 'opencode',
    npm: 'opencode-ai',
    version: '1.18.33',
    command: 'opencode',
    list,
    connected: /✓ loom\b.*connected/,
    add: afterDashes(),
  },
  {
    id: 'qwen-code',
    npm: '@qwen-code/qwen-code',
    version: '0.24.4',
    command: 'qwen',
    list,
    connected: /loom: .*Connected/,
    add: (name, program, argument) => ['mcp', 'add', '-s', 'user', name, program, argument],
  },
  {
    id: 'copilot-cli',
    npm: '@github/copilot',
    version: '1.0.102',
    command: 'copilot',
    list,
    add: afterDashes(),
  },
  {
    id: 'cline',
    npm: 'cline',
    version: '3.0.65',
    command: 'cline',
    list: ['config', 'mcp'],
    add: (name, program, argument) => ['mcp', 'add', name, '--yes', '--', program, argument],
  },
  {
    id: 'amp',
    npm: '@sourcegraph/amp',
    version: '0.0.1790142911-g7618fb',
    command: 'amp',
    list,
    add: afterDashes(),
  },
  {
    id: 'factory-droid',
    npm: 'droid',
    version: '0.215.0',
    command: 'droid',
    list,
    connected: /loom\s+stdio\s+connected/,
    add: (name, program, argument) => ['mcp', 'add', name, `${program} ${argument}`],
  },
  {
    id: 'kilo-code',
    npm: '@kilocode/cli',
    version: '7.7.7',
    command: 'kilo',
    list,
    connected: /✓ loom\b.*connected/,
    add: afterDashes(),
  },
  {
    id: 'augment',
    npm: '@augmentcode/auggie',
    version: '0.36.0',
    command: 'auggie',
    list,
    add: (name, program, argument) => [
      'mcp',
      'add',
      name,
      '--command',
      program,
      '--args',
      argument,
    ],
  },
];
