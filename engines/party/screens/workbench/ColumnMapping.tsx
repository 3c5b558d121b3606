import { Button, Select } from 'antd'
import { useState } from 'react'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { useOfficerAct } from '#apps/web/workbench/kit/acts.ts'
import { ActProblem } from '#apps/web/workbench/kit/ActProblem.tsx'
import { whole } from '#apps/web/workbench/kit/pages.ts'
import { usePlace } from '#apps/web/workbench/kit/place.tsx'
import { Sheet } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import type { ImportColumn } from '../../import/model.ts'
import type { Import } from './import.tsx'
import { fileOf, rememberFile } from './uploaded.ts'

/** In the contract's mapping a dash leaves a column out. */
const leftOut = '-'

/** What each column of the file was taken for; another choice reads the file again as a new import. */
export function ColumnMapping({ one, columns }: { one: Import; columns: readonly ImportColumn[] }) {
  const t = useWords()
  const text = useText()
  const { words, factText } = useCityWords()
  const { go } = usePlace()
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const again = useOfficerAct('party.startImport')
  const hash = fileOf(one.importId)
  const mayChange = hash !== undefined && (one.state === 'read' || one.state === 'unreadable')
  const readAgain = async () => {
    if (hash === undefined) return
    const { mapping, sheet, createMissing, on } = one.options
    const answer = await again.run({
      fileHash: hash,
      fileName: one.fileName,
      department: one.department,
      mapping: { ...mapping, ...chosen },
      createMissing,
      on,
      ...(sheet === undefined ? {} : { sheet }),
    })
    if (!answer) return
    rememberFile(answer.id, hash)
    go(`imports/${answer.id}`)
  }
  const taken = (column: ImportColumn) =>
    column.use === 'fact' && column.fact
      ? [factText(column.fact) || column.fact, column.year && t('runs.year', { year: column.year })]
          .filter(Boolean)
          .join(' ')
      : t(`imports.use.${column.use}`)
  const shown: Column<ImportColumn>[] = [
    {
      id: 'column',
      title: t('imports.column'),
      width: 220,
      render: (column) => <strong>{column.column}</strong>,
    },
    {
      id: 'use',
      title: t('imports.takenFor'),
      width: 320,
      render: (column) => (
        <Tag tone={column.problem ? 'soon' : column.use === 'ignored' ? 'idle' : 'done'}>{taken(column)}</Tag>
      ),
    },
    {
      id: 'problem',
      title: t('imports.problem'),
      render: (column) =>
        column.problem && (
          <div className="work-said">
            {text(column.problem.title)}
            <br />
            <span className="work-soft">{text(column.problem.remedy)}</span>
          </div>
        ),
    },
    {
      id: 'change',
      title: t('imports.takeFor'),
      width: 240,
      render: (column) =>
        mayChange && (
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={t('imports.takeColumnFor', { column: column.column })}
            placeholder={t('imports.asItIs')}
            value={chosen[column.column] ?? null}
            onChange={(fact: string | null) =>
              setChosen(({ [column.column]: _, ...rest }) =>
                fact ? { ...rest, [column.column]: fact } : rest,
              )
            }
            options={[
              { value: leftOut, label: t('imports.use.ignored') },
              { value: '统一社会信用代码', label: t('imports.use.credit-code') },
              { value: '个人账号', label: t('imports.use.person') },
              ...(words?.facts ?? []).map(({ id, title }) => ({ value: id, label: text(title) })),
            ]}
            style={{ width: '100%' }}
          />
        ),
    },
  ]
  return (
    <div className="work-stack">
      <ActProblem problem={again.problem} />
      <Sheet
        plain
        title={t('imports.mapping')}
        aside={
          mayChange ? (
            <Button
              disabled={!Object.keys(chosen).length}
              loading={again.pending}
              onClick={() => void readAgain()}
            >
              {t('imports.readAgain')}
            </Button>
          ) : (
            (one.state === 'read' || one.state === 'unreadable') && (
              <span className="work-soft">{t('imports.uploadAgain')}</span>
            )
          )
        }
      >
        <WorkTable
          label={t('imports.mapping')}
          columns={shown}
          rowKey={(column) => column.column}
          list={whole(columns)}
          empty={{ title: t('imports.noColumns'), text: t('imports.noColumnsText') }}
        />
      </Sheet>
    </div>
  )
}
