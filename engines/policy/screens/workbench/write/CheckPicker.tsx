import { Button, Form, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { ActDialog } from '#apps/web/workbench/kit/ActDialog.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { type Row, rowsIn } from './conditions.ts'

type Check = Output<'policy.listBuildingBlocks'>['checks'][number]

/** A condition out of the city's library, its blanks filled in. */
export function CheckPicker({ onPick }: { onPick: (row: Row) => void }) {
  const t = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('policy:screens.write.library')}
      </Button>
      {open && (
        <Picker
          onClose={() => setOpen(false)}
          onPick={(row) => {
            setOpen(false)
            onPick(row)
          }}
        />
      )}
    </>
  )
}

function Picker({ onPick, onClose }: { onPick: (row: Row) => void; onClose: () => void }) {
  const t = useWords()
  const text = useText()
  const [form] = Form.useForm<Record<string, number>>()
  const [chosen, setChosen] = useState<string>()
  const { data } = useRead('policy.listBuildingBlocks', {})
  const check = data?.checks.find(({ id }) => id === chosen)
  const typed = Form.useWatch([], form) ?? {}
  const numbers = (given: Readonly<Record<string, number>>) =>
    new Map(check?.blanks.map(({ name, value }) => [name, String(given[name] ?? value)]) ?? [])
  return (
    <ActDialog<Record<string, number>>
      open
      title={t('policy:screens.write.library')}
      act={t('policy:screens.write.take')}
      blocked={!check}
      form={form}
      onClose={onClose}
      onSubmit={(given) => check && onPick(rowFrom(check, numbers(given)))}
      pending={false}
      problem={undefined}
    >
      <p className="work-soft">{t('policy:screens.write.hint.library')}</p>
      <Form.Item label={t('policy:screens.write.which')} htmlFor="reusable-check">
        <Select
          id="reusable-check"
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('policy:screens.write.which')}
          value={chosen}
          options={data?.checks.map(({ id, title }) => ({ value: id, label: text(title) })) ?? []}
          onChange={setChosen}
        />
      </Form.Item>
      {check?.blanks.map(({ name, title, unit, value }) => (
        <Form.Item
          key={`${check.id} ${name}`}
          name={name}
          label={`${text(title)}${unit ? ` (${unit})` : ''}`}
          initialValue={value}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <InputNumber min={0} style={{ width: '10rem' }} />
        </Form.Item>
      ))}
      {check && (
        <p>
          <strong>{text(filled(check.says, numbers(typed)))}</strong>
          {check.basis.length > 0 && (
            <span className="work-soft"> {check.basis.map(text).join(t('policy:screens.write.listed'))}</span>
          )}
        </p>
      )}
    </ActDialog>
  )
}

/** A check as a row of a policy: its condition with the numbers, in the library's words for both languages. */
export function rowFrom(
  { condition, says }: Pick<Check, 'condition' | 'says'>,
  numbers: ReadonlyMap<string, string>,
): Row {
  const [row = {}] = rowsIn(filled(condition, numbers))
  return { ...filled(says, numbers), ...row }
}

function filled<T>(value: T, numbers: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(value).replace(
    /\{([A-Za-z]+)\}/g,
    (whole, name: string) => numbers.get(name) ?? whole,
  )
  return JSON.parse(text) as T
}
