import { departmentKind, materialKind } from '#definitions/city/kinds.ts'
import type { Definitions } from '#kernel/definition.ts'
import type { Bilingual } from '#kernel/text.ts'
import type { TimeLimit } from '#kernel/time-limit.ts'
import type { Day } from '#kernel/time.ts'

/**
 * The field set of 广东政务服务网 (`AUDIT_ITEM`, with its child tables `LAW` and `MATERIAL`) as the beginning of an item: what
 * the province says is taken over, what it does not say is left for whoever compiles the item.
 */

type Row = Readonly<Record<string, unknown>>

export interface RowFault {
  /** the field as the province calls it */
  readonly field: string
  readonly code: 'missing' | 'unknown-value' | 'not-a-number' | 'department-unknown' | 'material-unknown'
  readonly value: string
  /** a `warning` is left out of the draft and told; an `error` keeps the row out */
  readonly weight: 'error' | 'warning'
}

export interface ReadRow {
  /** place in the file, from 1 */
  readonly row: number
  readonly title: string
  readonly code?: string | undefined
  readonly department?: string | undefined
  /** the definition to begin with; absent where a fault keeps the row out */
  readonly body?: Readonly<Record<string, unknown>> | undefined
  readonly faults: readonly RowFault[]
}

const types: Readonly<Record<string, string>> = {
  行政许可: 'licence',
  行政给付: 'payment',
  行政确认: 'confirmation',
  行政奖励: 'award',
  行政裁决: 'ruling',
  其他行政权力: 'other',
  公共服务: 'public-service',
}
const levels: Readonly<Record<string, string>> = {
  国家级: 'nation',
  省级: 'province',
  市级: 'city',
  县级: 'district',
  区级: 'district',
  镇级: 'town',
  乡级: 'town',
  村级: 'village',
}
const units: Readonly<Record<string, TimeLimit['unit']>> = {
  工作日: 'working-days',
  自然日: 'days',
  天: 'days',
  月: 'months',
  年: 'years',
}
const audiences: Readonly<Record<string, string>> = {
  自然人: 'person',
  企业法人: 'enterprise',
  事业法人: 'institution',
  社会组织法人: 'organisation',
  非法人企业: 'unincorporated',
}
const handledBy: Readonly<Record<string, string>> = { 窗口: 'counter', 网上: 'online', 快递: 'post' }

/** Reads rows of the provincial field set, each with what is wrong in it. */
export const readGuangdong = (rows: readonly Row[], all: Definitions, today: Day): ReadRow[] =>
  rows.map((row, i) => readOne(row, i + 1, all, today))

/** One row as it is read: values taken, faults noted. */
class Reading {
  readonly faults: RowFault[] = []

  constructor(readonly row: Row) {}

  text(field: string): string | undefined {
    const value = this.row[field]
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
    return text === '' ? undefined : text
  }
  needed(field: string): string | undefined {
    const text = this.text(field)
    if (text === undefined) this.fault(field, 'missing', '', 'error')
    return text
  }
  fault(field: string, code: RowFault['code'], value: string, weight: RowFault['weight'] = 'warning'): void {
    this.faults.push({ field, code, value, weight })
  }
  oneOf(
    field: string,
    words: Readonly<Record<string, string>>,
    weight: RowFault['weight'],
  ): string | undefined {
    const text = weight === 'error' ? this.needed(field) : this.text(field)
    const found = text === undefined ? undefined : words[text]
    if (text !== undefined && found === undefined) this.fault(field, 'unknown-value', text, weight)
    return found
  }
  /** values parted by commas or enumeration marks */
  severalOf(field: string, words: Readonly<Record<string, string>>): string[] {
    const parts = (this.text(field) ?? '').split(/[,，、;；]/).map((part) => part.trim())
    return parts.filter(Boolean).flatMap((part) => {
      const found = words[part]
      if (found === undefined) this.fault(field, 'unknown-value', part)
      return found === undefined ? [] : [found]
    })
  }
  limit(dayField: string, unitField: string): TimeLimit | undefined {
    const text = this.text(dayField)
    if (text === undefined) return undefined
    const count = Number(text)
    const unit = this.oneOf(unitField, units, 'warning')
    if (Number.isFinite(count) && count > 0)
      return unit === undefined ? undefined : { count, unit: unit as never }
    if (count !== 0) this.fault(dayField, 'not-a-number', text)
    return undefined
  }
  /** a child table: nested, or one name a line where a sheet has no place for more */
  table(field: string, name: string): Row[] {
    const value = this.row[field]
    if (Array.isArray(value))
      return value.filter((one): one is Row => typeof one === 'object' && one !== null)
    const lines = (this.text(field) ?? '').split(/[\n;；]+/).map((one) => one.trim())
    return lines.filter(Boolean).map((one) => ({ [name]: one }))
  }
}

function readOne(row: Row, place: number, all: Definitions, today: Day): ReadRow {
  const read = new Reading(row)
  const title = read.needed('CATANAME')
  const department = departmentIn(read, all)
  const type = read.oneOf('TASK_TYPE_TEXT', types, 'error')
  const level = read.oneOf('USE_LEVEL_TEXT', levels, 'warning') ?? 'city'
  const statutory = read.limit('ANTICIPATE_DAY', 'ANTICIPATE_TYPE_TEXT')
  const promised = read.limit('PROMISE_DAY', 'PROMISE_TYPE_TEXT')
  const note = read.text('FDBLSXSM')
  const audience = read.severalOf('SERVE_TYPE_TEXT', audiences)
  const channels = read.severalOf('HANDLE_TYPE_TEXT', handledBy)
  const conditions = (read.text('ACCEPT_CONDITION') ?? '')
    .split(/\n+/)
    .map((one) => one.trim())
    .filter(Boolean)
  const laws = read.table('LAW', 'LAWNAME').flatMap((law) => lawIn(law))
  const materials = read
    .table('MATERIAL', 'MATERIAL_NAME')
    .flatMap((material, i) => materialIn(read, material, i + 1, all))
  const codes = {
    catalogue: read.text('TASK_CODE'),
    implementation: read.text('ITEM_ID') ?? read.text('NATION_TASK_CODE'),
  }
  const out = read.faults.some(({ weight }) => weight === 'error')
  const base = { row: place, title: title ?? '', code: codes.implementation ?? codes.catalogue, department }
  if (out || !title || !department) return { ...base, faults: read.faults }
  const zh = (text: string): Partial<Bilingual> => ({ zh: text })
  return {
    ...base,
    faults: read.faults,
    body: {
      title: zh(title),
      inForce: { from: today },
      ...(codes.catalogue || codes.implementation ? { codes: { ...codes, confidence: 'secondary' } } : {}),
      type,
      level,
      audience: audience.length ? audience : ['enterprise'],
      handling: promised ? 'promised' : 'immediate',
      department,
      legalBasis: laws,
      acceptConditions: conditions.map(zh),
      limits: {
        statutory: {
          ...(statutory ? { limit: statutory } : {}),
          ...(note ? { note: zh(note) } : {}),
          basis: [],
        },
        promised: {
          limit: promised ?? statutory ?? { count: 20, unit: 'working-days' },
          basis: [],
          confidence: 'secondary',
        },
      },
      channels: channels.length ? channels : ['counter'],
      visits: Number(read.text('LIMIT_SCENE_NUM') ?? 0) || 0,
      fields: [],
      inputs: [],
      outputs: [],
      materials,
      stages: [{ id: 'examine', title: { zh: '审查', en: 'Examination' }, department, decidedBy: 'officer' }],
      result: { kind: 'approval', title: zh(read.text('RESULT_NAME') ?? title) },
      fee: { charged: read.text('IS_FEE_TEXT') === '是' },
      deviations: [],
      toConfirm: ['promise', 'materials', 'channels', 'visits', 'fee'],
      confidence: 'secondary',
    },
  }
}

/** By its whole name or its short one. */
function departmentIn(read: Reading, all: Definitions): string | undefined {
  const name = read.needed('DEPT_NAME')
  if (name === undefined) return undefined
  const found = all.list(departmentKind).find(({ title, short }) => title.zh === name || short?.zh === name)
  if (!found) read.fault('DEPT_NAME', 'department-unknown', name, 'error')
  return found?.id
}

function lawIn(law: Row): Record<string, unknown>[] {
  const name = typeof law['LAWNAME'] === 'string' ? law['LAWNAME'].replace(/[《》]/g, '').trim() : ''
  if (!name) return []
  const article =
    typeof law['TERMSNUMBER'] === 'string' ? law['TERMSNUMBER'].replace(/[第条]/g, '').trim() : ''
  const number = typeof law['ACCORDINGNUMBER'] === 'string' ? law['ACCORDINGNUMBER'].trim() : ''
  return [
    { law: name, ...(number ? { number } : {}), ...(article ? { article } : {}), confidence: 'secondary' },
  ]
}

function materialIn(read: Reading, material: Row, place: number, all: Definitions): { material: string }[] {
  const name = typeof material['MATERIAL_NAME'] === 'string' ? material['MATERIAL_NAME'].trim() : ''
  if (!name) return []
  const found = all.list(materialKind).find(({ title }) => title.zh === name)
  if (!found) read.fault(`MATERIAL[${place}].MATERIAL_NAME`, 'material-unknown', name)
  return found ? [{ material: found.id }] : []
}
