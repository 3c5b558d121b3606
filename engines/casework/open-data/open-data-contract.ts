import { z } from 'zod'
import { read } from '#kernel/contract.ts'
import { Slug } from '#kernel/ids.ts'
import { Bilingual } from '#kernel/text.ts'
import { Instant } from '#kernel/time.ts'
import { Download } from '../catalogue/catalogue-views.ts'

export const OpenDataCatalogue = z.object({
  sets: z.array(
    z.object({
      id: z.string(),
      title: Bilingual,
      description: Bilingual,
      /** the kind of definition whose published versions these are; its schema is in the reference */
      kind: z.string().optional(),
      rows: z.number().int(),
      modified: Instant.optional(),
      licence: z.object({ id: z.string(), url: z.string() }),
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
    }),
  ),
})
export type OpenDataCatalogue = z.output<typeof OpenDataCatalogue>

/** All that the catalogue holds, for anybody to take. */
export const openDataContract = {
  listOpenData: read({
    path: '/open-data',
    permission: 'public',
    summary: 'List the public data sets: title, rows, last change, licence, columns',
    input: z.object({}),
    output: OpenDataCatalogue,
    receipt: 'none',
  }),
  describeOpenData: read({
    path: '/open-data/catalogue.jsonld',
    permission: 'public',
    summary: 'Describe the public data sets in the words of DCAT (JSON-LD)',
    input: z.object({}),
    output: Download,
    receipt: 'none',
  }),
  exportOpenData: read({
    path: '/open-data/:set/:format',
    permission: 'public',
    summary: 'Download a whole public data set',
    input: z.object({ set: Slug, format: z.enum(['json', 'csv']) }),
    output: Download,
    receipt: 'none',
  }),
}
