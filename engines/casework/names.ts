import { departmentKind, districtKind } from '#definitions/city/kinds.ts'
import type { Definitions } from '#kernel/definition.ts'

/** A department by its short name, as pages call it. */
export const departmentNamed = (all: Definitions, id: string) => {
  const department = all.find(departmentKind, id)
  return { id, title: department?.short ?? department?.title ?? { zh: id, en: id } }
}
export const districtNamed = (all: Definitions, id: string) => ({
  id,
  title: all.find(districtKind, id)?.title ?? { zh: id, en: id },
})
