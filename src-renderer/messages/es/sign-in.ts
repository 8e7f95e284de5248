import type { Messages } from '../messages.ts';

export const signIn: Messages['signIn'] = {
  title: 'Inicio de sesión',
  signIn: 'Iniciar sesión',
  beginning: 'Preparando…',
  needed: (server) => `${server} pide que inicie sesión.`,
  asksFor: 'Pide',
  waiting: 'Se espera a un navegador.',
  waitsUntil: (time) => `Hasta ${time}. Lo que se haga allí vuelve aquí por sí solo.`,
  open: (host) => `Continuar en ${host}`,
  elsewhere: 'El navegador está en otro equipo',
  lastAddress: 'Dirección de su última página, que allí no se abre',
  finish: 'Terminar',
  again: 'Iniciar sesión de nuevo',
  cancel: 'Cancelar',
  dismiss: 'Descartar',
  signedIn: 'Sesión iniciada por',
  renews: 'Se renueva sola.',
  ends: (time) => `Termina ${time}.`,
  wanted: 'Pidió más de lo permitido:',
  allowMore: 'Permitir más',
  signOut: 'Cerrar sesión',
  signOutOf: (server) => `¿Cerrar la sesión de ${server}?`,
  signOutWhat: (server) =>
    `Loom olvida sus tokens y los hace revocar. ${server} espera hasta que alguien vuelva a iniciar sesión; mientras tanto, sus llamadas fallan.`,
};
