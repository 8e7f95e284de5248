import type { Messages } from '../messages.ts';

export const reloadNotes: Messages['reloadNotes'] = {
  'new-session': 'Eine neue Sitzung beginnen.',
  restart: 'Neu starten.',
  quit: 'Beenden und wieder starten.',
  'quit-fully': 'Ganz beenden, auch in der Menüleiste oder im Tray, und wieder starten.',
  'at-once': 'Die Änderung wird sofort bemerkt.',
  'at-once-or-session': 'Die Änderung wird sofort bemerkt, vom CLI mit der nächsten Sitzung.',
  'at-once-or-start': 'Die Änderung wird sofort bemerkt, von `cn` beim nächsten Start.',
  'at-once-or-autostart':
    'Die Änderung wird sofort bemerkt; ist chat.mcp.autostart aus, den Server von Hand starten.',
  'next-turn': 'Die Änderung wird zwischen zwei Runden bemerkt.',
  'session-or-reconnect':
    'Eine neue Sitzung beginnen oder in einer laufenden mit /mcp neu verbinden.',
  'session-or-refresh': 'Eine neue Sitzung beginnen oder in einer laufenden /mcp refresh eingeben.',
  'session-may-lose':
    'Eine neue Sitzung beginnen; die laufende App kann die Datei mit ihrer eigenen Kopie überschreiben.',
  'xcode-conversation': 'In Xcode eine neue Unterhaltung beginnen.',
  chat: 'Den Chat neu öffnen.',
  window: 'Offene Chats behalten ihre Tools bis „Developer: Reload Window“.',
  refresh: 'In der Liste der MCP-Server auf Refresh drücken.',
  'refresh-skills': 'Auf der Seite der Agent-Skills auf Refresh drücken.',
  look: 'In der Liste der MCP-Server nachsehen; neu starten, wenn Loom dort fehlt.',
  apply: 'In Settings, Tools, AI Assistant, MCP auf Apply drücken.',
  'start-hub': 'Den Hub mit mcp-hub-start-all-server neu starten.',
  gateway: 'Das Gateway neu starten.',
};
