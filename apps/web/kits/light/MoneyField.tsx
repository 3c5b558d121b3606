import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fen } from '#kernel/money.ts'
import { useLanguage } from '../../i18n/i18n.ts'
import css from './Field.module.css'
import { FieldFrame, type FieldProps } from './FieldFrame.tsx'
import { moneyText } from './figures.ts'
import { editableFen, fenFrom } from './numbers.ts'

interface MoneyFieldProps extends FieldProps {
  /** in 分 */
  readonly value: Fen | undefined
  readonly onChange: (fen: Fen | undefined) => void
  readonly unit?: 'yuan' | 'wan'
}

/** An amount typed in 元 or 万元, read back in full below so that a wrong zero is seen. */
export function MoneyField({ value, onChange, unit = 'yuan', ...field }: MoneyFieldProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [typed, setTyped] = useState(editableFen(value, unit))
  useEffect(() => {
    setTyped((now) => (fenFrom(now, unit) === value || value === undefined ? now : editableFen(value, unit)))
  }, [value, unit])
  return (
    <FieldFrame field={field}>
      {(described) => (
        <>
          <div className={css.withUnit}>
            <input
              {...described}
              className={css.control}
              inputMode="decimal"
              autoComplete="off"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
                onChange(fenFrom(event.target.value, unit))
              }}
            />
            <span className={css.unit}>{t(unit === 'wan' ? 'form.wan' : 'form.yuan')}</span>
          </div>
          {value !== undefined && <p className={css.reading}>{moneyText(value, language)}</p>}
        </>
      )}
    </FieldFrame>
  )
}
