import type { Category } from '../mailbox/model.ts';
import { useWorld } from './use-world.tsx';

/** Preset colours of the master list, roughly. */
const hues = [
  0, 28, 30, 50, 130, 170, 70, 210, 270, 330, 210, 220, 0, 0, 0, 0, 25, 35, 50, 140, 175, 75, 215, 275, 330,
];

const hueOf = (category: Category | undefined): number => hues[Number(category?.color.replace('Preset', ''))] ?? 210;

/** The categories of an item as small marks: name and colour, never colour alone. */
export function Categories({ names }: { readonly names: readonly string[] }) {
  const { state } = useWorld();
  if (names.length === 0) return null;
  return (
    <span className="categories">
      {names.map((name) => {
        const hue = hueOf(state.masterCategories.find((one) => one.displayName === name));
        return (
          <span key={name} className="category" style={{ '--hue': hue } as Record<string, number>}>
            {name}
          </span>
        );
      })}
    </span>
  );
}
