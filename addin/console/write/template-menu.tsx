import {
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Button,
  MenuGroupHeader,
  MenuGroup,
} from '@fluentui/react-components';
import { Icon } from '../../components/icons.tsx';
import { type Template, useTemplates } from '../../queries/templates.ts';
import { useMailWords } from '../console-strings.ts';

interface TemplateMenuProps {
  readonly onChoose: (template: Template) => void;
  readonly busy: boolean;
}

const kinds = ['email', 'salesLiterature', 'knowledgeArticle'] as const;

/** Templates, literature and articles to put into the mail (P6). */
export const TemplateMenu = ({ onChoose, busy }: TemplateMenuProps) => {
  const { templates: words } = useMailWords();
  const { data = [] } = useTemplates(null, '');
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button disabled={busy} icon={<Icon name="record" size={16} />} size="small">
          {words.insert}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {data.length === 0 && <MenuItem disabled>{words.none}</MenuItem>}
          {kinds
            .filter((kind) => data.some((template) => template.kind === kind))
            .map((kind) => (
              <MenuGroup key={kind}>
                <MenuGroupHeader>{words.kinds[kind]}</MenuGroupHeader>
                {data
                  .filter((template) => template.kind === kind)
                  .map((template) => (
                    <MenuItem key={template.id} onClick={() => onChoose(template)}>
                      {template.name}
                    </MenuItem>
                  ))}
              </MenuGroup>
            ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
