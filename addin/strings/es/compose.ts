import type { Strings } from '../strings.ts';

export const compose: Strings['compose'] = {
  title: 'Registrar al enviar',
  track: 'Registrar cuando se envíe',
  offSays: 'El correo sale como cualquier otro y no se registra.',
  onSays: 'El correo sale como cualquier otro y se registra cuando se ha enviado.',
  proposed: (subject) => `Propuesto porque responde a «${subject}», que está registrado. Desactívelo si no lo quiere.`,
  goesOutUntracked: 'El correo se puede enviar igualmente; no se registra.',
  way: {
    sendEvent: 'Outlook avisa al CRM cuando pulsa Enviar.',
    dropAddress: 'Una copia oculta, que usted ve en el campo CCO, avisa al CRM cuando envía.',
    sentItem:
      'Este Outlook no avisa cuando usted envía. El correo queda pendiente hasta que lo abra en Elementos enviados o el CRM lo vea allí; pasados 7 días cuenta como no confirmado.',
  },
  dropCopy: (address) => `Poner ${address} en CCO`,
  insert: 'Insertar',
  insertButton: 'Insertar plantilla o artículo',
  insertKind: 'Qué insertar',
  insertKinds: {
    email: 'Plantilla de correo',
    salesLiterature: 'Documentación comercial',
    knowledgeArticle: 'Artículo de conocimiento',
  },
  insertSearch: 'Buscar por nombre',
  insertNone: 'No hay nada de esta clase.',
  preview: 'Vista previa',
  missing: 'Estos campos no tienen valor para este destinatario y referente; su lugar queda vacío:',
  insertNow: 'Insertar en el cursor',
  insertAnyway: 'Insertar de todos modos',
  inserted: 'Insertado en el correo.',
  recipients: 'Destinatarios',
  waiting: 'Aún no vistos como enviados',
  pendingSince: (when) => `Pendiente desde ${when}. Ábralo en Elementos enviados para registrarlo.`,
  notConfirmed: 'No confirmado: en 7 días no se ha visto ningún correo enviado.',
  forget: (subject) => `No esperar más a «${subject}»`,
  sentNow: 'Se envió y está registrado.',
  sentRegarding: (name) => `Se envió y está registrado, referente a ${name}.`,
};
