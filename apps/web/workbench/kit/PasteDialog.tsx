import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { Notice } from '../../kits/light/Notice.tsx'
import { useFocusBack } from '../../kits/light/useFocusBack.ts'
import { type CellTable, tableIn, tableInText } from './tables.ts'
import { useWords } from './words.ts'

/** Takes a table out of Excel or Word, and says what became of each row before it is used. */
export function PasteDialog<T>({
  title,
  hint,
  read,
  show,
  onTake,
  onClose,
}: {
  title: string
  hint: string
  /** what the rows say; empty where nothing could be read */
  read: (table: CellTable) => readonly T[]
  show: (one: T) => string
  onTake: (found: readonly T[]) => void
  onClose: () => void
}) {
  const t = useWords()
  useFocusBack(true)
  const [table, setTable] = useState<CellTable>()
  const [typed, setTyped] = useState('')
  const found = table ? read(table) : []
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      width={720}
      mask={{ closable: false }}
      footer={[
        <Button key="close" onClick={onClose}>
          {t('act.cancel')}
        </Button>,
        <Button key="take" type="primary" disabled={found.length === 0} onClick={() => onTake(found)}>
          {t('paste.take', { count: found.length })}
        </Button>,
      ]}
    >
      <p>{hint}</p>
      <Input.TextArea
        aria-label={t('paste.here')}
        placeholder={t('paste.here')}
        rows={5}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setTable(tableInText(event.target.value))
        }}
        onPaste={(event) => {
          event.preventDefault()
          const pasted = tableIn(event.clipboardData)
          setTable(pasted)
          setTyped(pasted.map((row) => row.join('\t')).join('\n'))
        }}
      />
      <div aria-live="polite">
        {table && found.length === 0 && typed.trim() !== '' && (
          <Notice tone="soon" title={t('paste.nothing')} />
        )}
        {found.length > 0 && (
          <ol>
            {found.map((one, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a table have no name of their own
              <li key={i}>{show(one)}</li>
            ))}
          </ol>
        )}
      </div>
    </Modal>
  )
}
