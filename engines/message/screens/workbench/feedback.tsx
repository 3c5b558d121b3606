import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Count } from '#apps/web/kits/light/Figure.tsx'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { ExportMenu } from '#apps/web/workbench/kit/ExportMenu.tsx'
import { FilterRow } from '#apps/web/workbench/kit/FilterRow.tsx'
import { whole } from '#apps/web/workbench/kit/pages.ts'
import { Sheet, WorkPage } from '#apps/web/workbench/kit/WorkPage.tsx'
import { type Column, useColumns, WorkTable } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'

type Row = Output<'message.feedback'>['items'][number]
const figures = ['sent', 'opened', 'useful', 'notUseful', 'actedOn'] as const
const shareOf = (row: Row, figure: (typeof figures)[number]) =>
  row.sent === 0 ? '' : ` (${Math.round((100 * row[figure]) / row.sent)}%)`

/** `/workbench/notices`: of each thing that enterprises were told, how many read it, found it useful and acted on it. */
export default function FeedbackScreen() {
  const t = useWords()
  const text = useText()
  const { department } = useCityWords()
  const result = useRead('message.feedback', {})
  const kindOf = ({ about }: Row) => t(`notices.kind.${about.split('/')[0]}`)
  const columns: Column<Row>[] = [
    {
      id: 'title',
      title: t('notices.about'),
      always: true,
      width: 320,
      render: (row) => text(row.title),
      plain: (row) => text(row.title),
    },
    {
      id: 'kind',
      title: t('notices.kindOf'),
      render: kindOf,
      plain: kindOf,
    },
    {
      id: 'department',
      title: t('notices.department'),
      render: (row) => department(row.department),
      plain: (row) => department(row.department),
    },
    ...figures.map(
      (figure): Column<Row> => ({
        id: figure,
        title: t(`notices.${figure}`),
        right: true,
        render: (row) => (
          <>
            <Count of={row[figure]} />
            {figure !== 'sent' && shareOf(row, figure)}
          </>
        ),
        plain: (row) => row[figure],
      }),
    ),
    {
      id: 'comments',
      title: t('notices.comments'),
      extra: true,
      render: (row) => row.comments.join(' · '),
      plain: (row) => row.comments.join('\n'),
    },
  ]
  const { shown, choice } = useColumns('notices', columns)
  return (
    <WorkPage title={t('place.notices')} lead={t('notices.lead')}>
      <div>
        <FilterRow
          actions={
            <>
              {choice}
              <ExportMenu
                title={t('place.notices')}
                columns={shown}
                rows={async () => result.data?.items ?? []}
              />
            </>
          }
        />
        <Sheet plain>
          <WorkTable
            label={t('place.notices')}
            columns={shown}
            rowKey={(row) => `${row.about} ${row.department} ${row.title.zh}`}
            list={whole(result.data?.items, result.error)}
            empty={{ title: t('notices.none'), text: t('notices.noneText') }}
          />
        </Sheet>
      </div>
    </WorkPage>
  )
}
