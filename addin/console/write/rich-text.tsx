import { Toolbar, ToolbarButton, ToolbarDivider, makeStyles, tokens } from '@fluentui/react-components';
import Image from '@tiptap/extension-image';
import { type Editor, EditorContent, useEditor, useEditorState } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useRef } from 'react';
import { useMailWords } from '../console-strings.ts';
import { LinkButton } from './link-button.tsx';

const useStyles = makeStyles({
  frame: {
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-within': { border: `${tokens.strokeWidthThin} solid ${tokens.colorCompoundBrandStroke}` },
  },
  bar: {
    flexWrap: 'wrap',
    rowGap: tokens.spacingVerticalXXS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    // As wide as their words: one line in a wide window, two on a phone.
    '& button': {
      minWidth: '28px',
      paddingLeft: tokens.spacingHorizontalSNudge,
      paddingRight: tokens.spacingHorizontalSNudge,
    },
  },
  text: {
    minHeight: '220px',
    maxHeight: '60vh',
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    overflowWrap: 'anywhere',
    '& .ProseMirror': { minHeight: '200px', outlineStyle: 'none', whiteSpace: 'pre-wrap' },
    '& p': { marginTop: 0, marginBottom: tokens.spacingVerticalS },
    '& a': { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
    '& img': { maxWidth: '100%', height: 'auto' },
    '& blockquote': {
      margin: 0,
      paddingLeft: tokens.spacingHorizontalM,
      borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralStroke2}`,
      color: tokens.colorNeutralForeground2,
    },
  },
});

/** A picture that remembers the Content-ID it is sent under. */
const MailImage = Image.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      // A picture whose words nobody wrote is passed over by ears, here as in the mail.
      alt: { default: '' },
      contentId: {
        default: null,
        parseHTML: (element: HTMLElement) => element.getAttribute('data-cid'),
        renderHTML: ({ contentId }: { contentId?: string | null }) => (contentId ? { 'data-cid': contentId } : {}),
      },
    };
  },
}).configure({ inline: true, allowBase64: true });

export interface TextCursor {
  /** Puts HTML where the cursor is. */
  readonly insert: (html: string) => void;
  readonly insertImage: (image: { readonly contentId: string; readonly source: string }) => void;
}

interface RichTextProps {
  readonly label: string;
  /** What it begins with; later changes come through the handle. */
  readonly html: string;
  readonly onChange: (html: string) => void;
  readonly onReady?: (handle: TextCursor) => void;
  /** Pictures that were pasted or dropped into the text; absent: the text takes none. */
  readonly onImages?: (files: readonly File[]) => void;
}

const images = (files: FileList | undefined): File[] =>
  [...(files ?? [])].filter(({ type }) => /^image\/(?:png|jpeg|gif|webp)$/.test(type));

/** The text of a mail: what mail programs show alike, and nothing else. */
export const RichText = ({ label, html, onChange, onReady, onImages }: RichTextProps) => {
  const styles = useStyles();
  const latest = useRef({ onChange, onImages, onReady });
  useEffect(() => {
    latest.current = { onChange, onImages, onReady };
  });
  const take = (files: FileList | undefined): boolean => {
    const found = images(files);
    if (found.length > 0) latest.current.onImages?.(found);
    return found.length > 0;
  };
  const editor = useEditor({
    // Its style sheet would be written without the nonce of the page; ours says all that is needed.
    injectCSS: false,
    extensions: [
      StarterKit.configure({ codeBlock: false, code: false, heading: false, link: { openOnClick: false } }),
      MailImage,
    ],
    content: html,
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label },
      handlePaste: (_view, event) => take(event.clipboardData?.files),
      handleDrop: (_view, event) => take(event.dataTransfer?.files),
    },
    onUpdate: ({ editor: changed }) => latest.current.onChange(changed.isEmpty ? '' : changed.getHTML()),
  });
  useEffect(() => {
    latest.current.onReady?.({
      insert: (more) => editor.chain().focus().insertContent(more).run(),
      insertImage: ({ contentId, source }) =>
        editor
          .chain()
          .focus()
          .insertContent({ type: 'image', attrs: { src: source, contentId } })
          .run(),
    });
  }, [editor]);
  return (
    <div className={styles.frame}>
      <FormatBar editor={editor} />
      <div className={styles.text}>
        <EditorContent editor={editor} />
      </div>
    </div>
  );
};

const marks = ['bold', 'italic', 'underline', 'strike'] as const;
const signs: Readonly<Record<(typeof marks)[number], string>> = { bold: 'B', italic: 'I', underline: 'U', strike: 'S' };
const markStyles = {
  bold: { fontWeight: 700 },
  italic: { fontStyle: 'italic' },
  underline: { textDecoration: 'underline' },
  strike: { textDecoration: 'line-through' },
} as const;

const FormatBar = ({ editor }: { readonly editor: Editor }) => {
  const styles = useStyles();
  const { format } = useMailWords();
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      underline: now.isActive('underline'),
      strike: now.isActive('strike'),
      bulletList: now.isActive('bulletList'),
      orderedList: now.isActive('orderedList'),
      blockquote: now.isActive('blockquote'),
      undo: now.can().undo(),
      redo: now.can().redo(),
    }),
  });
  const chain = () => editor.chain().focus();
  return (
    <Toolbar
      aria-label={format.toolbar}
      className={styles.bar}
      // The text keeps the focus: what is typed right after a click on a button belongs there.
      onMouseDown={(event) => event.currentTarget.contains(event.target as Node) && event.preventDefault()}
      size="small"
    >
      {marks.map((mark) => (
        <ToolbarButton
          aria-label={format[mark]}
          aria-pressed={on[mark]}
          appearance={on[mark] ? 'primary' : 'subtle'}
          key={mark}
          onClick={() => chain().toggleMark(mark).run()}
        >
          <span aria-hidden="true" style={markStyles[mark]}>
            {signs[mark]}
          </span>
        </ToolbarButton>
      ))}
      <ToolbarDivider />
      <ToolbarButton
        appearance={on.bulletList ? 'primary' : 'subtle'}
        aria-pressed={on.bulletList}
        onClick={() => chain().toggleBulletList().run()}
      >
        {format.bullets}
      </ToolbarButton>
      <ToolbarButton
        appearance={on.orderedList ? 'primary' : 'subtle'}
        aria-pressed={on.orderedList}
        onClick={() => chain().toggleOrderedList().run()}
      >
        {format.numbers}
      </ToolbarButton>
      <ToolbarButton
        appearance={on.blockquote ? 'primary' : 'subtle'}
        aria-pressed={on.blockquote}
        onClick={() => chain().toggleBlockquote().run()}
      >
        {format.quote}
      </ToolbarButton>
      <LinkButton editor={editor} />
      <ToolbarDivider />
      <ToolbarButton onClick={() => chain().unsetAllMarks().clearNodes().run()}>{format.plain}</ToolbarButton>
      <ToolbarButton disabled={!on.undo} onClick={() => chain().undo().run()}>
        {format.undo}
      </ToolbarButton>
      <ToolbarButton disabled={!on.redo} onClick={() => chain().redo().run()}>
        {format.redo}
      </ToolbarButton>
    </Toolbar>
  );
};
