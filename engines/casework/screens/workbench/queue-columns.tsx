import type { Output } from '#apps/web/client/contracts.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { Due, MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { Tag } from '#apps/web/kits/light/Tag.tsx'
import { momentText } from '#apps/web/kits/light/figures.ts'
import { useLanguage } from '#apps/web/i18n/i18n.ts'
import type { Column } from '#apps/web/workbench/kit/WorkTable.tsx'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { StageLamp } from './StageLamp.tsx'

export type QueueRow = Output<'casework.listQueue'>['items'][number]

/** One stage of one case is one row; its key is also what the address holds while it is open. */
export const rowKey = (row: Pick<QueueRow, 'partyId' | 'caseId' | 'stage'>): string =>
  `${row.partyId}.${row.caseId}.${row.stage}`

export function useQueueColumns(open: (row: QueueRow) => void): readonly Column<QueueRow>[] {
  const t = useWords()
  const text = useText()
  const language = useLanguage()
  const { offsetMinutes } = useClock()
  const moment = (at: string | undefined) => at && momentText(at, offsetMinutes, language)
  const lampWord = (row: QueueRow) => t(`queue.lamp.${row.lamp}`)
  const holder = (row: QueueRow) => row.assignee ?? t(`queue.holder.${row.holder}`)
  return [
    {
      id: 'title',
      title: t('queue.column.title'),
      always: true,
      width: 240,
      render: (row) => (
        <button type="button" className="work-link" onClick={() => open(row)}>
          {row.title}
          {row.track && (
            <>
              {' '}
              <Tag tone="wait" icon="arrow">
                {t(row.ahead ? 'queue.trackAhead' : 'queue.track', { track: text(row.track.title) })}
              </Tag>
            </>
          )}
        </button>
      ),
      plain: (row) => (row.track ? `${row.title} · ${text(row.track.title)}` : row.title),
    },
    {
      id: 'lamp',
      title: t('queue.column.lamp'),
      always: true,
      width: 110,
      render: (row) => <StageLamp lamp={row.lamp} />,
      plain: lampWord,
    },
    {
      id: 'due',
      title: t('queue.column.due'),
      width: 230,
      render: (row) =>
        row.doneAt ? (
          <MomentFigure at={row.doneAt} />
        ) : row.hold ? (
          t(`queue.hold.${row.hold}`)
        ) : row.dueAt ? (
          <Due at={row.dueAt} />
        ) : (
          t('queue.noDue')
        ),
      plain: (row) => moment(row.dueAt),
    },
    {
      id: 'stage',
      title: t('queue.column.stage'),
      width: 170,
      render: (row) => (
        <>
          {text(row.item.title)}
          <br />
          <span className="work-soft">{text(row.stageTitle)}</span>
        </>
      ),
      plain: (row) => `${text(row.item.title)} · ${text(row.stageTitle)}`,
    },
    {
      id: 'holder',
      title: t('queue.column.holder'),
      width: 100,
      render: (row) => (row.mine ? <strong>{t('queue.me')}</strong> : holder(row)),
      plain: holder,
    },
    {
      id: 'theme',
      title: t('queue.column.theme'),
      width: 130,
      extra: true,
      render: (row) => text(row.theme.title),
      plain: (row) => text(row.theme.title),
    },
    {
      id: 'party',
      title: t('queue.column.party'),
      width: 200,
      extra: true,
      render: (row) => row.partyName,
      plain: (row) => row.partyName,
    },
    {
      id: 'district',
      title: t('queue.column.district'),
      width: 80,
      render: (row) => (row.district ? text(row.district.title) : ''),
      plain: (row) => row.district && text(row.district.title),
    },
    {
      id: 'department',
      title: t('queue.column.department'),
      width: 160,
      extra: true,
      render: (row) => text(row.department.title),
      plain: (row) => text(row.department.title),
    },
    {
      id: 'opened',
      title: t('queue.column.opened'),
      width: 150,
      extra: true,
      render: (row) => <MomentFigure at={row.openedAt} />,
      plain: (row) => moment(row.openedAt),
    },
    {
      id: 'since',
      title: t('queue.column.since'),
      width: 120,
      render: (row) => <MomentFigure at={row.since} />,
      plain: (row) => moment(row.since),
    },
  ]
}
