/** Whether this Outlook lends its own sign-in (requirement set NestedAppAuth 1.1): it must claim so, and the way must be there. */
export const canSignInNested = (): boolean =>
  Office.context.requirements.isSetSupported('NestedAppAuth', '1.1') && 'nestedAppAuthBridge' in window;
