import { InputNumber, Select } from 'antd'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type Body, textIn } from '../../../catalogue/form/values.ts'
import css from './form.module.css'

const units = ['working-days', 'days', 'months', 'years', 'office-minutes'] as const

/** How long, and in which time; a limit whose number is taken away is none. */
export function LimitField({
  name,
  locked,
  limit,
  onChange,
}: {
  name: string
  locked: boolean
  limit: Body
  onChange: (next: Body) => void
}) {
  const t = useWords()
  const count = typeof limit['count'] === 'number' ? limit['count'] : null
  const unit = textIn(limit['unit']) || 'working-days'
  return (
    <div className={css.limit}>
      <InputNumber
        aria-label={name}
        disabled={locked}
        min={0.5}
        step={1}
        value={count}
        onChange={(next) => onChange(next ? { count: next, unit } : { unit })}
      />
      <Select
        aria-label={`${name} ${t('casework:item.unit')}`}
        disabled={locked}
        value={unit}
        onChange={(next) => onChange({ ...(count ? { count } : {}), unit: next })}
        options={units.map((one) => ({ value: one, label: t(`casework:item.units.${one}`) }))}
      />
    </div>
  )
}
