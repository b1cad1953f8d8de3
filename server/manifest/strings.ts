/** One text of the manifest in the languages it is shown in. */
export interface ManifestText {
  readonly en: string;
  readonly es: string;
}

export const productName = 'Correspond';

export const description: ManifestText = {
  en: 'Track e-mail and appointments in your CRM, next to the customer, case or deal they are about.',
  es: 'Registre correo y citas en su CRM, junto al cliente, caso u oportunidad a que se refieren.',
};

/** Labels: at most 125 characters by schema; short enough to fit a ribbon button. */
export const shortTexts = {
  groupLabel: { en: 'Correspond', es: 'Correspond' },
  paneLabel: { en: 'Track in CRM', es: 'Registrar en CRM' },
  trackLabel: { en: 'Track now', es: 'Registrar ya' },
} as const satisfies Record<string, ManifestText>;

/** Tips: at most 250 characters. */
export const longTexts = {
  paneTip: {
    en: 'Opens a pane that shows who is on this message, what the CRM knows about them, and tracks it.',
    es: 'Abre un panel que muestra quién está en este mensaje y qué sabe el CRM, y permite registrarlo.',
  },
  appointmentTip: {
    en: 'Opens a pane that shows who takes part, what the CRM knows about them, and tracks the appointment.',
    es: 'Abre un panel que muestra quién participa y qué sabe el CRM, y permite registrar la cita.',
  },
  trackTip: {
    en: 'Tracks this message in the CRM without opening the pane.',
    es: 'Registra este mensaje en el CRM sin abrir el panel.',
  },
} as const satisfies Record<string, ManifestText>;

export type ShortTextId = keyof typeof shortTexts;
export type LongTextId = keyof typeof longTexts;
