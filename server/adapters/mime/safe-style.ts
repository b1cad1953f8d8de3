/**
 * Inline styles, by an allow-list of properties and of what a value may be written with. Nothing that can fetch (url,
 * image-set), run (expression, behavior), cover the page (position) or hide its meaning (escapes, comments) gets through.
 */

const properties = new Set([
  ...['color', 'background-color', 'direction', 'display', 'float', 'clear', 'vertical-align', 'white-space'],
  ...['width', 'height', 'max-width', 'max-height', 'min-width', 'min-height', 'box-sizing', 'overflow-wrap'],
  ...['font', 'font-family', 'font-size', 'font-style', 'font-weight', 'font-variant', 'line-height', 'letter-spacing'],
  ...['text-align', 'text-decoration', 'text-indent', 'text-transform', 'word-break', 'word-wrap', 'word-spacing'],
  ...['list-style-type', 'table-layout', 'empty-cells', 'caption-side', 'border-collapse', 'border-spacing'],
  ...['border', 'border-color', 'border-style', 'border-width', 'border-radius'],
  ...['top', 'right', 'bottom', 'left'].flatMap((side) => [
    `border-${side}`,
    `border-${side}-color`,
    `border-${side}-style`,
    `border-${side}-width`,
    `margin-${side}`,
    `padding-${side}`,
  ]),
  ...['margin', 'padding'],
]);

const plainValue = /^[\w\s#%.,'"!+-]{1,200}$/;
const colorFunction = /\b(?:rgb|rgba|hsl|hsla)\([\d\s.,%/]{1,60}\)/gi;

const isSafe = (value: string): boolean => plainValue.test(value.replace(colorFunction, 'color'));

export const fetches = (css: string): number => css.match(/url\s*\(|@import|image-set\s*\(/gi)?.length ?? 0;

/** `background` is kept when it is a colour and nothing else. */
const named = (name: string): string => (name === 'background' ? 'background-color' : name);

/** The declarations that are allowed, written anew; the rest is left out. */
export const safeStyle = (style: string): string =>
  style
    .slice(0, 10_000)
    .split(';')
    .flatMap((declaration) => {
      const colon = declaration.indexOf(':');
      const name = named(declaration.slice(0, Math.max(0, colon)).trim().toLowerCase());
      const value = declaration.slice(colon + 1).trim();
      return properties.has(name) && isSafe(value) ? [`${name}:${value}`] : [];
    })
    .join(';');
