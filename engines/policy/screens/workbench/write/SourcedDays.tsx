import { Input, InputNumber } from 'antd'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type Body, textIn, withText } from './body.ts'
import { Labelled } from './Labelled.tsx'
import css from './write.module.css'

/** A number that a document sets: with the document it is sure, without it the city still has to confirm it. */
export function SourcedDays({
  name,
  days,
  of,
  unsure,
  most = 60,
  locked,
  onChange,
}: {
  name: 'publicity' | 'decide' | 'promiseCheck'
  days: number
  /** what holds `document` and `confidence` */
  of: Body
  unsure: 'unverified' | 'sample'
  most?: number
  locked: boolean
  onChange: (next: Body, days: number | null) => void
}) {
  const t = useWords()
  return (
    <Labelled
      label={t(`policy:screens.write.${name}`)}
      hint={t(`policy:screens.write.sure.${of['confidence'] === 'verified' ? 'yes' : 'no'}`)}
    >
      <div className={css.pairOf}>
        <InputNumber
          aria-label={t(`policy:screens.write.${name}`)}
          min={1}
          max={most}
          precision={0}
          disabled={locked}
          value={days}
          onChange={(next) => onChange(of, next)}
        />
        <Input
          aria-label={t(`policy:screens.write.${name}Basis`)}
          placeholder={t(`policy:screens.write.${name}Basis`)}
          disabled={locked}
          value={textIn(of['document'])}
          onChange={({ target: { value } }) =>
            onChange(
              { ...withText(of, 'document', value), confidence: value.trim() ? 'verified' : unsure },
              days,
            )
          }
        />
      </div>
    </Labelled>
  )
}
