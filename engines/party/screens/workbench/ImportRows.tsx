import { useText } from '#apps/web/i18n/i18n.ts'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { usePages, whole } from '#apps/web/workbench/kit/pages.ts'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { ImportRowView, RowFault } from '../../import/model.ts'

function Faults({ faults }: { faults: readonly RowFault[] }) {
  const t = useWords()
  const text = useText()
  return (
    <ul className="work-list work-said">
      {faults.map((fault) => (
        <li key={`${fault.column}${fault.code}`}>
          {fault.column && <strong>{t('imports.inColumn', { column: fault.column })}</strong>}
          {text(fault.title)}
          <br />
          <span className="work-soft">{text(fault.remedy)}</span>
        </li>
      ))}
    </ul>
  )
}

function useRowColumns(): readonly [Column<ImportRowView>, Column<ImportRowView>, Column<ImportRowView>] {
  const t = useWords()
  return [
    {
      id: 'row',
      title: t('imports.rowNumber'),
      width: 90,
      render: (row) => t('imports.rowOf', { row: row.row }),
      plain: (row) => row.row,
    },
    { id: 'name', title: t('runs.who'), width: 240, render: (row) => row.name ?? '' },
    {
      id: 'code',
      title: t('imports.code'),
      width: 190,
      render: (row) => row.creditCode ?? row.person ?? '',
    },
  ]
}

/** Rows that cannot be taken, in the file's order, each with what is wrong and what helps. */
export function ErrorRows({ importId }: { importId: string }) {
  const t = useWords()
  const list = usePages('party.listImportErrors', { importId, limit: 50 })
  const columns = useRowColumns()
  return (
    <Sheet plain>
      <WorkTable
        label={t('imports.tab.errors')}
        columns={[
          ...columns,
          { id: 'errors', title: t('imports.problem'), render: (row) => <Faults faults={row.errors} /> },
        ]}
        rowKey={(row) => String(row.row)}
        list={list}
        empty={{ title: t('imports.noErrors'), text: t('imports.noErrorsText') }}
      />
    </Sheet>
  )
}

/** The first rows as they would be recorded. */
export function FirstRows({ rows }: { rows: readonly ImportRowView[] }) {
  const t = useWords()
  const { factText, factValue } = useCityWords()
  const columns = useRowColumns()
  return (
    <Sheet plain>
      <WorkTable
        label={t('imports.tab.rows')}
        columns={[
          ...columns,
          {
            id: 'facts',
            title: t('imports.facts'),
            render: (row) =>
              row.facts.length > 0 && (
                <ul className="work-list">
                  {row.facts.map((fact) => (
                    <li key={`${fact.fact}${fact.period}`}>
                      <span className="work-soft">
                        {factText(fact.fact)} {fact.period}
                      </span>{' '}
                      {factValue(fact.fact, fact.value)}
                    </li>
                  ))}
                </ul>
              ),
          },
          {
            id: 'notes',
            title: t('imports.problem'),
            render: (row) =>
              row.errors.length + row.warnings.length > 0 && (
                <Faults faults={[...row.errors, ...row.warnings]} />
              ),
          },
        ]}
        rowKey={(row) => String(row.row)}
        list={whole(rows)}
        empty={{ title: t('imports.noRows'), text: t('imports.noRowsText') }}
      />
    </Sheet>
  )
}
