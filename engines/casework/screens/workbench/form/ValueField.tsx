import { Input, InputNumber, Select } from 'antd'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import css from './form.module.css'

const kinds = ['true', 'false', 'number', 'text'] as const
type Kind = (typeof kinds)[number]

const kindOf = (value: unknown): Kind =>
  typeof value === 'boolean' ? `${value}` : typeof value === 'number' ? 'number' : 'text'
const beginning: Readonly<Record<Kind, string | number | boolean>> = {
  true: true,
  false: false,
  number: 0,
  text: '',
}

/** Yes, no, a number or a text: what of them it is decides how a rule compares it. */
export function ValueField({
  name,
  locked,
  value,
  onChange,
}: {
  name: string
  locked: boolean
  value: unknown
  onChange: (next: string | number | boolean) => void
}) {
  const t = useWords()
  return (
    <div className={css.limit}>
      <Select
        aria-label={`${name} ${t('casework:item.valueKind')}`}
        disabled={locked}
        value={kindOf(value)}
        onChange={(kind: Kind) => onChange(beginning[kind])}
        options={kinds.map((kind) => ({ value: kind, label: t(`casework:item.valueKinds.${kind}`) }))}
      />
      {typeof value === 'number' && (
        <InputNumber
          aria-label={name}
          disabled={locked}
          value={value}
          onChange={(next) => onChange(next ?? 0)}
        />
      )}
      {typeof value === 'string' && (
        <Input
          aria-label={name}
          disabled={locked}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </div>
  )
}
