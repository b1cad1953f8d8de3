/** What somebody shows who wants a mailbox that is mapped to another user. */
interface TakeOverFacts {
  /** Of the organization whose mapping would be broken. */
  readonly isAdministrator: boolean;
  /** Every step of the connection test passed just now, with the credentials that were given. */
  readonly signedIn: boolean;
  /** The test was at a server that the former connection leads to as well. */
  readonly sameServer: boolean;
  /** The mailbox is one of the addresses that the person has here. */
  readonly ownsAddress: boolean;
}

/**
 * I5: whether a mapping may be broken. Credentials prove something only at the server where the mailbox is: anybody can set
 * up another one that takes every password. Whoever has the mailbox as an address of their own may have moved it.
 */
export const mayTakeOver = ({ isAdministrator, signedIn, sameServer, ownsAddress }: TakeOverFacts): boolean =>
  isAdministrator || (signedIn && (sameServer || ownsAddress));
