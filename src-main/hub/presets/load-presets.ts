import { join } from 'node:path';
import { z } from 'zod';
import { Preset, PresetCategory } from '../../../src-shared/domain/preset.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { parseYaml } from '../registry/parse-yaml.ts';
import { readText } from '../registry/read-text.ts';

/** A preset's file: its name is the id, and the catalog says the category. */
const PresetFile = Preset.omit({ id: true, category: true }).strict();

/** `catalog.yaml`: the presets of each category, both in the order in which they are shown. */
const Catalog = z.partialRecord(PresetCategory, z.array(z.string()));

/**
 * The presets in a folder, in the catalog's order. They come with Loom, so that one that cannot be
 * read is a fault of ours; tests see that there is none.
 */
export async function loadPresets(folder: string): Promise<Preset[]> {
  const catalog = await readYaml(join(folder, 'catalog.yaml'), Catalog);
  const listed = PresetCategory.options
    .flatMap((category) => (catalog[category] ?? []).map((id) => ({ category, id })))
    .sort((a, b) => place(catalog, a.category) - place(catalog, b.category));
  return await Promise.all(
    listed.map(async ({ category, id }) => {
      const file = await readYaml(join(folder, `${id}.yaml`), PresetFile);
      return { ...file, id, category };
    }),
  );
}

function place(catalog: object, category: string): number {
  return Object.keys(catalog).indexOf(category);
}

async function readYaml<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await readText(file);
  if (text === undefined) {
    throw new LoomError('file-unreadable', `${file} is missing`, {
      place: { file },
      remedy: 'Install Loom again.',
      remedyId: 'reinstall-loom',
    });
  }
  const reading = parseYaml({ text, file, schema, code: 'internal' });
  if (reading.ok) return reading.value;
  throw reading.problems[0];
}
