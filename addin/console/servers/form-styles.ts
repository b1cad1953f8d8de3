import { makeStyles, tokens } from '@fluentui/react-components';

/** Fields beside each other where there is room, their labels on one line, and what is done with them below. */
export const useFormStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: tokens.spacingHorizontalM },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, flexBasis: '100%' },
});
