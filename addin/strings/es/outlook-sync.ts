import type { Topics } from '../topics.ts';

export const outlookSync: Topics['outlookSync'] = {
  title: 'Contactos, tareas y citas',
  byServer: 'El servidor mantiene iguales contactos, tareas y citas, con la cuenta que se conecta en la consola.',
  byServerNow: 'El servidor sincroniza su buzón por sí solo, también con Outlook cerrado.',
  offer:
    'Este Outlook puede hacerlo en lugar del servidor: contactos, tareas y citas, solo mientras este panel está abierto. Lo que no registró nunca sale de su buzón.',
  connect: 'Sincronizar con este Outlook',
  connecting: 'Preguntando a Outlook…',
  claimFirst: 'Solo puede hacerlo el Outlook que sincroniza. Haga primero que sincronice este.',
  useServer: 'Usar la sincronización del servidor',
  kinds: { contact: 'contactos', task: 'tareas', appointment: 'citas' },
  here: (what) => `Este Outlook sincroniza ${what} mientras este panel está abierto.`,
  missing: (what) =>
    `Sin sincronizar: ${what}. Microsoft no ha dejado hasta ahora que este Outlook los use; pregunte de nuevo o use la sincronización del servidor.`,
  askAgain: 'Preguntar de nuevo a Microsoft',
  elsewhere: (name, what, seen) =>
    `${name} sincroniza ${what} mientras su panel está abierto, visto por última vez ${seen}. Este Outlook no lo hace.`,
  nobody: (what) => `Ningún Outlook sincroniza: esperan ${what}.`,
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
  stopped: 'Ya no se sincroniza nada. Todo queda donde está.',
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
    permission:
      'Microsoft no permite que esta aplicación use sus contactos, tareas o citas; pregunte a su administrador.',
    mailbox: 'Microsoft no tiene contactos, tareas ni citas para su buzón.',
    notYours:
      'la dirección de este buzón no es ninguna de las suyas en el CRM. Agréguela en «Mis direcciones», con un código que se envía allí, o pídalo a un administrador; después conéctelo de nuevo.',
    unreachable: 'No se puede llegar a Microsoft Graph; se volverá a intentar por sí solo.',
  },
};
