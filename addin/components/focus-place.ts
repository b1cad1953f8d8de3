/**
 * Moves the focus to something that is read but not operated (a title, a state), so that a screen reader reads it and
 * Tab goes on from there. It is a tab stop only while it has the focus: office.js on the web moves Tab by itself and
 * sends it out of the pane from an element with `tabindex="-1"`.
 */
export const focusPlace = (place: HTMLElement | null): void => {
  if (!place) return;
  place.tabIndex = 0;
  place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  place.focus();
};
