import type { mineEn } from './mine-en.ts';

export const mineEs: typeof mineEn = {
  signature: {
    title: 'Firma',
    lead: 'Queda debajo de lo que escribe aquí en la consola, y se puede cambiar en cada correo. El correo que escribe en Outlook lleva la firma de Outlook.',
    text: 'Firma',
    where: 'Ponerla en',
    in: {
      allMail: 'correo nuevo, respuestas y reenvíos',
      newMail: 'solo correo nuevo',
      nothing: 'ningún correo',
    },
    save: 'Guardar la firma',
    saved: 'Se guardó su firma.',
  },
  addresses: {
    title: 'Mis direcciones',
    lead: 'El correo desde y hacia cada una de estas direcciones cuenta como suyo. Para añadir una, pida que se envíe un código allí y escríbalo aquí.',
    signIn: 'inicia sesión con ella',
    waits: (until: string) => `espera su código hasta ${until}`,
    code: (address: string) => `Código del correo a ${address}`,
    confirm: 'Confirmar',
    again: 'Enviar otro código',
    againFor: (address: string) => `Enviar otro código a ${address}`,
    takeBack: 'Retirar',
    takeBackFor: (address: string) => `Retirar ${address}`,
    remove: 'Quitar',
    removeFor: (address: string) => `Quitar ${address}`,
    removeTitle: (address: string) => `¿Quitar ${address}?`,
    removeSays: 'El correo desde y hacia ella deja de contar como suyo desde entonces. Lo registrado se conserva.',
    keep: 'Conservarla',
    another: 'Otra dirección',
    send: 'Enviar código',
    sent: (address: string) => `Se envió un código a ${address}.`,
    confirmed: (address: string) => `${address} es suya.`,
    removed: (address: string) => `Se quitó ${address}.`,
    errors: {
      already_exists: 'Ya tiene esta dirección.',
      conflict:
        'Esta dirección no se puede añadir: es de otra persona de la organización, o usted tiene 50 direcciones además de la de inicio de sesión.',
      mailbox_not_ready:
        'Ningún servidor preparado envía correo de su organización, así que no se puede enviar un código. Un administrador puede añadir la dirección por usted.',
      email_not_sendable:
        'El servidor de correo no aceptó el correo con el código. Revise la dirección; un administrador también puede añadirla por usted.',
      too_many_attempts: 'Se pidieron demasiados códigos en una hora. Inténtelo más tarde.',
      wrong_code:
        'El código no es correcto, tiene más de 30 minutos o se probó cinco veces. Escríbalo de nuevo o envíe otro.',
      not_found: 'Ningún código espera ya por esta dirección. Añádala de nuevo.',
    },
  },
  drop: {
    title: 'Dirección de entrega',
    lead: 'Lo que envía o reenvía a esta dirección se registra a su nombre. Solo acepta correo de sus propias direcciones; no la dé a nadie.',
    unavailable: 'Su organización no tiene un dominio para direcciones de entrega. Un administrador puede ponerlo.',
    makeFirst: 'Crear una dirección de entrega',
    copy: 'Copiar',
    copied: 'Se copió la dirección de entrega.',
    notCopied: 'Su navegador no permitió copiarla. Seleccione la dirección y cópiela usted.',
    another: 'Crear otra',
    anotherTitle: '¿Crear otra dirección de entrega?',
    anotherSays: 'La actual termina en el acto: lo que se envíe allí desde entonces no se registra.',
    keep: 'Conservarla',
    made: 'Se creó su dirección de entrega.',
    since: (when: string) => `Creada el ${when}.`,
  },
};
