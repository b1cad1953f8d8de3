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
