import { useTranslation } from 'react-i18next'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Select } from '#apps/web/kits/light/Select.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import type { Sheet, Tried } from './playground.tsx'
import css from './playground.module.css'

type Asked = NonNullable<Tried['rule']>['facts'][number]

/** One field for each fact that the rule reads; an empty one stays unknown. */
export function FactInputs({
  facts,
  sheet,
  onChange,
}: {
  facts: readonly Asked[]
  sheet: Sheet
  onChange: (next: Sheet) => void
}) {
  return (
    <div className={css.facts}>
      {facts.map((fact) => (
        <FactInput
          key={fact.name}
          fact={fact}
          value={sheet[fact.name]}
          onChange={(value) => onChange({ ...sheet, [fact.name]: value ?? '' })}
        />
      ))}
    </div>
  )
}

function FactInput({
  fact,
  value,
  onChange,
}: {
  fact: Asked
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const { t } = useTranslation('policy')
  const text = useText()
  const label = fact.year === undefined ? text(fact.label) : `${text(fact.label)} ${fact.year}`
  const shared = { name: fact.name, label }
  const options =
    fact.type === 'boolean'
      ? [
          { value: 'true', label: t('screens.playground.yes') },
          { value: 'false', label: t('screens.playground.no') },
        ]
      : fact.values?.map((one) => ({ value: one.code, label: text(one) }))
  if (options)
    return (
      <Select
        {...shared}
        options={options}
        empty={t('screens.playground.unknown')}
        value={
          fact.values?.find((one) => one.code === value || one.zh === value || one.en === value)?.code ??
          value
        }
        onChange={onChange}
      />
    )
  const hint =
    fact.type === 'date'
      ? t('screens.playground.dateHint')
      : fact.type === 'ratio'
        ? t('screens.playground.ratioHint')
        : fact.type === 'money'
          ? t(
              `screens.playground.money.${fact.display === '元' || fact.display === undefined ? 'yuan' : 'wan'}`,
            )
          : fact.unit
  return <TextField {...shared} hint={hint} value={value ?? ''} onChange={onChange} />
}
