import type { HostTheme } from './host.ts';

/** Outlook's own colours, judged by how light the page behind us is; null where the client does not tell them. */
export const readOfficeTheme = (): HostTheme | null => {
  const theme = (Office.context as { officeTheme?: Partial<Office.OfficeTheme> | null }).officeTheme;
  const color = /^#?([0-9a-f]{6})$/i.exec(theme?.bodyBackgroundColor ?? '')?.[1];
  return color === undefined ? null : { dark: luminanceOf(color) < 0.4 };
};

/** 0 black to 1 white, by the weights of ITU-R BT.709. */
const luminanceOf = (hex: string): number => {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return 0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4);
};
