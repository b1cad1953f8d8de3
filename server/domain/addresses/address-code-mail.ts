import { writeCode } from './address-code.ts';

export type MailLanguage = 'en' | 'es';

interface CodeMail {
  readonly code: string;
  readonly organization: string;
  /** The address that the user signs in with. */
  readonly user: string;
}

/** Subject and text of the mail that carries the code; the code stands in no subject, which logs of servers keep. */
export const codeMail = (
  language: MailLanguage,
  { code, organization, user }: CodeMail,
): { readonly subject: string; readonly text: string } => {
  const written = writeCode(code);
  switch (language) {
    case 'en':
      return {
        subject: 'Confirm your address',
        text: [
          `${user} says at ${organization} that this address is theirs.`,
          `If that is you, enter this code in My settings within 30 minutes:\n\n    ${written}`,
          'If it is not you, do nothing: without the code the address is not added. Give the code to nobody, and do not forward or answer this mail.',
          '',
        ].join('\n\n'),
      };
    case 'es':
      return {
        subject: 'Confirme su dirección',
        text: [
          `${user} dice en ${organization} que esta dirección es suya.`,
          `Si es usted, escriba este código en Mis ajustes antes de 30 minutos:\n\n    ${written}`,
          'Si no es usted, no haga nada: sin el código la dirección no se añade. No dé el código a nadie, y no reenvíe ni conteste este correo.',
          '',
        ].join('\n\n'),
      };
  }
};
