import { Button, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import { Page } from '../components/page.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { RegardingPage } from '../features/regarding/regarding-page.tsx';
import { RunView } from '../features/several/run-view.tsx';
import type { SelectedMail } from '../office/host.ts';
import { useHost } from '../office/host-context.ts';
import { useSelectedRun } from '../queries/selected-run.ts';
import { useStrings } from '../strings/strings.ts';

const useStyles = makeStyles({ hidden: { display: 'none' } });

interface SelectionProps {
  readonly count: number;
  readonly onLook: () => void;
}

/** Several are selected: nothing is read of them before the person says so. */
export const SelectionOffer = ({ count, onLook }: SelectionProps) => {
  const { several } = useStrings();
  return (
    <EmptyState
      action={
        <Button appearance="primary" onClick={onLook}>
          {several.look}
        </Button>
      }
      heading="h1"
      icon="mail"
      title={several.selectedTitle(count)}
    >
      {several.selectedSays}
    </EmptyState>
  );
};

interface Picking {
  readonly chosen: readonly NamedRecordRef[];
  readonly addresses: readonly string[];
  readonly settle: (chosen: readonly NamedRecordRef[] | null) => void;
}

/** P9: the selection as it was when the person said so; it stays until they go back, whatever is selected by then. */
export const SelectedRun = ({
  mails,
  onBack,
}: {
  readonly mails: readonly SelectedMail[];
  readonly onBack: () => void;
}) => {
  const styles = useStyles();
  const { several } = useStrings();
  const source = useSelectedRun(useHost(), mails);
  const [picking, setPicking] = useState<Picking | null>(null);
  const answer = (chosen: readonly NamedRecordRef[] | null) => {
    picking?.settle(chosen);
    setPicking(null);
  };
  return (
    <>
      <div className={picking ? styles.hidden : undefined}>
        <Page onBack={onBack} title={several.title}>
          <RunView
            pickRegarding={(chosen, addresses) => new Promise((settle) => setPicking({ chosen, addresses, settle }))}
            source={source}
          />
        </Page>
      </div>
      {picking && (
        <RegardingPage
          chosen={picking.chosen}
          for="choose"
          mail={{ addresses: picking.addresses, internetMessageId: null, inReplyTo: [] }}
          onAnswer={(given) => answer(given?.regarding ?? null)}
        />
      )}
    </>
  );
};
