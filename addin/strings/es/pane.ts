import type { Strings } from '../strings.ts';

export const pane: Strings['pane'] = {
  name: 'Correspond',
  loading: 'Cargando',
  back: 'Atrás',
  cancel: 'Cancelar',
  undo: 'Deshacer',
  undone: 'Deshecho.',
  about: (subject, text) => `«${subject}»: ${text}`,
  dismiss: 'Descartar',
  account: (name) => `Cuenta de ${name}`,
  organization: (name) => `Organización: ${name}`,
  mail: 'Correo abierto',
  noSubject: '(sin asunto)',
  noSender: '(sin remitente)',
  attachments: (count) => (count === 1 ? '1 adjunto' : `${count} adjuntos`),
  inMailboxOf: (owner) => `En el buzón de ${owner}. Lo que registre queda a su nombre, hecho por usted.`,
  nothingOpenTitle: 'No hay ningún correo abierto',
  nothingOpen: 'Seleccione un correo en Outlook para ver quién lo escribió y registrarlo.',
  outsideTitle: 'Correspond en un navegador',
  outside: 'El correo se registra desde Outlook. Las fichas y su historial están en la consola.',
  blocked:
    'La biblioteca de Office (office.js) no se cargó, así que no se puede leer el correo abierto. Un proxy o un bloqueador puede impedir appsforoffice.microsoft.com.',
  silent: 'Outlook aún no ha contestado, así que no se puede leer el correo abierto. Si contesta, el panel sigue solo.',
  openConsole: 'Abrir la consola',
  unreachableTitle: 'No se puede llegar al servidor',
  unreachable: 'Su correo no está afectado. Compruebe la red e inténtelo de nuevo.',
};
