import { makeStyles } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { NamedRecordRef } from '#shared/model/record-ref.ts';
import type { PickForAll } from './run-view.tsx';

const useStyles = makeStyles({ hidden: { display: 'none' } });

/** A choice of records that is being made. */
export interface Picking {
  readonly chosen: readonly NamedRecordRef[];
  readonly addresses: readonly string[];
  /** Null: the person went back. */
  readonly answer: (chosen: readonly NamedRecordRef[] | null) => void;
}

interface RunWithPickerProps {
  readonly children: (pick: PickForAll) => ReactNode;
  readonly picker: (picking: Picking) => ReactNode;
}

/** A run that stays as it is while records are chosen over it. */
export const RunWithPicker = ({ children, picker }: RunWithPickerProps) => {
  const styles = useStyles();
  const [picking, setPicking] = useState<Picking | null>(null);
  const pick: PickForAll = (chosen, addresses) =>
    new Promise((settle) => {
      const answer = (records: readonly NamedRecordRef[] | null) => {
        settle(records);
        setPicking(null);
      };
      setPicking({ chosen, addresses, answer });
    });
  return (
    <>
      <div className={picking ? styles.hidden : undefined}>{children(pick)}</div>
      {picking && picker(picking)}
    </>
  );
};
