import { z } from 'zod'
import { read } from '#kernel/contract.ts'
import { Slug } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { DistrictItemRow } from './district-item-row.ts'
import { WordKind, WordRow } from './word-row.ts'
import { CatalogueRow, ItemGuide, ItemSummary } from './catalogue-views.ts'

const Word = z.object({ id: z.string(), title: Bilingual })

/** The catalogue of service items: for everybody to read, for officers to take in and to write. */
export const catalogueContract = {
  listItems: read({
    path: '/items',
    permission: 'public',
    summary: 'List service items',
    input: z.object({ search: z.string().max(50).optional() }),
    output: z.object({ items: z.array(ItemSummary) }),
    receipt: 'none',
  }),
  getItem: read({
    path: '/items/:item',
    permission: 'public',
    summary:
      'Show an item’s guide: conditions, materials, limits, law, by business format, and as a district does it',
    input: z.object({ item: Slug, district: Slug.optional() }),
    output: ItemGuide,
    receipt: 'none',
  }),
  listDistrictItems: read({
    path: '/district-items',
    permission: 'public',
    summary:
      'List districts’ versions of items in force: what they promise and waive, and what does not fit the city’s item any more',
    input: z.object({
      item: Slug.optional(),
      district: Slug.optional(),
      search: z.string().max(50).optional(),
    }),
    output: z.object({ items: z.array(DistrictItemRow) }),
    receipt: 'none',
  }),
  listVocabulary: read({
    path: '/vocabulary',
    permission: 'public',
    summary:
      'List what items and fields may refer to: fields, materials, departments, facts, licences, policies, choices, outside systems',
    input: z.object({}),
    output: z.object({
      fields: z.array(Word.extend({ type: z.string() })),
      materials: z.array(Word.extend({ source: z.string() })),
      departments: z.array(Word),
      districts: z.array(Word),
      items: z.array(Word),
      facts: z.array(Word),
      licences: z.array(Word),
      policies: z.array(Word),
      /** lists of choices that fields offer */
      choiceLists: z.array(Word),
      /** outside systems that an item of the city already uses */
      systems: z.array(Word),
    }),
    receipt: 'none',
  }),
  listFieldsAndMaterials: read({
    path: '/fields-and-materials',
    permission: 'public',
    summary:
      'List the fields, lists of choices and materials that items are made of, each with what uses it: fields, items, themes',
    input: z.object({
      kind: WordKind.optional(),
      search: z.string().max(50).optional(),
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    output: z.object({ items: z.array(WordRow), next: z.string().optional() }),
    receipt: 'none',
  }),
  readCatalogueFile: read({
    method: 'POST',
    path: '/items/catalogue-file',
    permission: 'jurisdiction',
    summary:
      'Read items from the province’s field set (JSON, lines of JSON, Excel or CSV), each row with its faults; nothing is kept',
    input: z.object({
      /** the file’s bytes in Base64 */
      file: z
        .string()
        .min(4)
        .max(3_000_000)
        .regex(/^[A-Za-z0-9+/]*={0,2}$/),
    }),
    output: z.object({ items: z.array(CatalogueRow) }),
    refusals: ['file-unreadable'],
    receipt: 'none',
  }),
}
