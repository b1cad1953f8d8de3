import type { Topics } from '../topics.ts';

export const outlookSync: Topics['outlookSync'] = {
  title: 'Contactos y tareas',
  byServer: 'El servidor mantiene iguales contactos, tareas y citas, con la cuenta que se conecta en la consola.',
  byServerNow: 'El servidor sincroniza su buzón por sí solo, también con Outlook cerrado.',
  offer:
    'Este Outlook puede hacerlo en lugar del servidor: contactos y tareas, solo mientras este panel está abierto. Las citas no se tocan. Lo que no registró nunca sale de su buzón.',
  connect: 'Sincronizar con este Outlook',
  connecting: 'Preguntando a Outlook…',
  claimFirst: 'Solo puede hacerlo el Outlook que sincroniza. Haga primero que sincronice este.',
  useServer: 'Usar la sincronización del servidor',
  here: 'Este Outlook sincroniza contactos y tareas mientras este panel está abierto.',
  elsewhere: (name, seen) =>
    `${name} sincroniza contactos y tareas mientras su panel está abierto, visto por última vez ${seen}. Este Outlook no lo hace.`,
  nobody: 'Los contactos y las tareas esperan: ningún Outlook sincroniza.',
  waiting: {
    contact: (count) => (count === 1 ? '1 contacto espera' : `${count} contactos esperan`),
    task: (count) => (count === 1 ? '1 tarea espera' : `${count} tareas esperan`),
    appointment: (count) => (count === 1 ? '1 cita espera' : `${count} citas esperan`),
  },
  waitsFor: (what, name) => `${what} a ${name}.`,
  waits: (what) => `${what} a un Outlook que sincronice.`,
  running: 'Sincronizando…',
  last: (when) => `Última sincronización: ${when}.`,
  never: 'Aún no se ha sincronizado.',
  next: (when) => `Próxima: ${when}.`,
  asks: 'Se pregunta algo antes de eliminar elementos; responda en la consola.',
  waitsForYou: 'Se ha detenido y le espera: inténtelo de nuevo con «Sincronizar ahora».',
  now: 'Sincronizar ahora',
  stop: 'Detener',
  stopped: 'Los contactos y las tareas ya no se sincronizan. Todo queda donde está.',
  mapping: {
    mappedTitle: '¿Sincronizar este buzón para usted?',
    mapped: (who, since) =>
      `${who} tiene conectado este buzón desde ${since}, y un buzón pertenece a una sola persona.`,
    mappedYes: (who) =>
      `Sí: si su dirección es una de las que usted tiene aquí, este Outlook lo sincroniza. Para ${who} ya no se recoge ni se sincroniza, y se le avisa; lo que registró sigue siendo suyo.`,
    mappedNo: 'No: todo queda como está.',
    elsewhereTitle: '¿Sincronizar este buzón aquí?',
    anotherOrganization: 'Otra organización',
    elsewhere: (organization, since) =>
      `${organization} sincroniza este buzón desde ${since}, y solo una organización puede hacerlo.`,
    elsewhereYes:
      'Sí: si su dirección es una de las que usted tiene aquí, se sincroniza aquí y ya no allí, y se avisa a quien lo tiene allí.',
    elsewhereNo: 'No: todo queda como está, y usted sigue registrando a mano.',
    yes: 'Sí',
    no: 'No',
  },
  notHere: 'Aquí no se sincroniza nada:',
  problems: {
    unsupported: 'este Outlook no presta su inicio de sesión (autenticación anidada de aplicaciones).',
    interaction:
      'Microsoft quiere que inicie sesión o dé su consentimiento; inténtelo de nuevo y responda en su ventana.',
    refused: 'Outlook no dio un inicio de sesión para Microsoft Graph.',
    permission: 'Microsoft no permite que esta aplicación use sus contactos o tareas; pregunte a su administrador.',
    mailbox: 'Microsoft no tiene contactos ni tareas para su buzón.',
    unreachable: 'No se puede llegar a Microsoft Graph; se volverá a intentar por sí solo.',
  },
};
