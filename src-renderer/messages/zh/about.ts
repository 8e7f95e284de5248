import type { Messages } from '../messages.ts';

export const about: Messages['about'] = {
  what: '在这台机器上，每个 MCP 客户端都通过同一个 Hub 访问每个 MCP 服务器。',
  version: '版本',
  versionName: '版本',
  host: '运行方式',
  hosts: { headless: '无界面 Hub', desktop: '桌面应用' },
  process: '进程',
  pid: (pid) => `pid ${pid}，启动于`,
  node: 'Node',
  files: {
    title: '文件和文件夹',
    aside: 'Loom 保存的一切都在这里。',
    registry: '服务器',
    config: '设置',
    state: '状态：缓存、调用、日志',
    socket: '本地套接字',
    http: '端点',
    nameOf: (what) => `${what}的路径`,
  },
  documents: {
    title: '文档',
    aside: '在 Loom 的文件夹中。',
    list: [
      { file: 'README.md', about: 'Loom 能做什么，以及五分钟导览' },
      { file: 'ARCHITECTURE.md', about: '它的构造，以及新增内容应放在哪里' },
      { file: 'docs/clients.md', about: 'Loom 支持写入的每个客户端及其陷阱' },
      { file: 'docs/fidelity.md', about: '客户端和服务器可能察觉到的 Hub 影响' },
      { file: 'docs/conformance.md', about: '官方一致性测试套件的结果' },
      { file: 'docs/openapi.json', about: 'Hub 自身的 API（OpenAPI 格式）' },
    ],
  },
  licences: {
    title: '许可证',
    aside: 'Loom 是采用 MIT 许可证的自由软件，它所用的大部分组件也是如此。',
  },
};
