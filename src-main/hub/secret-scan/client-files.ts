import { posix, win32 } from 'node:path';

export interface ClientFile {
  /** The client's name, as people know it. */
  client: string;
  /** A folder in it may be a pattern with one `*`. */
  path: string;
  format: 'json' | 'toml' | 'yaml';
  /** The keys under which its servers stand, where the file holds other settings too. */
  sections?: readonly string[];
}

export interface ClientFilesInput {
  platform: string;
  home: string;
  env: Readonly<Record<string, string | undefined>>;
}

const mcpServers = ['mcpServers'];

/**
 * Where well-known clients keep the servers that one user has everywhere. Of files that hold a
 * client's other settings only the servers matter here: its own credentials are its own business.
 */
export function clientFiles(input: ClientFilesInput): ClientFile[] {
  const { normalize } = input.platform === 'win32' ? win32 : posix;
  return [
    ...mainClients(input),
    ...editors(input),
    ...commandLineClients(input),
    ...desktopClients(input),
  ].map((file) => ({ ...file, path: normalize(file.path) }));
}

function mainClients(input: ClientFilesInput): ClientFile[] {
  const { platform, home, env } = input;
  const { appData, config } = folders(input);
  const codex = { format: 'toml', sections: ['mcp_servers'] } as const;
  const xcode = `${home}/Library/Developer/Xcode/CodingAssistant`;
  const packaged = `${env.LOCALAPPDATA}/Packages/Claude_*/LocalCache/Roaming/Claude`;
  return [
    json('Claude Desktop', `${appData}/Claude/claude_desktop_config.json`, mcpServers),
    ...(platform === 'win32' && env.LOCALAPPDATA
      ? [json('Claude Desktop', `${packaged}/claude_desktop_config.json`, mcpServers)]
      : []),
    json('Claude Code', `${env.CLAUDE_CONFIG_DIR || home}/.claude.json`, mcpServers),
    json('Cursor', `${home}/.cursor/mcp.json`),
    json('Devin', `${platform === 'win32' ? appData : config}/devin/mcp_config.json`),
    json('Windsurf', `${home}/.codeium/windsurf/mcp_config.json`),
    json('Windsurf', `${home}/.codeium/mcp_config.json`),
    { client: 'Codex', path: `${env.CODEX_HOME || `${home}/.codex`}/config.toml`, ...codex },
    ...(platform === 'darwin'
      ? [
          { client: 'Codex in Xcode', path: `${xcode}/codex/config.toml`, ...codex },
          json('Claude in Xcode', `${xcode}/ClaudeAgentConfig/.claude.json`, mcpServers),
        ]
      : []),
  ];
}

/** VS Code and its relatives, with the extensions that keep a file of their own in each. */
function editors(input: ClientFilesInput): ClientFile[] {
  const { platform, home } = input;
  const { appData, config } = folders(input);
  const relatives = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf'].flatMap(
    (name) => {
      const user = `${appData}/${name}/User`;
      const storage = `${user}/globalStorage`;
      return [
        json(name, `${user}/mcp.json`),
        json(name, `${user}/profiles/*/mcp.json`),
        json(name, `${user}/settings.json`, ['mcp']),
        json('Cline', `${storage}/saoudrizwan.claude-dev/settings/cline_mcp_settings.json`),
        json('Roo Code', `${storage}/rooveterinaryinc.roo-cline/settings/mcp_settings.json`),
        json('Kilo Code', `${storage}/kilocode.kilo-code/settings/mcp_settings.json`),
      ];
    },
  );
  const github = `${platform === 'win32' ? localAppData(input) : config}/github-copilot`;
  const zed = platform === 'win32' ? `${appData}/Zed` : `${config}/zed`;
  return [
    ...relatives,
    json('Visual Studio', `${home}/.mcp.json`),
    json('Copilot in JetBrains', `${github}/intellij/mcp.json`),
    json('Copilot for Xcode', `${github}/xcode/mcp.json`),
    json('Zed', `${zed}/settings.json`, ['context_servers']),
    json('JetBrains AI Assistant', `${home}/.ai/mcp/mcp.json`),
    json('Junie', `${home}/.junie/mcp/mcp.json`),
    json('Kiro', `${home}/.kiro/settings/mcp.json`),
    json('Amazon Q', `${home}/.aws/amazonq/default.json`, mcpServers),
    json('Amazon Q', `${home}/.aws/amazonq/mcp.json`),
    json('Trae', `${appData}/Trae/User/mcp.json`),
    json('mcphub.nvim', `${config}/mcphub/servers.json`),
    yaml('Continue', `${home}/.continue/config.yaml`, mcpServers),
  ];
}

function commandLineClients(input: ClientFilesInput): ClientFile[] {
  const { platform, home, env } = input;
  const { appData, config } = folders(input);
  const toml = { format: 'toml', sections: ['mcp_servers'] } as const;
  const goose = platform === 'win32' ? `${appData}/Block/goose/config` : `${config}/goose`;
  const both = (client: string, path: string, section: string) =>
    ['json', 'jsonc'].map((ending) => json(client, `${path}.${ending}`, [section]));
  return [
    json('Gemini CLI', `${env.GEMINI_CLI_HOME || home}/.gemini/settings.json`, mcpServers),
    json('Antigravity', `${home}/.gemini/config/mcp_config.json`),
    json('Qwen Code', `${env.QWEN_HOME || `${home}/.qwen`}/settings.json`, mcpServers),
    json('Copilot CLI', `${env.COPILOT_HOME || `${home}/.copilot`}/mcp-config.json`),
    json('Cline CLI', `${home}/.cline/data/settings/cline_mcp_settings.json`),
    ...both('Kilo Code', `${config}/kilo/kilo`, 'mcp'),
    ...both('opencode', `${config}/opencode/opencode`, 'mcp'),
    ...both('Amp', `${config}/amp/settings`, 'amp.mcpServers'),
    yaml('Goose', `${goose}/config.yaml`, ['extensions']),
    json('Crush', `${config}/crush/crush.json`, ['mcp']),
    json('Factory Droid', `${home}/.factory/mcp.json`),
    json('Auggie', `${home}/.augment/settings.json`, mcpServers),
    json('Kimi Code', `${env.KIMI_CODE_HOME || `${home}/.kimi-code`}/mcp.json`),
    { client: 'Mistral Vibe', path: `${home}/.vibe/config.toml`, ...toml },
    { client: 'Grok Build', path: `${env.GROK_HOME || `${home}/.grok`}/config.toml`, ...toml },
    yaml('Hermes', `${home}/.hermes/config.yaml`, ['mcp_servers']),
    json('Pi', `${home}/.pi/agent/mcp.json`),
    json('Pi', `${config}/mcp/mcp.json`),
  ];
}

function desktopClients(input: ClientFilesInput): ClientFile[] {
  const { platform, home } = input;
  const { appData } = folders(input);
  const jan = platform === 'linux' ? `${home}/.local/share` : appData;
  return [
    json('LM Studio', `${home}/.lmstudio/mcp.json`),
    json('Jan', `${jan}/Jan/data/mcp_config.json`),
    json('Warp', `${home}/.warp/.mcp.json`),
    json('BoltAI', `${home}/.boltai/mcp.json`),
    json('5ire', `${appData}/5ire/mcp.json`),
  ];
}

function folders({ platform, home, env }: ClientFilesInput) {
  const xdg = platform === 'linux' ? env.XDG_CONFIG_HOME : undefined;
  /** `~/.config` on every system: many command-line clients have it so. */
  const config = xdg || `${home}/.config`;
  const appData = {
    darwin: `${home}/Library/Application Support`,
    win32: env.APPDATA || `${home}/AppData/Roaming`,
  }[platform];
  /** Where applications with windows keep their settings. */
  return { config, appData: appData ?? config };
}

function localAppData({ home, env }: ClientFilesInput): string {
  return env.LOCALAPPDATA || `${home}/AppData/Local`;
}

function json(client: string, path: string, sections?: readonly string[]): ClientFile {
  return { client, path, format: 'json', ...(sections && { sections }) };
}

function yaml(client: string, path: string, sections: readonly string[]): ClientFile {
  return { client, path, format: 'yaml', sections };
}
