import { InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './item-editor.module.css'

/** An item as it is written so far: places may be missing or hold anything. */
export type ItemBody = Readonly<Record<string, unknown>>
type Put = (patch: ItemBody) => void
export interface RowFault {
  /** a JSON pointer into the item */
  readonly path: string
  readonly code: string
  readonly expected: string
  readonly message: { readonly zh: string; readonly en: string }
  readonly remedy: { readonly zh: string; readonly en: string }
}
export interface PartProps {
  readonly item: ItemBody
  readonly locked: boolean
  readonly faults: readonly RowFault[]
  readonly put: Put
}

export const bodyIn = (value: unknown): ItemBody =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ItemBody) : {}
export const listIn = (value: unknown): readonly ItemBody[] => (Array.isArray(value) ? value.map(bodyIn) : [])
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

const units = ['working-days', 'days', 'months', 'office-minutes'] as const

export function Labelled({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className={css.field}>
      <span>{label}</span>
      {children}
      {hint && <div className="work-soft">{hint}</div>}
    </div>
  )
}

export function Limit({
  name,
  limit,
  locked,
  onChange,
}: {
  name: 'statutory' | 'promised' | 'stepLimit'
  limit: ItemBody
  locked: boolean
  onChange: (limit: ItemBody | undefined) => void
}) {
  const t = useWords()
  const count = typeof limit['count'] === 'number' ? limit['count'] : null
  const unit = textIn(limit['unit']) || 'working-days'
  return (
    <Labelled label={t(`casework:item.${name}`)}>
      <div className={css.limit}>
        <InputNumber
          aria-label={t(`casework:item.${name}`)}
          disabled={locked}
          min={0.5}
          step={1}
          value={count}
          onChange={(next) => onChange(next ? { count: next, unit } : undefined)}
        />
        <Select
          aria-label={t('casework:item.unit')}
          disabled={locked}
          value={unit}
          onChange={(next) => onChange({ count: count ?? 1, unit: next })}
          options={units.map((one) => ({ value: one, label: t(`casework:item.units.${one}`) }))}
        />
      </div>
    </Labelled>
  )
}
