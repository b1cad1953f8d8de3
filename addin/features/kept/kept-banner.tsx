import { Button } from '@fluentui/react-components';
import { Icon } from '../../components/icons.tsx';
import type { KeptPromotion } from '../../offline/kept-promotion.ts';
import { useStrings } from '../../strings/strings.ts';

interface KeptBannerProps {
  readonly kept: readonly KeptPromotion[];
  readonly onOpen: () => void;
}

/** P14: how many promotions wait here, on every page of the pane; leads to their list. */
export const KeptBanner = ({ kept, onOpen }: KeptBannerProps) => {
  const { offline: words } = useStrings();
  const refused = kept.filter(({ state }) => state.kind === 'refused').length;
  const waiting = kept.length - refused;
  const says = [waiting > 0 ? words.waiting(waiting) : '', refused > 0 ? words.refused(refused) : ''];
  return (
    <Button icon={<Icon name={refused > 0 ? 'hold' : 'clock'} />} onClick={onOpen}>
      {says.filter(Boolean).join(' · ')}
    </Button>
  );
};
