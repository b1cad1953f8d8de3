import type { AddressMatch } from '#shared/contracts/address-matches.ts';
import type { Party } from '../../components/party-list.tsx';
import type { OpenItem } from '../../office/open-item.ts';

const roles = {
  message: { from: 'from', to: 'to', cc: 'cc' },
  appointment: { from: 'organizer', to: 'required', cc: 'optional' },
} as const;

/** Sender, then recipients (or who is invited), each address once and in the role it has first. */
export const partiesOf = (item: OpenItem): Omit<Party, 'resolution'>[] => {
  const { from, to, cc } = roles[item.kind];
  const everyone = [
    ...(item.from ? [{ ...item.from, role: from }] : []),
    ...item.to.map((person) => ({ ...person, role: to })),
    ...item.cc.map((person) => ({ ...person, role: cc })),
  ];
  const seen = new Set<string>();
  return everyone.filter(({ address }) => {
    const key = address.toLowerCase();
    if (address === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

/** Answers stand in the order of the questions. */
export const withMatches = (
  parties: readonly Omit<Party, 'resolution'>[],
  matches: readonly AddressMatch[] | undefined,
): Party[] => parties.map((party, at) => ({ ...party, resolution: matches?.[at]?.resolution }));
