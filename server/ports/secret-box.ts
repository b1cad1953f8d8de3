/** Credentials at rest: sealed for one place, so that a sealed text moved to another row does not open. */
export interface SecretBox {
  /** `place` names organization, owner and field; it is authenticated and not stored. */
  seal(place: string, secret: string): string;
  /** Throws PermanentFailure `secret_unreadable` when it was sealed for another place, with another key, or altered. */
  open(place: string, sealed: string): string;
}
