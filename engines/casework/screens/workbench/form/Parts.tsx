import { Button, Select } from 'antd'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { freshOf, isEmpty } from '../../../catalogue/form/fresh.ts'
import type { Part } from '../../../catalogue/form/part.ts'
import { bodyIn } from '../../../catalogue/form/values.ts'
import type { Field, PartsProps } from './desk.ts'
import { Faults } from './Faults.tsx'
import css from './form.module.css'
import { PartField } from './PartField.tsx'

/** Parts side by side: what every definition has, what this one has, and a list of what may be added. */
export function Parts({ parts, called, lead, value, onChange, taken, ...field }: PartsProps) {
  const body = bodyIn(value)
  const here = parts.filter(({ key, optional, shown }) => !optional || shown || body[key] !== undefined)
  const put = (part: Part, next: unknown) =>
    onChange({ ...body, [part.key]: part.shown && isEmpty(next) ? undefined : next })
  return (
    <div className={css.cells}>
      {here
        .filter(({ shape }) => shape.is !== 'id')
        .map((part) => (
          <OnePart
            key={part.key}
            {...field}
            path={`${field.path}/${part.key}`}
            part={part}
            value={body[part.key]}
            isCalled={part.key === lead}
            taken={part.key === taken?.key ? taken.values : []}
            onChange={(next) => put(part, next)}
            onRemove={() => onChange({ ...body, [part.key]: undefined })}
          />
        ))}
      <More
        {...field}
        called={called}
        parts={parts.filter((part) => !here.includes(part))}
        onAdd={(part) => onChange({ ...body, [part.key]: freshOf(part.shape, field.desk.whole) })}
      />
    </div>
  )
}

const wide = new Set(['rows', 'group', 'manyWords', 'pairs', 'ways'])

function OnePart({
  part,
  isCalled,
  value,
  taken,
  onChange,
  onRemove,
  ...field
}: Field & {
  part: Part
  /** what holds it is called the same: its name is not said twice */
  isCalled: boolean
  value: unknown
  taken: readonly string[]
  onChange: (next: unknown) => void
  onRemove: () => void
}) {
  const t = useWords()
  const text = useText()
  const { shape } = part
  const label = text(part.label)
  const isBox = shape.is === 'group' && (part.optional === true || !shape.silent)
  const isWide = wide.has(shape.is) || (shape.is === 'rule' && typeof value === 'object')
  const removable = part.optional && !part.shown && !field.desk.locked
  return (
    <div className={isWide ? css.wide : css.cell} data-part={part.key}>
      {!(shape.is === 'group' && !isBox) && !isCalled && shape.is !== 'yes' && (
        <span className={css.label}>{label}</span>
      )}
      {removable && (
        <Button
          size="small"
          type="text"
          className={css.without}
          aria-label={`${t('casework:item.without')} ${label}${field.number}`}
          onClick={onRemove}
        >
          {t('casework:item.without')}
        </Button>
      )}
      <div className={isBox ? css.box : undefined}>
        <PartField {...field} part={part} value={value} taken={taken} onChange={onChange} />
      </div>
      {part.hint && <div className="work-soft">{text(part.hint)}</div>}
      {field.number === '' && <Faults {...field} />}
    </div>
  )
}

function More({
  desk,
  parts,
  called,
  number,
  onAdd,
}: Pick<Field, 'desk' | 'number'> & {
  parts: readonly Part[]
  called: string
  onAdd: (part: Part) => void
}) {
  const t = useWords()
  const text = useText()
  if (desk.locked || parts.length === 0) return null
  const name = `${t('casework:item.more')} ${called}${number}`
  return (
    <div className={css.last}>
      <Select
        className={css.more}
        aria-label={name}
        placeholder={t('casework:item.more')}
        value={null}
        popupMatchSelectWidth={false}
        onChange={(key: string | null) => {
          const part = parts.find((one) => one.key === key)
          if (part) onAdd(part)
        }}
        options={parts.map(({ key, label }) => ({ value: key, label: text(label) }))}
      />
    </div>
  )
}
