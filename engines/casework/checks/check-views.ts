import { departmentNamed } from '../names.ts'
import type { CheckRow } from './check-store.ts'
import type { CheckView } from './check-model.ts'
import { itemKind } from '../definition.ts'
import type { Definitions } from '#kernel/definition.ts'

const or = <T>(value: T | null): T | undefined => value ?? undefined

export const itemOfCheck = (all: Definitions, row: CheckRow) => all.find(itemKind, row.item, row.item_version)

export function checkView(all: Definitions, row: CheckRow): CheckView {
  return {
    partyId: row.owner_id,
    checkId: row.check_id,
    caseId: row.case_id,
    part: row.part,
    item: { id: row.item, title: itemOfCheck(all, row)?.title ?? { zh: row.item, en: row.item } },
    title: row.title,
    department: departmentNamed(all, row.department),
    standing: row.standing,
    opensOn: row.opens_on,
    by: row.last_day,
    overdue: row.overdue,
    findings: or(row.findings),
    basis: or(row.basis),
    mendBy: or(row.mend_by),
    recordedAt: or(row.recorded_at),
  }
}
