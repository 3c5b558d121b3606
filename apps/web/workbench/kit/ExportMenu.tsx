import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { type Problem, problemFrom } from '../../client/problem.ts'
import { useClock } from '../../kits/light/Clock.tsx'
import { ProblemNotice } from '../../kits/light/Loaded.tsx'
import { useToast } from '../../kits/light/Toast.tsx'
import { saveSheet, type SheetFormat } from './download.ts'
import { mostRowsInAFile } from './pages.ts'
import type { Column } from './WorkTable.tsx'
import { useWords } from './words.ts'

/** Writes what is filtered, in the columns that are shown, into a file for Excel. */
export function ExportMenu<Row>({
  title,
  columns,
  rows,
}: {
  title: string
  columns: readonly Column<Row>[]
  rows: () => Promise<readonly Row[]>
}) {
  const t = useWords()
  const say = useToast()
  const { today } = useClock()
  const [working, setWorking] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const save = async (format: SheetFormat) => {
    setWorking(true)
    setProblem(undefined)
    try {
      const all = await rows()
      const written = columns.filter((column) => column.plain)
      saveSheet(
        {
          title,
          header: written.map((column) => column.title),
          rows: all.map((row) => written.map((column) => column.plain?.(row))),
        },
        format,
        today,
      )
      say(t(all.length >= mostRowsInAFile ? 'table.exportedMost' : 'table.exported', { count: all.length }))
    } catch (error) {
      setProblem(problemFrom(error))
    } finally {
      setWorking(false)
    }
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'xlsx', label: t('table.asExcel') },
            { key: 'csv', label: t('table.asCsv') },
          ],
          onClick: ({ key }) => void save(key === 'csv' ? 'csv' : 'xlsx'),
        }}
      >
        <Button loading={working}>{t('table.export')}</Button>
      </Dropdown>
      {problem && <ProblemNotice problem={problem} />}
    </>
  )
}
