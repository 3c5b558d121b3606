import { Button, Input } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { Shape } from '../../../catalogue/form/part.ts'
import { type Body, bodyIn, textIn } from '../../../catalogue/form/values.ts'
import type { Field } from './desk.ts'
import css from './form.module.css'
import { OneOf } from './OneOf.tsx'
import { ValueField } from './ValueField.tsx'

/** Names on the left, on the right what each stands for. A new pair has no name until it is typed. */
export function PairsField({
  desk,
  shape,
  name,
  locked,
  value,
  onChange,
}: Field & {
  shape: Pairs
  name: string
  locked: boolean
  value: unknown
  onChange: (next: Body) => void
}) {
  const t = useWords()
  const text = useText()
  const pairs = Object.entries(bodyIn(value))
  const put = (next: readonly (readonly [string, unknown])[]) => onChange(Object.fromEntries(next))
  const change = (i: number, pair: readonly [string, unknown]) =>
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
          <PairedWith
            desk={desk}
            of={shape.of}
            name={`${name} ${i + 1}`}
            locked={locked}
            value={to}
            onChange={(next) => change(i, [key, next])}
          />
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
        <Button
          size="small"
          disabled={hasNew}
          onClick={() => put([...pairs, ['', shape.of === 'value' ? true : '']])}
        >
          {t('casework:item.addLine')}
        </Button>
      )}
    </>
  )
}

type Pairs = Extract<Shape, { is: 'pairs' }>

/** What a name stands for: a text, a value as rules compare it, or one of what the city has. */
function PairedWith({
  desk,
  of,
  ...plain
}: Pick<Field, 'desk'> & {
  of: Pairs['of']
  name: string
  locked: boolean
  value: unknown
  onChange: (next: unknown) => void
}) {
  switch (of) {
    case 'text':
      return (
        <Input
          aria-label={plain.name}
          disabled={plain.locked}
          value={textIn(plain.value)}
          onChange={({ target }) => plain.onChange(target.value)}
        />
      )
    case 'value':
      return <ValueField {...plain} />
    default:
      return <OneOf {...plain} desk={desk} of={of} taken={[]} clearable={false} />
  }
}
