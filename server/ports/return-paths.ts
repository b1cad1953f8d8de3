/** The address that delivery reports come back to, signed so that nobody can make one up (S8, S12). */
export interface ReturnPaths {
  /** Null where none is set up: then it is the address of the sender. */
  of(organizationId: string, emailId: string): Promise<string | null>;
}
