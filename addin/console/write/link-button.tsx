import {
  Button,
  Field,
  Input,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  ToolbarButton,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { Editor } from '@tiptap/react';
import { useState } from 'react';
import { useMailWords } from '../console-strings.ts';

const useStyles = makeStyles({ form: { display: 'flex', alignItems: 'end', gap: tokens.spacingHorizontalS } });

/** What a person means by an address without its beginning. */
const completed = (written: string): string => {
  const text = written.trim();
  if (/^(?:https?:\/\/|mailto:)/i.test(text)) return text;
  return text.includes('@') ? `mailto:${text}` : `https://${text}`;
};

/** Makes the marked text a link, or takes the link away. */
export const LinkButton = ({ editor }: { readonly editor: Editor }) => {
  const styles = useStyles();
  const { format } = useMailWords();
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const set = () => {
    const chain = editor.chain().focus().extendMarkRange('link');
    if (address.trim() === '') chain.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive('link'))
      chain
        .insertContent({
          type: 'text',
          text: address.trim(),
          marks: [{ type: 'link', attrs: { href: completed(address) } }],
        })
        .run();
    else chain.setLink({ href: completed(address) }).run();
    setOpen(false);
  };
  return (
    <Popover
      onOpenChange={(_event, data) => {
        const { href } = editor.getAttributes('link') as { href?: string };
        setAddress(href ?? '');
        setOpen(data.open);
      }}
      open={open}
      trapFocus
    >
      <PopoverTrigger disableButtonEnhancement>
        <ToolbarButton>{format.link}</ToolbarButton>
      </PopoverTrigger>
      <PopoverSurface>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            set();
          }}
        >
          <Field label={format.linkTo}>
            <Input onChange={(_event, { value }) => setAddress(value)} placeholder="https://" value={address} />
          </Field>
          <Button appearance="primary" type="submit">
            {format.setLink}
          </Button>
        </form>
      </PopoverSurface>
    </Popover>
  );
};
