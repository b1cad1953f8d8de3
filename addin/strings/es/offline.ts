import type { Strings } from '../strings.ts';

export const offline: Strings['offline'] = {
  state: { kept: 'Guardado aquí', refused: 'No aceptado', unknown: 'Sin conocer' },
  keptSays: 'Se envía cuando se vuelva a alcanzar el servidor; no se pierde nada.',
  sendingSays: 'De camino al servidor.',
  refusedSays: (reason) => `El servidor no lo aceptó: ${reason}`,
  unknownSays: 'No se puede alcanzar el servidor. Lo que registre se guarda aquí y se envía más tarde.',
  keptNow:
    'No se puede alcanzar el servidor. El correo se guarda aquí y se envía cuando se vuelva a alcanzar; no se pierde nada.',
  noRoom:
    'No se puede alcanzar el servidor y no queda sitio para guardar más correo aquí: 100 correos y 100 MB como máximo. Descarte alguno de los guardados.',
  waiting: (count) => (count === 1 ? '1 correo espera al servidor' : `${count} correos esperan al servidor`),
  refused: (count) => (count === 1 ? '1 correo no fue aceptado' : `${count} correos no fueron aceptados`),
  title: 'Guardado en este Outlook',
  says: 'Lo que registró mientras no se alcanzaba el servidor. Cada correo se envía una vez, por sí solo, en cuanto se alcance y este panel esté abierto.',
  where:
    'Hasta entonces estos correos están en el almacenamiento de este Outlook, sin cifrar, como las copias del propio Outlook.',
  none: 'Nada espera: todo se ha enviado.',
  keptAt: (when) => `Guardado ${when}`,
  nextTry: (when) => `próximo intento ${when}`,
  sendNow: 'Enviar ahora',
  discard: 'Descartar',
  discardOne: (subject) => `Descartar «${subject}»`,
  discardTitle: '¿Descartar este registro?',
  discardSays:
    'El correo queda en Outlook y no se envía al CRM desde aquí. Si el servidor lo aceptó antes de cortarse la conexión, allí sigue registrado.',
  keep: 'Conservarlo',
  discarded: 'Descartado. El correo sigue igual en Outlook.',
  alreadySent: 'Para entonces ya se había enviado y está registrado.',
  sent: 'Ya está registrado: se alcanzó el servidor.',
  signOutTitle: '¿Cerrar sesión y perder lo guardado?',
  signOutSays: (count) =>
    count === 1
      ? 'Un correo que registró aún no se ha enviado al servidor. Al cerrar sesión se borra aquí; en Outlook sigue como está.'
      : `${count} correos que registró aún no se han enviado al servidor. Al cerrar sesión se borran aquí; en Outlook siguen como están.`,
  stay: 'Seguir con la sesión',
};
