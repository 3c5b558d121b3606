import { Button, Input } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { Shape } from '../../../catalogue/form/part.ts'
import { type Body, bodyIn, textIn } from '../../../catalogue/form/values.ts'
import type { Field } from './desk.ts'
import css from './form.module.css'
import { OneOf } from './OneOf.tsx'

/** Names on the left, on the right what each stands for. A new pair has no name until it is typed. */
export function PairsField({
  desk,
  shape,
  name,
  locked,
  value,
  onChange,
}: Field & {
  shape: Extract<Shape, { is: 'pairs' }>
  name: string
  locked: boolean
  value: unknown
  onChange: (next: Body) => void
}) {
  const t = useWords()
  const text = useText()
  const pairs = Object.entries(bodyIn(value)).map(([key, to]) => [key, textIn(to)] as const)
  const put = (next: readonly (readonly [string, string])[]) => onChange(Object.fromEntries(next))
  const change = (i: number, pair: readonly [string, string]) =>
    put(pairs.map((one, j) => (j === i ? pair : one)))
  const hasNew = pairs.some(([key]) => key === '')
  return (
    <>
      {pairs.map(([key, to], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pair is known by a name that is being typed
        <div key={i} className={css.line}>
          <Input
            aria-label={`${text(shape.name)} ${name} ${i + 1}`}
            placeholder={text(shape.name)}
            disabled={locked}
            value={key}
            onChange={({ target }) => {
              if (pairs.every(([other], j) => j === i || other !== target.value))
                change(i, [target.value, to])
            }}
          />
          {shape.of === 'text' ? (
            <Input
              aria-label={`${name} ${i + 1}`}
              disabled={locked}
              value={to}
              onChange={({ target }) => change(i, [key, target.value])}
            />
          ) : (
            <OneOf
              desk={desk}
              of={shape.of}
              name={`${name} ${i + 1}`}
              locked={locked}
              value={to}
              taken={[]}
              clearable={false}
              onChange={(next) => change(i, [key, textIn(next)])}
            />
          )}
          {!locked && (
            <Button
              type="text"
              danger
              aria-label={t('casework:item.remove', { row: `${name} ${i + 1}` })}
              onClick={() => put(pairs.filter((_, j) => j !== i))}
            >
              {t('casework:item.removeRow')}
            </Button>
          )}
        </div>
      ))}
      {!locked && (
        <Button size="small" disabled={hasNew} onClick={() => put([...pairs, ['', '']])}>
          {t('casework:item.addLine')}
        </Button>
      )}
    </>
  )
}
