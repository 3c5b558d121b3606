import { Select } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import type { Source } from '../../../catalogue/form/part.ts'
import { textIn, textsIn } from '../../../catalogue/form/values.ts'
import { type Desk, wordsFor } from './desk.ts'

interface OneProps {
  readonly desk: Desk
  readonly of: Source
  readonly name: string
  readonly locked: boolean
  readonly value: unknown
  readonly onChange: (next: unknown) => void
}

/** One of what the city has; what another row has taken is not offered again. */
export function OneOf({
  desk,
  of,
  name,
  locked,
  value,
  onChange,
  taken,
  clearable,
  placeholder,
}: OneProps & { taken: readonly string[]; clearable: boolean; placeholder?: string | undefined }) {
  const text = useText()
  const chosen = textIn(value)
  return (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={clearable}
      placeholder={placeholder}
      aria-label={name}
      disabled={locked}
      value={chosen || null}
      onChange={(next: string | null | undefined) => onChange(next ?? '')}
      options={wordsFor(desk, of)
        .filter(({ id }) => id === chosen || !taken.includes(id))
        .map(({ id, title }) => ({ value: id, label: text(title) }))}
    />
  )
}

export function SeveralOf({ desk, of, name, locked, value, onChange }: OneProps) {
  const text = useText()
  return (
    <Select
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={name}
      disabled={locked}
      value={[...textsIn(value)]}
      onChange={(ids: string[]) => onChange(ids)}
      options={wordsFor(desk, of).map(({ id, title }) => ({ value: id, label: text(title) }))}
    />
  )
}
