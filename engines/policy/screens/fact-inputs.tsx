import { useText } from '#apps/web/i18n/i18n.ts'
import { FactField } from '#apps/web/kits/light/FactField.tsx'
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
  const text = useText()
  return (
    <div className={css.facts}>
      {facts.map((fact) => (
        <FactField
          key={fact.name}
          name={fact.name}
          label={fact.year === undefined ? text(fact.label) : `${text(fact.label)} ${fact.year}`}
          fact={fact}
          value={sheet[fact.name]}
          onChange={(value) => onChange({ ...sheet, [fact.name]: value ?? '' })}
        />
      ))}
    </div>
  )
}
