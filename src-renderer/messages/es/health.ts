import type { Messages } from '../messages.ts';

export const health: Messages['health'] = {
  disabled: 'Deshabilitado',
  idle: 'Inactivo',
  starting: 'Iniciando',
  running: 'En marcha',
  retrying: 'Reintentando',
  waiting: 'En espera',
  failed: 'Fallo',
  whyDisabled: 'Está deshabilitado.',
  whyIdle: (since) =>
    `No hay ningún proceso; se inicia con el primer uso.\nInactivo desde: ${since}.`,
  whyStarting: (span, since) => `Iniciando desde hace ${span}; comienzo: ${since}.`,
  whyRunning: (since) => `Responde desde: ${since}.`,
  whyRetrying: (since, attempts) =>
    `Falla desde: ${since}; ${attempts === 1 ? '1 intento' : `${attempts} intentos`} hasta ahora.`,
  retryIn: (span) => `Loom lo intenta de nuevo en ${span}.`,
  retryOnCall: 'Loom lo intenta de nuevo en la próxima llamada.',
  whyWaiting: (awaits, since) => `Espera: ${awaits}; desde: ${since}.`,
  whyFailed: (since) => `Abandonado desde: ${since}; no se intenta nada hasta reiniciarlo.`,
  warned: 'Hace algo que no debería:',
  process: (key, pid, sessions, calls) => `${key}${pid}: ${sessions}, ${calls}`,
  pid: (pid) => `, pid ${pid}`,
  inFlight: (count, text) => (count === 1 ? '1 llamada en curso' : `${text} llamadas en curso`),
};
