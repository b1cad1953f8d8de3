/**
 * Which addresses we may open a connection to. Hosts that come by HTTP or stand in mail are checked by the address that is
 * really connected to, so that a name which changes its answer (rebinding) reaches nothing inside.
 */
export interface EgressGuard {
  /**
   * Resolves a host name or literal once and gives the IP addresses, best first, that a connection may be opened to:
   * connect to one of these and to nothing else, with the host as TLS server name. `trusted` hosts (environment,
   * command line) pass unchecked. Throws PermanentFailure `egress_refused` when only inner addresses remain,
   * `invalid_host` for what is no host, TemporaryFailure `host_not_found` when it does not resolve.
   */
  addressesOf(host: string, trusted: boolean): Promise<readonly string[]>;
}
