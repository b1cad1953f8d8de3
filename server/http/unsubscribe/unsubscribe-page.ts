import { html } from '../download/html.ts';
import type { Html } from '../download/html.ts';

export type UnsubscribeLanguage = 'en' | 'es';
export type UnsubscribeStage =
  | { readonly kind: 'asked' | 'done'; readonly address: string; readonly organization: string }
  | { readonly kind: 'unknown' };

const words = {
  en: {
    title: 'Unsubscribe',
    asked: (organization: string) => `No more bulk mail from ${organization} to this address?`,
    button: 'Unsubscribe',
    mail: 'Personal mail, such as an answer to a question of yours, still reaches you.',
    done: (organization: string) => `${organization} sends no more bulk mail to this address.`,
    unknown: 'This link does not work. Copy it whole from the mail, or answer the mail and say that you want no more.',
  },
  es: {
    title: 'Cancelar la suscripción',
    asked: (organization: string) => `¿No quiere más correo masivo de ${organization} en esta dirección?`,
    button: 'Cancelar la suscripción',
    mail: 'El correo personal, como la respuesta a una pregunta suya, le seguirá llegando.',
    done: (organization: string) => `${organization} ya no envía más correo masivo a esta dirección.`,
    unknown: 'Este enlace no funciona. Cópielo entero del mensaje, o responda al mensaje y diga que no quiere más.',
  },
} as const;

const content = (language: UnsubscribeLanguage, stage: UnsubscribeStage): Html => {
  const { asked, button, mail, done, unknown } = words[language];
  switch (stage.kind) {
    case 'asked':
      return html`<p>${asked(stage.organization)}</p>
        <p><strong>${stage.address}</strong></p>
        <form method="post"><button class="button">${button}</button></form>
        <p class="note">${mail}</p>`;
    case 'done':
      return html`<p role="status">${done(stage.organization)}</p>
        <p><strong>${stage.address}</strong></p>
        <p class="note">${mail}</p>`;
    case 'unknown':
      return html`<p role="alert">${unknown}</p>`;
  }
};

/** The whole page; it works without script. */
export const unsubscribePage = (language: UnsubscribeLanguage, stage: UnsubscribeStage): string =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${words[language].title}</title>
        <link rel="stylesheet" href="/download/page.css" />
      </head>
      <body>
        <main>
          <h1>${words[language].title}</h1>
          ${content(language, stage)}
        </main>
      </body>
    </html>`.text;
