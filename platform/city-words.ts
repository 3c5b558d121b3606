import { englishUnit } from '#definitions/facts/show.ts'
import { cityKind, departmentKind, districtKind, industryKind, roleKind } from '#definitions/city/kinds.ts'
import { factKind } from '#definitions/facts/kind.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { CityWords } from './services.ts'

/** The names in force, for pages that would otherwise show ids. */
export function cityWords(definitions: Definitions): CityWords {
  const [city] = definitions.list(cityKind)
  const industries = definitions.list(industryKind).map(({ code, title }) => ({ code, ...title }))
  return {
    telephone: city?.contact.telephone ?? '',
    departments: definitions.list(departmentKind).map(({ id, title, short }) => ({ id, title, short })),
    districts: definitions.list(districtKind).map(({ id, title }) => ({ id, title })),
    roles: definitions.list(roleKind).map(({ id, title, kind }) => ({ id, title, kind })),
    facts: definitions
      .list(factKind)
      .map(({ id, zh, en, type, group, unit, display, format, values, period }) => ({
        id,
        title: { zh, en },
        type,
        group,
        yearly: period === 'year',
        unit,
        unitEn: unit === undefined ? undefined : englishUnit(unit),
        display,
        values:
          format === 'industry'
            ? industries
            : values?.map(({ code, zh: chinese, en: english }) => ({ code, zh: chinese, en: english })),
      })),
  }
}
