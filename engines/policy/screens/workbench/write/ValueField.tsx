import { Input, Select, Space } from 'antd'
import { useState } from 'react'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { Fact } from './fact-names.ts'
import {
  dateIn,
  type DateWay,
  dateWays,
  quantityIn,
  unitsOf,
  writtenDate,
  writtenQuantity,
} from './values.ts'

interface ValueProps {
  readonly label: string
  readonly fact: Fact | undefined
  readonly value: string
  readonly locked: boolean
  readonly onChange: (value: string) => void
}

/** What a fact is held against: a day, or a number in the fact's unit; a formula may be typed instead. */
export function ValueField(props: ValueProps) {
  return props.fact?.type === 'date' && dateIn(props.value) ? (
    <DateValueField {...props} />
  ) : (
    <QuantityField {...props} />
  )
}

function QuantityField({ label, fact, value, locked, onChange }: ValueProps) {
  const t = useWords()
  const text = useText()
  const units = unitsOf(fact)
  const quantity = quantityIn(value, units)
  // The unit chosen before a number is typed stands nowhere in the rule yet.
  const [chosen, setChosen] = useState<string>()
  const unit = value.trim() === '' ? (chosen ?? units[0] ?? '') : (quantity?.unit ?? '')
  const name = (one: string) =>
    Object.hasOwn(unitNames, one) ? t(`policy:screens.write.unit.${unitNames[one as Named]}`) : one
  return (
    <Space.Compact block>
      <Input
        aria-label={label}
        placeholder={fact ? t('policy:screens.write.valueOf', { fact: text(fact.title) }) : ''}
        disabled={locked}
        value={quantity?.number ?? value}
        onChange={(event) => onChange(writtenQuantity(event.target.value, unit || (units[0] ?? '')))}
      />
      {quantity && units.length === 1 && <Space.Addon>{name(units[0] ?? '')}</Space.Addon>}
      {quantity && units.length > 1 && (
        <Select
          aria-label={t('policy:screens.write.unitOf')}
          disabled={locked}
          value={unit}
          style={{ width: '6rem' }}
          options={units.map((one) => ({ value: one, label: name(one) }))}
          onChange={(next) => {
            setChosen(next)
            if (quantity.number) onChange(writtenQuantity(quantity.number, next))
          }}
        />
      )}
    </Space.Compact>
  )
}

/** Units as the rule language has them, and the word for each in the reader's language. */
const unitNames = {
  元: 'yuan',
  万元: 'wan',
  亿元: 'yi',
  人: 'people',
  年: 'years',
  个月: 'months',
  天: 'days',
  件: 'items',
  分: 'points',
} as const
type Named = keyof typeof unitNames

function DateValueField({ label, value, locked, onChange }: ValueProps) {
  const t = useWords()
  const now = dateIn(value) ?? { way: 'day' as const, value: '' }
  const [chosen, setChosen] = useState<DateWay>()
  const way = now.value === '' ? (chosen ?? now.way) : now.way
  return (
    <Space.Compact block>
      <Select
        aria-label={t('policy:screens.write.dateWay')}
        disabled={locked}
        value={way}
        style={{ width: '9.5rem' }}
        options={dateWays.map((one) => ({ value: one, label: t(`policy:screens.write.date.${one}`) }))}
        onChange={(next) => {
          setChosen(next)
          onChange('')
        }}
      />
      <Input
        aria-label={label}
        type={way === 'day' ? 'date' : 'text'}
        inputMode={way === 'day' ? undefined : 'numeric'}
        disabled={locked}
        value={now.value}
        onChange={(event) =>
          onChange(writtenDate({ way, value: event.target.value.replace(way === 'day' ? '' : /\D/g, '') }))
        }
      />
    </Space.Compact>
  )
}
