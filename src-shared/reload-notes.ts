/**
 * What has to happen before a client sees a change of its file, by the names that its entry in the
 * registry of clients and the console's translations use.
 */
export const reloadNotes = {
  'new-session': 'Start a new session.',
  restart: 'Start it anew.',
  quit: 'Quit it and start it again.',
  'quit-fully': 'Quit it fully, in the menu bar or tray too, and start it again.',
  'at-once': 'It sees the change at once.',
  'at-once-or-session': 'It sees the change at once; the CLI with its next session.',
  'at-once-or-start': 'It sees the change at once; `cn` at its next start.',
  'at-once-or-autostart':
    'It sees the change at once; with chat.mcp.autostart off, start the server by hand.',
  'next-turn': 'It sees the change between two turns.',
  'session-or-reconnect': 'Start a new session, or reconnect it with /mcp in a running one.',
  'session-or-refresh': 'Start a new session, or type /mcp refresh in a running one.',
  'session-may-lose': 'Start a new session; the running app may write its own copy over the file.',
  'xcode-conversation': 'Start a new conversation in Xcode.',
  chat: 'Open its chat anew.',
  window: 'Open chats keep their tools until "Developer: Reload Window".',
  refresh: 'Press Refresh in its list of MCP servers.',
  'refresh-skills': 'Press Refresh on its page of agent skills.',
  look: 'Look at its list of MCP servers; restart it if Loom is not there.',
  apply: 'Press Apply in Settings, Tools, AI Assistant, MCP.',
  'start-hub': 'Start the hub anew with mcp-hub-start-all-server.',
  gateway: 'Restart its gateway.',
} as const satisfies Record<string, string>;

export type ReloadNote = keyof typeof reloadNotes;
