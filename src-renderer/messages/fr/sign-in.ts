import type { Messages } from '../messages.ts';

export const signIn: Messages['signIn'] = {
  title: 'Connexion',
  signIn: 'Se connecter',
  beginning: 'Préparation…',
  needed: (server) => `${server} demande que vous vous connectiez.`,
  asksFor: 'Il demande',
  waiting: 'Un navigateur est attendu.',
  waitsUntil: (time) => `Jusqu’à ${time}. Ce qui s’y passe revient ici de soi-même.`,
  open: (host) => `Continuer sur ${host}`,
  elsewhere: 'Le navigateur est sur une autre machine',
  lastAddress: 'Adresse de sa dernière page, qui ne s’y ouvre pas',
  finish: 'Terminer',
  again: 'Se reconnecter',
  cancel: 'Annuler',
  dismiss: 'Fermer',
  signedIn: 'Connecté par',
  renews: 'Se renouvelle de soi-même.',
  ends: (time) => `Se termine ${time}.`,
  wanted: 'Il a demandé plus qu’il ne lui est permis :',
  allowMore: 'Permettre plus',
  signOut: 'Se déconnecter',
  signOutOf: (server) => `Se déconnecter de ${server} ?`,
  signOutWhat: (server) =>
    `Loom oublie ses jetons et les fait révoquer. ${server} attend que quelqu’un se reconnecte ; d’ici là, ses appels échouent.`,
};
