import type { Messages } from '../messages.ts';

export const health: Messages['health'] = {
  disabled: '已停用',
  idle: '空闲',
  starting: '正在启动',
  running: '运行中',
  retrying: '正在重试',
  waiting: '等待中',
  failed: '失败',
  whyDisabled: '已关闭。',
  whyIdle: (since) => `没有进程在运行；首次使用时启动。\n自 ${since} 起空闲。`,
  whyStarting: (span, since) => `已启动 ${span}，自 ${since} 起。`,
  whyRunning: (since) => `自 ${since} 起有应答。`,
  whyRetrying: (since, attempts) => `自 ${since} 起失败；已尝试 ${attempts} 次。`,
  retryIn: (span) => `Loom 将在 ${span}后重试。`,
  retryOnCall: 'Loom 将在下次调用时重试。',
  whyWaiting: (awaits, since) => `等待 ${awaits}，自 ${since} 起。`,
  whyFailed: (since) => `自 ${since} 起已放弃；重启之前不再尝试。`,
  warned: '它做了不该做的事：',
  process: (key, pid, sessions, calls) => `${key}${pid}：${sessions}，${calls}`,
  pid: (pid) => `，pid ${pid}`,
  inFlight: (_count, text) => `${text} 次调用进行中`,
};
