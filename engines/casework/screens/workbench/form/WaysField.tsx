import { Select } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { freshParts } from '../../../catalogue/form/fresh.ts'
import type { Shape } from '../../../catalogue/form/part.ts'
import { type Body, bodyIn, wayOf } from '../../../catalogue/form/values.ts'
import type { Field } from './desk.ts'

/** One of several forms, and what is written in the one that was chosen. What two forms have in common is kept. */
export function WaysField({
  shape,
  name,
  locked,
  value,
  onChange,
  ...field
}: Field & {
  shape: Extract<Shape, { is: 'ways' }>
  name: string
  locked: boolean
  value: unknown
  onChange: (next: Body) => void
}) {
  const text = useText()
  const body = bodyIn(value)
  const way = wayOf(shape.ways, value)
  const choose = (i: number) => {
    const next = shape.ways[i]
    if (!next) return
    const kept = Object.entries(body).filter(([key]) => next.parts.some((part) => part.key === key))
    onChange({
      ...next.constant,
      ...freshParts(next.parts, field.desk.whole, 'part'),
      ...Object.fromEntries(kept),
    })
  }
  return (
    <>
      <Select
        aria-label={name}
        disabled={locked}
        value={way ? shape.ways.indexOf(way) : null}
        onChange={(i: number | null) => i !== null && choose(i)}
        options={shape.ways.map(({ label }, i) => ({ value: i, label: text(label) }))}
      />
      {way &&
        way.parts.length > 0 &&
        field.desk.inside({ ...field, parts: way.parts, called: name, value: body, onChange })}
    </>
  )
}
