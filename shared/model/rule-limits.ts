/** A24: of the rules of one user, and of one rule. */
export const ruleLimits = { rules: 100, values: 100, words: 20, regardings: 20 } as const;
