import type { AddressMatch } from '#shared/contracts/address-matches.ts';
import type { Party } from '../../components/party-list.tsx';
import type { OpenItem } from '../../office/open-item.ts';

/** Sender, then recipients, each address once and in the role it has first. */
export const partiesOf = (item: OpenItem): Omit<Party, 'resolution'>[] => {
  const everyone = [
    ...(item.from ? [{ ...item.from, role: 'from' as const }] : []),
    ...item.to.map((person) => ({ ...person, role: 'to' as const })),
    ...item.cc.map((person) => ({ ...person, role: 'cc' as const })),
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
