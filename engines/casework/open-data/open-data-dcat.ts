import type { Bilingual } from '#kernel/text.ts'
import type { OpenDataCatalogue } from './open-data-contract.ts'

const said = ({ zh, en }: Bilingual) => [
  { '@language': 'zh', '@value': zh },
  { '@language': 'en', '@value': en },
]
const media = { json: 'application/json', csv: 'text/csv' } as const

/** The catalogue in the words of DCAT 3, so that a national data portal can harvest it. */
export function dcat({ sets }: OpenDataCatalogue, publisher: Bilingual): object {
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      csvw: 'http://www.w3.org/ns/csvw#',
    },
    '@type': 'dcat:Catalog',
    'dct:title': said({ zh: '政务服务开放数据', en: 'Open data of public services' }),
    'dct:publisher': { '@type': 'foaf:Organization', 'foaf:name': said(publisher) },
    'dcat:dataset': sets.map(({ id, title, description, modified, licence, columns, rows }) => ({
      '@type': 'dcat:Dataset',
      'dct:identifier': id,
      'dct:title': said(title),
      'dct:description': said(description),
      ...(modified ? { 'dct:modified': modified } : {}),
      'dct:license': { '@id': licence.url },
      'csvw:rowCount': rows,
      'csvw:tableSchema': {
        'csvw:column': columns.map(({ name, type }) => ({ 'csvw:name': name, 'csvw:datatype': type })),
      },
      'dcat:distribution': (['json', 'csv'] as const).map((format) => ({
        '@type': 'dcat:Distribution',
        'dcat:accessURL': { '@id': `/api/open-data/${id}/${format}` },
        'dcat:mediaType': media[format],
        'dct:license': { '@id': licence.url },
      })),
    })),
  }
}
