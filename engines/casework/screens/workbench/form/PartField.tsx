import { Checkbox, Input, InputNumber, Select } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import type { Part } from '../../../catalogue/form/part.ts'
import { bodyIn, listIn, textIn, textsIn } from '../../../catalogue/form/values.ts'
import type { Field } from './desk.ts'
import css from './form.module.css'
import { LimitField } from './LimitField.tsx'
import { OneOf, SeveralOf } from './OneOf.tsx'
import { PairsField } from './PairsField.tsx'
import { RowsField } from './RowsField.tsx'
import { RuleField } from './rule/RuleField.tsx'
import { ValueField } from './ValueField.tsx'
import { WaysField } from './WaysField.tsx'
import { ManyWordsField, WordsField } from './WordsField.tsx'

export interface PartProps extends Field {
  readonly part: Part
  readonly value: unknown
  readonly taken: readonly string[]
  readonly onChange: (next: unknown) => void
}

/** What a tick stands for; what may be written in one way only is left out otherwise. */
const tickedAs = (only: boolean | undefined, ticked: boolean): boolean | undefined =>
  only === undefined ? ticked : ticked ? only : undefined

/** One part, by its shape. */
export function PartField({ part, value, taken, onChange, ...field }: PartProps) {
  const text = useText()
  const { shape } = part
  const { desk, number } = field
  const locked = desk.locked || part.fixed === true
  const name = `${text(part.label)}${number}`
  const plain = { name, locked, value, onChange }
  const placeholder = part.placeholder && text(part.placeholder)
  switch (shape.is) {
    case 'words':
      return <WordsField {...plain} />
    case 'manyWords':
      return <ManyWordsField {...plain} rows={listIn(value)} />
    case 'tongue':
    case 'text':
    case 'formula':
      return (
        <Input
          aria-label={name}
          disabled={locked}
          value={textIn(value)}
          onChange={({ target }) => onChange(target.value)}
        />
      )
    case 'day':
      return (
        <Input
          type="date"
          aria-label={name}
          disabled={locked}
          value={textIn(value)}
          onChange={({ target }) => onChange(target.value)}
        />
      )
    case 'number':
      return (
        <InputNumber
          aria-label={name}
          disabled={locked}
          {...(shape.min === undefined ? {} : { min: shape.min })}
          {...(shape.max ? { max: shape.max } : {})}
          precision={0}
          value={typeof value === 'number' ? value : null}
          onChange={(next) => onChange(next ?? shape.min ?? 0)}
        />
      )
    case 'yes':
      return (
        <div className={css.tick}>
          <Checkbox
            disabled={locked}
            checked={value === (shape.only ?? true)}
            onChange={({ target }) => onChange(tickedAs(shape.only, target.checked))}
          >
            {text(part.label)}
          </Checkbox>
        </div>
      )
    case 'value':
      return <ValueField {...plain} />
    case 'limit':
      return <LimitField {...plain} limit={bodyIn(value)} />
    case 'rule':
      return <RuleField {...plain} placeholder={placeholder} optional={part.shown === true} />
    case 'choice':
      return (
        <Select
          aria-label={name}
          disabled={locked}
          value={(value as string | number | undefined) || null}
          onChange={(next: string | number | null) => onChange(next ?? '')}
          options={shape.of.map((one) => ({ value: one.value as string | number, label: text(one.label) }))}
        />
      )
    case 'choices':
      return (
        <Select
          mode="multiple"
          aria-label={name}
          disabled={locked}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={(next: string[]) => onChange(next)}
          options={shape.of.map((one) => ({ value: one.value as string, label: text(one.label) }))}
        />
      )
    case 'one':
      return (
        <OneOf
          {...plain}
          placeholder={placeholder}
          desk={desk}
          of={shape.of}
          taken={taken}
          clearable={part.optional === true}
        />
      )
    case 'several':
      return <SeveralOf {...plain} desk={desk} of={shape.of} />
    case 'texts':
      return (
        <Select
          mode="tags"
          open={false}
          aria-label={name}
          disabled={locked}
          value={[...textsIn(value)]}
          onChange={(next: string[]) => onChange(next)}
        />
      )
    case 'pairs':
      return <PairsField {...plain} {...field} shape={shape} />
    case 'ways':
      return <WaysField {...plain} {...field} shape={shape} />
    case 'rows':
      return <RowsField {...field} shape={shape} rows={listIn(value)} onChange={onChange} />
    case 'group':
      return desk.inside({
        ...field,
        parts: shape.parts.map((one) => (one.key === shape.lead ? { ...one, label: part.label } : one)),
        called: text(part.label),
        lead: shape.lead,
        value,
        onChange,
      })
    case 'id':
      return null
  }
}
