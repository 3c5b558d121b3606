import type { DefinitionKind } from '#kernel/definition.ts'
import { factKind } from '#definitions/facts/kind.ts'
import { definitionKind } from '#kernel/definition.ts'
import { calendarComplaints, officeHoursComplaints } from './calendar-checks.ts'
import { choiceListComplaints } from './choice-checks.ts'
import { fieldComplaints, materialComplaints } from './field-checks.ts'
import { repealKind } from './repeals.ts'
import {
  CalendarYear,
  ChoiceList,
  CityProfile,
  Department,
  District,
  Field,
  Industry,
  Material,
  Measure,
  Role,
} from './schemas.ts'

/** Kinds of definition that belong to the city itself and to no engine; fields, lists of choices and materials, which others read, casework lets officers write. */

export const cityKind = definitionKind('city', 'city.yaml', CityProfile, {
  required: true,
  check: officeHoursComplaints,
})
export const calendarKind: DefinitionKind<CalendarYear> = definitionKind(
  'calendar',
  'calendar/*.yaml',
  CalendarYear,
  {
    key: 'year',
    required: true,
    check: (calendar, all) =>
      calendarComplaints(
        calendar,
        all.list(calendarKind).map(({ year }) => year),
      ),
  },
)
export const districtKind = definitionKind('district', 'districts.yaml', District, { required: true })
export const departmentKind = definitionKind('department', 'departments.yaml', Department, { required: true })
export const roleKind = definitionKind('role', 'roles.yaml', Role, { required: true })
export const industryKind = definitionKind('industry', 'industries.yaml', Industry, { key: 'code' })
export const choiceListKind: DefinitionKind<ChoiceList> = definitionKind(
  'choice-list',
  'choices/*.yaml',
  ChoiceList,
  {
    mustBeUsed: true,
    check: (list, all) => choiceListComplaints(list, all.list(choiceListKind)),
  },
)
export const fieldKind: DefinitionKind<Field> = definitionKind('field', 'fields/*.yaml', Field, {
  mustBeUsed: true,
  check: (field, all) => fieldComplaints(field, all.list(choiceListKind), all.list(fieldKind)),
})
export const materialKind: DefinitionKind<Material> = definitionKind(
  'material',
  'materials/*.yaml',
  Material,
  {
    mustBeUsed: true,
    check: (material, all) => materialComplaints(material, all.list(materialKind)),
  },
)
export const measureKind = definitionKind('measure', 'plan/measures.yaml', Measure, { key: 'number' })

export const cityKinds = [
  cityKind,
  calendarKind,
  districtKind,
  departmentKind,
  roleKind,
  industryKind,
  factKind,
  measureKind,
  repealKind,
] as const
