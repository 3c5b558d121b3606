import { Button } from 'antd'
import { useState } from 'react'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { PasteDialog } from '#apps/web/workbench/kit/PasteDialog.tsx'
import type { CellTable } from '#apps/web/workbench/kit/tables.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { Row } from './conditions.ts'
import type { Fact } from './fact-names.ts'
import { rowsOfTable, tiersOfTable } from './from-tables.ts'
import type { Tier } from './tiers.ts'

/** Conditions out of a table of Excel or Word. */
export const PasteRows = ({ onTake }: { onTake: (rows: readonly Row[]) => void }) => (
  <Paste<Row>
    hint="policy:screens.write.hint.pasteRows"
    read={rowsOfTable}
    show={({ when, not }) => when ?? `not(${not?.when ?? ''})`}
    onTake={onTake}
  />
)

/** Steps out of a table: the last cell is what the step gives. */
export const PasteTiers = ({ onTake }: { onTake: (tiers: readonly Tier[]) => void }) => (
  <Paste<Tier>
    hint="policy:screens.write.hint.pasteTiers"
    read={tiersOfTable}
    show={({ when, value }) => (when === undefined ? value : `${when} → ${value}`)}
    onTake={onTake}
  />
)

function Paste<T>({
  hint,
  read,
  show,
  onTake,
}: {
  hint: 'policy:screens.write.hint.pasteRows' | 'policy:screens.write.hint.pasteTiers'
  read: (table: CellTable, facts: readonly Fact[]) => readonly T[]
  show: (one: T) => string
  onTake: (found: readonly T[]) => void
}) {
  const t = useWords()
  const { words } = useCityWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('paste.from')}
      </Button>
      {open && (
        <PasteDialog<T>
          title={t('paste.from')}
          hint={t(hint)}
          read={(table) => read(table, words?.facts ?? [])}
          show={show}
          onClose={() => setOpen(false)}
          onTake={(found) => {
            setOpen(false)
            onTake(found)
          }}
        />
      )}
    </>
  )
}
